// @ts-check

const LEAD_S = 0.02
const WAKE_MS = 250

const bytes = base64 => Uint8Array.from(atob(base64), char => char.charCodeAt(0)).buffer

/** Plays whole files one after another without a gap. @type {import('./types').MakePlayer} */
export const makePlayer = (touched, create) => {
  const playing = new Set()
  let made
  let next = 0
  let run = 0
  let quiet = Promise.resolve()

  const context = () => {
    made ??= create()
    return made
  }
  const wake = () => {
    if (context().state !== 'running') context().resume()
  }
  const awake = async own => {
    wake()
    while (own === run && context().state !== 'running') {
      await new Promise(resolve => setTimeout(resolve, WAKE_MS))
      if (own === run && context().state !== 'running') await touched()
    }
  }

  return {
    context,
    wake,
    quiet: () => quiet,
    async play(base64) {
      const own = run
      await awake(own)
      const buffer = await context().decodeAudioData(bytes(base64))
      if (own !== run) return
      const source = context().createBufferSource()
      source.buffer = buffer
      source.connect(context().destination)
      next = Math.max(context().currentTime + LEAD_S, next)
      source.start(next)
      next += buffer.duration
      playing.add(source)
      quiet = new Promise(resolve => {
        source.onended = () => resolve(playing.delete(source))
      })
    },
    stop() {
      run++
      next = 0
      for (const source of playing) source.stop()
    },
  }
}
