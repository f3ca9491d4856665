import { checked } from './check.js'
import { help } from './help.js'
import { notices } from './notices.js'
import { $, words } from './page.js'
import { panel } from './panel.js'
import { blocked } from './phase.js'
import { newTurn } from './takes.js'
import { tape } from './tape.js'

/** @type {MakeRoom} */
export const makeRoom = parts => {
  const { ability, socket, takes, voice } = parts
  const cut = new Set()
  let cancelled = false

  return {
    ...parts,
    send(take, blob) {
      const { turn = newTurn() } = take
      this.resume()
      checked()
      const { repeats } = $('hint').dataset
      help.hint({})
      if (blob) tape.add(turn, { url: URL.createObjectURL(blob) })
      if (!takes.add({ turn, repeats: repeats || undefined, ...take })) notices.show('link', words.kept)
    },
    ask(button, message) {
      // Its error would be taken for the take's.
      if (takes.first || !socket.send(message)) return notices.show('wait', words.wait)
      notices.close('wait', 'error')
      button.ariaBusy = 'true'
    },
    interrupt() {
      // A take that is written down goes on.
      if (panel.state.server && !takes.first) {
        socket.send({ type: 'cancel' })
        if (this.turn) cut.add(this.turn)
        cancelled = true
        panel.set({ server: null })
      }
      voice.stop()
      $('check-heard').pause()
      $('hello').pause()
    },
    // Also a turn whose id was not known yet.
    isCut: turn => cancelled || cut.has(turn),
    resume() {
      cancelled = false
    },
    isFree() {
      // A note says why it is closed.
      if (panel.state.link === 'closed') return false
      if (blocked(panel.state)) {
        notices.show('wait', words.wait)
        return false
      }
      notices.close('wait', 'mic', 'error')
      this.interrupt()
      return true
    },
    giveUp(service) {
      if (ability.broken.has(service)) return
      ability.broken.add(service)
      socket.send(ability.hello())
    },
  }
}
