/** The whole script of the room on one page, and what comes of it. */
import { define, fakeTimers } from './fake.js'
import { fakeRoom } from './fake_room.js'
import { FakeSocket, sockets } from './fake_socket.js'
import { FakeContext } from './fake_sound.js'

export const WAYS = { 1000: '/history/7', 4401: '/login?room=7', 4403: '/dashboard', 4408: '/history/7' }
export const { $, fire, notes } = fakeRoom(WAYS)
/**
 * Where the page `went`, how often it was loaded anew, how often it asked that the screen stays `awake`, its `timers`,
 * and what draws its `wave`.
 */
export const did = { reloads: 0, awake: 0, timers: fakeTimers() }

define({
  WebSocket: FakeSocket,
  AudioContext: FakeContext,
  Audio: class {
    load() {}
    pause() {}
  },
  navigator: { wakeLock: { request: async () => did.awake++ } },
  location: {
    href: 'https://talk.example/conversation/7',
    assign: way => {
      did.went = way
    },
    reload: () => did.reloads++,
  },
  setTimeout: (act, ms) => did.timers.setTimeout(act, ms),
  clearTimeout: timer => did.timers.clearTimeout(timer),
  cancelAnimationFrame() {},
  setInterval(act, ms) {
    if (ms === 80) did.wave = act
  },
})
$('wave').style = { setProperty: (name, value) => ($('wave').style[name] = value) }
await import('../../static/js/conversation.js')
const { panel } = await import('../../static/js/panel.js')

export const socket = () => sockets.at(-1)
export const said = () => socket().sent.filter(({ type }) => type !== 'hello')
export const type = text => {
  $('typed-text').value = text
  $('typed').onsubmit({ preventDefault() {} })
}
/** Whether the browser asks before it leaves. */
export const isHeld = () => {
  let held = false
  const preventDefault = () => {
    held = true
  }
  window.onbeforeunload?.({ preventDefault })
  return held
}
export const ready = answers => {
  const arrived = answers.map(({ turn }) => ({ who: 'student', turn, text: 'As before.' }))
  socket().says({ type: 'ready', turns: [{ who: 'partner', turn: 'p', text: 'Hello!' }, ...arrived] })
}
export const act = () => $('notices').querySelector('.act').click()

/** Before each test. */
export const begin = () => {
  did.went = undefined
  did.timers = fakeTimers()
  // The page is one; each test has a connection of its own, and nothing waits from before.
  $('notices').replaceChildren()
  socket().close(4409)
  act()
  panel.set({ mic: 'off', sounding: false })
  socket().open()
  ready(sockets.flatMap(({ sent }) => sent.filter(({ type }) => type === 'transcript_direct')))
}
