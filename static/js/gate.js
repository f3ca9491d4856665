import { notices } from './notices.js'
import { words } from './page.js'
import { panel } from './panel.js'

const waiting = []

/** Where sound waits until the page was touched. */
export const gate = {
  wait() {
    panel.set({ sounding: false })
    notices.show('sound', words.locked, words.hear)
    return new Promise(resolve => waiting.push(resolve))
  },
  open() {
    if (!waiting.length) return
    panel.set({ sounding: true })
    notices.close('sound')
    for (const go of waiting.splice(0)) go()
  },
}
