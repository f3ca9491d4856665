import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { define, FakeElement, fakeTimers, settled } from './fake.js'
import { fakeRoom } from './fake_room.js'

class Option extends FakeElement {
  constructor(label, value, _default, selected) {
    super('option', label, { value, selected })
  }
}

const { $, document } = fakeRoom()
const { bindCheck, checked } = await import('../../static/js/check.js')
const { panel } = await import('../../static/js/panel.js')

const DEVICES = [
  { kind: 'audioinput', deviceId: 'usb', label: 'Headset' },
  { kind: 'audioinput', deviceId: 'in', label: 'Built in' },
  { kind: 'audiooutput', deviceId: 'out', label: 'Speaker' },
]
const heard = $('check-heard')
const button = $('check-microphone')
let allowed
let recorder
let repeated
let silenced
let timers

const microphones = () => $('microphone').children.map(({ textContent, selected }) => [textContent, Boolean(selected)])
const bind = async () => {
  bindCheck(recorder, { stop: () => silenced++ })
  await settled()
}
const tryIt = async () => {
  button.click()
  await settled()
  timers.pass(4000)
  await settled()
}

beforeEach(async () => {
  allowed = true
  silenced = 0
  repeated = 0
  timers = fakeTimers()
  heard.played = 0
  heard.paused = true
  $('check-said').replaceChildren()
  const devices = () => (allowed ? DEVICES : DEVICES.map(({ kind }) => ({ kind, deviceId: '', label: '' })))
  const navigator = { mediaDevices: { enumerateDevices: async () => devices() } }
  define({ Option, navigator, localStorage: {}, setTimeout: timers.setTimeout })
  recorder = { start: async () => {}, stop: async () => new Blob(['sound']), heard: () => true }
  panel.set({ link: 'open', mic: 'off', server: null, waiting: null, sounding: false })
  const hear = new FakeElement('button', { dataset: { do: 'hear' }, onclick: () => repeated++ })
  $('transcript').replaceChildren(new FakeElement('li.said.partner', hear))
  const usual = new FakeElement('option', 'The usual one')
  const choice = $('microphone')
  choice.replaceChildren(usual)
  Object.defineProperty(choice, 'options', { get: () => choice.children, configurable: true })
  await bind()
})

test('microphones are offered by their names, the one of last time chosen', async () => {
  assert.deepEqual(microphones(), [
    ['The usual one', false],
    ['Headset', false],
    ['Built in', false],
  ])
  localStorage.microphone = 'in'
  await bind()
  assert.deepEqual(microphones()[2], ['Built in', true])
})

test('before the microphone was allowed they have no names and only the usual one is offered', async () => {
  allowed = false
  await bind()
  assert.deepEqual(microphones(), [['The usual one', false]])
  allowed = true
  await tryIt()
  assert.equal(microphones().length, 3, 'the test asks for it')
})

test('without https there are none, which does no harm', async () => {
  define({ navigator: {} })
  await bind()
  assert.deepEqual(microphones(), [['The usual one', false]])
})

test('a choice is remembered by the browser', () => {
  $('microphone').value = 'usb'
  $('microphone').onchange()
  assert.equal(localStorage.microphone, 'usb')
})

test('one speaks for four seconds and hears it; meanwhile the partner and the room wait', async () => {
  button.click()
  await settled()
  assert.equal(silenced, 1)
  assert.deepEqual([button.disabled, panel.state.mic, $('check-said').textContent], [true, 'check', 'check.speak'])
  timers.pass(3999)
  await settled()
  assert.equal(heard.played, 0)
  timers.pass(1)
  await settled()
  assert.deepEqual([heard.played, $('check-said').textContent, button.disabled], [1, 'check.playback', false])
  assert.match(heard.src, /^blob:/)
  assert.equal(panel.state.mic, 'check', 'it sounds')
  heard.pause()
  assert.equal(panel.state.mic, 'off')
})

test('silence is said, and nothing is played', async () => {
  recorder.heard = () => false
  await tryIt()
  assert.deepEqual([heard.played, $('check-said').textContent, panel.state.mic], [0, 'nothing', 'off'])
})

test('a microphone that does not work says why, and can be tried again', async () => {
  recorder.start = async () => {
    throw new DOMException('', 'NotAllowedError')
  }
  button.click()
  await settled()
  assert.equal($('check-said').textContent, 'microphone.NotAllowedError')
  assert.deepEqual([button.disabled, panel.state.mic], [false, 'off'])
})

test('who begins to talk meanwhile hears no recording of the test', async () => {
  button.click()
  await settled()
  panel.set({ mic: 'on' })
  timers.pass(4000)
  await settled()
  assert.equal(heard.played, 0)
  assert.equal(panel.state.mic, 'on')
})

test('the speaker’s test silences the partner, who then says again what was not heard', async () => {
  panel.set({ sounding: true })
  $('hello').play()
  assert.deepEqual([silenced, panel.state.mic], [1, 'check'])
  panel.set({ sounding: false })
  $('hello').pause()
  assert.deepEqual([repeated, panel.state.mic], [1, 'off'])
  $('hello').play()
  $('hello').pause()
  assert.equal(repeated, 1, 'the second time nothing was cut off')
})

test('a speaker’s test while one talks leaves the microphone open', () => {
  panel.set({ mic: 'on' })
  $('hello').play()
  assert.equal(panel.state.mic, 'on')
  $('hello').pause()
  assert.equal(panel.state.mic, 'on')
})

test('it is done with its button, and a cookie remembers that', () => {
  $('check').open = true
  document.cookie = ''
  $('check-done').click()
  assert.equal($('check').open, false)
  assert.equal(document.cookie, 'talkbuddy-checked=1;path=/;max-age=31536000;samesite=lax')
  $('check').open = true
  checked()
  assert.equal($('check').open, false)
})
