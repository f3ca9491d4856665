/** A listener of its own for each test, what it listens with, and what came of it. */
import { define, fakeTimers } from './fake.js'
import { FakeNative } from './fake_recognition.js'
import { fakeRoom } from './fake_room.js'

export const { $, notes } = fakeRoom()
const { makeListener } = await import('../../static/js/listener.js')
const { chain } = await import('../../static/js/chain.js')
const { panel } = await import('../../static/js/panel.js')

export const DESKTOP = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0'
export const PHONE = 'Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile'

/** Whether somebody was loud, and why it does not begin, is up to the test. */
const fakeRecorder = () => ({
  loud: true,
  starts: 0,
  drops: 0,
  async start(piece) {
    this.starts++
    this.piece = piece
    if (this.problem) throw this.problem
    await this.question
  },
  stop: async () => new Blob(['sound']),
  heard() {
    return this.loud
  },
  drop() {
    this.drops++
  },
})

/** Blobs are read as they are in browsers. */
class FakeReader extends EventTarget {
  async readAsDataURL(blob) {
    this.result = `data:audio/webm;base64,${btoa(await blob.text())}`
    this.dispatchEvent(new Event('load'))
  }
}

/** The takes that it `sent`, what went over the `wire` meanwhile, services `given` up, and how often it failed. */
export const made = {}
performance.now = () => made.time

/** Before each test. */
export const begin = () => {
  const timers = fakeTimers()
  const [sent, wire, given] = [[], [], []]
  Object.assign(FakeNative, { last: undefined, refuses: undefined })
  define({ FileReader: FakeReader, setTimeout: timers.setTimeout, clearTimeout: timers.clearTimeout })
  $('notices').replaceChildren()
  panel.set({ link: 'open', mic: 'off', server: null, waiting: null, sounding: false })
  const room = {
    ability: {},
    giveUp: service => given.push(service),
    send: (take, blob) => made.sent.push({ ...take, blob }),
    socket: { send: message => wire.push(message) > 0 },
  }
  Object.assign(made, { room, sent, wire, given, timers, failures: 0, time: 0, recorder: fakeRecorder() })
  made.listener = makeListener(room, made.recorder, () => made.failures++)
}

/** Who hears, and in what browser; one without recognition has `null`. */
export const use = ({ stt, native = FakeNative, userAgent = DESKTOP }) => {
  define({ navigator: { userAgent } })
  chain.show({ stt, llm: 'guided', tts: 'browser' })
  made.room.ability.recognition = native
}

/** A take of two seconds. */
export const talk = async (what = () => {}) => {
  await made.listener.start()
  what()
  made.time += 2000
  await made.listener.finish()
}
