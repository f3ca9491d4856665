import { $, words } from './page.js'
import { blocked, clock, phaseOf } from './phase.js'

const line = $('phase')
const talk = $('talk')
let since = 0

const tick = () => {
  $('clock').textContent = clock(performance.now())
  $('counter').textContent = clock(performance.now() - since)
}
setInterval(tick, 250)

/** @type {Panel} */
export const panel = {
  state: { link: 'connecting', mic: 'off', server: null, waiting: null, sounding: false },
  set(change) {
    const phase = phaseOf(Object.assign(panel.state, change))
    if (phase !== line.dataset.phase) {
      since = performance.now()
      line.dataset.phase = phase
      line.firstElementChild.textContent = words[`phase.${phase}`]
      tick()
    }
    talk.ariaPressed = phase === 'on'
    talk.ariaDisabled = blocked(panel.state)
  },
}
