import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { define, FakeElement, settled } from './fake.js'
import { $, begin, did, fire, isHeld, notes, said, socket, type } from './fake_conversation.js'
import { FakeNative } from './fake_recognition.js'
import { FakeContext } from './fake_sound.js'

const { panel } = await import('../../static/js/panel.js')

const PRESS = { button: 0, isPrimary: true }
$('talk').setPointerCapture = () => {}

beforeEach(begin)

test('leaving is guarded while an answer has not arrived, and only then', () => {
  assert.equal(isHeld(), false)
  type('I like cats.')
  assert.deepEqual([isHeld(), panel.state.waiting], [true, 'text'])
  socket().says({ type: 'transcript', turn: said()[0].turn, text: 'I like cats.' })
  assert.deepEqual([isHeld(), panel.state.waiting], [false, null])
})

test('what is typed goes out without the spaces around it, and the field is empty', () => {
  type('  I like cats. ')
  const [{ turn, ...take }] = said()
  assert.deepEqual(take, { type: 'transcript_direct', text: 'I like cats.', provider: 'typed' })
  assert.equal($('typed-text').value, '')
})

test('nothing is not sent, and what is typed while an answer is on its way stays in the field', () => {
  type('   ')
  assert.deepEqual(said(), [])
  type('I like cats.')
  type('And dogs.')
  assert.equal(said().length, 1)
  assert.equal($('typed-text').value, 'And dogs.')
  assert.deepEqual(notes(), [['note-wait', 'wait']])
})

test('typing says again what is to be said again', () => {
  $('hint').dataset.repeats = 'p'
  type('I like cats.')
  assert.equal(said()[0].repeats, 'p')
  assert.equal($('hint').dataset.repeats, '')
})

test('who is stuck asks for the next hint; its button waits for the answer and no other does', () => {
  const translate = $('turn-p').querySelector('[data-do=translate]')
  $('stuck').click()
  translate.click()
  assert.deepEqual(said(), [
    { type: 'hint', step: 1 },
    { turn: 'p', type: 'translate' },
  ])
  assert.deepEqual([$('stuck').ariaBusy, translate.ariaBusy], ['true', 'true'])
  socket().says({ type: 'translation', turn: 'p', lang: 'de', text: 'Hallo!' })
  assert.deepEqual([$('stuck').ariaBusy, translate.ariaBusy], ['true', null])
  socket().says({ type: 'hint', step: 1, text: 'Say what you like.' })
  assert.deepEqual([$('stuck').ariaBusy, $('stuck').value], [null, '2'])
})

test('an error or a line that comes again ends the waiting, a reply does not', () => {
  const hear = $('turn-p').querySelector('[data-do=hear]')
  const chunk = { type: 'ai_audio_chunk', turn: 'p', seq: 0, data: '' }
  hear.click()
  socket().says(chunk)
  assert.equal(hear.ariaBusy, 'true')
  socket().says({ ...chunk, again: true })
  assert.equal(hear.ariaBusy, null)
  hear.click()
  socket().says({ type: 'error', code: 'provider_error', message: 'Not now.', turn: 'p' })
  assert.equal(hear.ariaBusy, null)
})

test('whatever touches the page wakes the sound', () => {
  for (const touch of ['pointerdown', 'click', 'keydown']) {
    FakeContext.made &&= Object.assign(FakeContext.made, { resumed: false })
    fire(touch, { target: new FakeElement('p'), type: touch })
    assert.equal(FakeContext.made.resumed, true, touch)
  }
})

test('a sound that plays again lets waiting words go on, too', async () => {
  const { gate } = await import('../../static/js/gate.js')
  let opened
  gate.wait().then(() => {
    opened = true
  })
  FakeContext.made.onstatechange()
  await settled()
  assert.ok(opened)
})

test('the wave shows how loud the partner is', () => {
  did.wave()
  assert.ok(Math.abs($('wave').style['--level'] - 0.4) < 1e-6)
})

test('the voice is stopped by its button, and a reply that still comes is cancelled', () => {
  socket().says({ type: 'processing', status: 'speaking' })
  $('interrupt').onclick()
  assert.deepEqual(said(), [{ type: 'cancel' }])
})

test('the screen stays on, also after the page was away', () => {
  assert.equal(did.awake, 1)
  fire('visibilitychange')
  assert.equal(did.awake, 2)
})

test('a press that cannot have a microphone says so, and the next press is a new one', async () => {
  for (let tries = 0; tries < 2; tries++) {
    $('notices').replaceChildren()
    $('talk').onpointerdown(PRESS)
    await settled()
    assert.deepEqual(notes(), [['note-mic', 'microphone.InsecureError']])
    assert.equal(panel.state.mic, 'off')
  }
})

test('a voice of the browser’s that fails is given up, and a sound that fails is a note', async () => {
  type('I like cats.')
  socket().says({ type: 'ai_speak_browser', turn: 'b', seq: 0, text: 'Hello.', last: true })
  await settled()
  assert.deepEqual(
    socket().sent.map(({ type }) => type),
    ['hello', 'transcript_direct', 'hello'],
  )
  assert.deepEqual(notes(), [])
  FakeContext.made.decodeAudioData = async () => {
    throw new Error('not sound')
  }
  socket().says({ type: 'ai_audio_chunk', turn: 'c', seq: 0, data: btoa('x'), last: true })
  await settled()
  assert.deepEqual(notes(), [['note-sound', 'sound']])
})

/** On a phone whose browser hears: nothing is recorded. */
const talkOnPhone = async () => {
  define({ navigator: { userAgent: 'Android' }, SpeechRecognition: FakeNative })
  socket().says({ type: 'provider_status', stt: 'browser', llm: 'guided', tts: 'browser' })
  $('talk').onpointerdown(PRESS)
  $('talk').onpointerup(PRESS)
  await settled()
  return FakeNative.last
}

test('what is typed takes the place of what is being said', async () => {
  const native = await talkOnPhone()
  assert.equal(panel.state.mic, 'on')
  type('I like cats.')
  assert.deepEqual([native.aborted, panel.state.mic, said().length], [true, 'off', 1])
  assert.deepEqual(notes(), [['note-mic', 'dropped']])
  socket().says({ type: 'transcript', turn: said()[0].turn, text: 'I like cats.' })
  await talkOnPhone()
  assert.equal(panel.state.mic, 'on', 'the next press begins anew')
})

test('a dropped take drops what was to be said again, and leaves a hint that helps', async () => {
  for (const [repeats, left] of [
    ['p', ''],
    ['', 'Say what you like.'],
  ]) {
    await talkOnPhone()
    Object.assign($('hint'), { textContent: 'Say what you like.' }).dataset.repeats = repeats
    fire('keydown', { type: 'keydown', key: 'Escape', target: $('talk') })
    assert.equal($('hint').textContent, left)
  }
})

test('while an answer is on its way the talk button only says so', async () => {
  type('I like cats.')
  await talkOnPhone()
  assert.equal(panel.state.mic, 'off')
  assert.deepEqual(notes(), [['note-wait', 'wait']])
})

test('where the conversation closes while one speaks, what was said is kept', async () => {
  const native = await talkOnPhone()
  native.hear('I like cats.')
  performance.now = () => 1e6
  socket().close(4409)
  await settled()
  assert.deepEqual([panel.state.mic, panel.state.waiting, isHeld()], ['off', 'text', true])
})
