import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { makeRecorder } from '../../static/js/recorder.js'
import { define, fakeTimers, settled } from './fake.js'
import { FakeContext } from './fake_sound.js'

class FakeMediaRecorder extends EventTarget {
  static isTypeSupported = type => type.includes('webm')
  state = 'inactive'

  constructor(stream, options) {
    super()
    Object.assign(this, { stream, options })
    made = this
  }

  start(every) {
    this.every = every
    this.state = 'recording'
    queueMicrotask(() => this.dispatchEvent(new Event('start')))
  }

  gives(text) {
    this.ondataavailable({ data: new Blob([text], { type: 'audio/webm' }) })
  }

  stop() {
    if (this.state === 'inactive') throw new DOMException('', 'InvalidStateError')
    this.state = 'inactive'
    this.gives(' and the rest')
    this.dispatchEvent(new Event('stop'))
  }
}

let context
let frames
let lost
let made
let meter
let recorder
let timers
let track
let wanted

const draw = () => {
  for (const act of frames.splice(0)) act()
}
const start = async piece => {
  context.loud = 0.1
  const started = recorder.start(piece)
  await settled()
  await started
}

beforeEach(() => {
  context = Object.assign(new FakeContext(), { loud: 0 })
  frames = []
  lost = 0
  made = undefined
  meter = { value: 0 }
  timers = fakeTimers()
  track = { stops: 0, stop: () => track.stops++ }
  const stream = { getTracks: () => [track] }
  const getUserMedia = async wish => {
    wanted = wish
    return stream
  }
  define({
    navigator: { mediaDevices: { getUserMedia } },
    localStorage: {},
    MediaRecorder: FakeMediaRecorder,
    requestAnimationFrame: act => frames.push(act),
    cancelAnimationFrame: () => frames.splice(0),
    setTimeout: timers.setTimeout,
  })
  recorder = makeRecorder(
    () => context,
    meter,
    () => lost++,
  )
})

test('where a page may not listen it is called insecure', async () => {
  define({ navigator: {} })
  await assert.rejects(recorder.start(), { name: 'InsecureError' })
})

test('the chosen microphone is asked for, and the usual one otherwise', async () => {
  await start()
  assert.deepEqual(wanted, { audio: { deviceId: undefined } })
  localStorage.microphone = 'usb'
  await start()
  assert.deepEqual(wanted, { audio: { deviceId: 'usb' } })
})

test('it has begun when the first sound comes', async () => {
  let begun
  recorder.start().then(() => {
    begun = true
  })
  await settled()
  assert.equal(begun, undefined)
  context.loud = 0.01
  draw()
  await settled()
  assert.ok(begun)
})

test('in a silent room it has begun after a moment', async () => {
  let begun
  recorder.start().then(() => {
    begun = true
  })
  await settled()
  timers.pass(1499)
  await settled()
  assert.equal(begun, undefined)
  timers.pass(1)
  await settled()
  assert.ok(begun)
})

test('the take is all that was recorded, and the microphone is let go', async () => {
  await start()
  assert.equal(made.every, undefined, 'in one piece')
  made.gives('I like cats')
  const blob = await recorder.stop()
  assert.deepEqual([await blob.text(), blob.type], ['I like cats and the rest', 'audio/webm'])
  assert.deepEqual([track.stops, meter.value, frames.length], [1, 0, 0])
})

test('who wants pieces gets them while it is recorded', async () => {
  const pieces = []
  await start(piece => pieces.push(piece))
  assert.equal(made.every, 250)
  made.gives('I like cats')
  assert.equal(await pieces[0].text(), 'I like cats')
  assert.equal((await recorder.stop()).size, 'I like cats and the rest'.length)
})

test('the meter shows how loud it is, and a voice is told from silence', async () => {
  await start()
  assert.ok(Math.abs(meter.value - 0.4) < 1e-6)
  context.loud = 0
  draw()
  assert.equal(meter.value, 0)
  assert.equal(recorder.heard(), true, 'there was a voice')
  context.loud = 0.01
  const silent = recorder.start()
  await settled()
  await silent
  assert.equal(recorder.heard(), false, 'each take by itself')
})

test('where no meter runs nobody calls it silence', async () => {
  await start()
  recorder.drop()
  context.loud = 0
  const started = recorder.start()
  await settled()
  timers.pass(1500)
  await started
  assert.equal(recorder.heard(), false)
  context.state = 'suspended'
  assert.equal(recorder.heard(), true)
})

test('a microphone that was pulled out is told', async () => {
  await start()
  track.onended()
  assert.equal(lost, 1)
})

test('a dropped take lets the microphone go, and nothing to drop does no harm', async () => {
  recorder.drop()
  await start()
  recorder.drop()
  assert.deepEqual([made.state, track.stops], ['inactive', 1])
  recorder.drop()
})
