import { base64 } from './recorder.js'
import { newTurn } from './takes.js'

/** @type {MakeUpload} */
export const makeUpload = (send, encode = base64) => {
  const turn = newTurn()
  let count = 0
  let dropped = false
  let sent = Promise.resolve(true)

  return {
    turn,
    add(piece) {
      const seq = count++
      sent = sent.then(async before => {
        const data = await encode(piece)
        return before && !dropped && send({ type: 'audio_chunk', turn, seq, data })
      })
    },
    chunks: async () => ((await sent) ? count : 0),
    drop() {
      dropped = true
      if (count) send({ type: 'cancel' })
    },
  }
}
