import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { settled } from './fake.js'
import { $, begin, made, notes, use } from './fake_listening.js'
import { FakeNative } from './fake_recognition.js'

const { heardSoFar } = await import('../../static/js/listener.js')
const { panel } = await import('../../static/js/panel.js')

beforeEach(begin)

/** The browser asks about the microphone, until this is called. */
const asks = () => {
  let allow
  made.recorder.question = new Promise(resolve => {
    allow = resolve
  })
  return allow
}

test('a microphone that does not work says why, in words for the known reasons', async () => {
  use({ stt: 'server' })
  for (const [name, said] of [
    ['NotAllowedError', 'microphone.NotAllowedError'],
    ['NotFoundError', 'microphone.NotFoundError'],
    ['AbortError', 'The microphone said AbortError.'],
  ]) {
    made.recorder.problem = new DOMException('', name)
    await made.listener.start()
    assert.deepEqual(notes(), [['note-mic', said]])
  }
  assert.deepEqual([made.failures, panel.state.mic], [3, 'off'])
})

test('a question for the microphone that nobody answers is pointed at', async () => {
  use({ stt: 'server' })
  const allow = asks()
  const started = made.listener.start()
  assert.equal(panel.state.mic, 'asking')
  made.timers.pass(3000)
  assert.deepEqual(notes(), [['note-mic', 'asking']])
  allow()
  await started
  assert.deepEqual(notes(), [])
  assert.equal(panel.state.mic, 'on')
})

test('who let go while it was asked has said nothing, and is told that the microphone is ready now', async () => {
  use({ stt: 'server' })
  const allow = asks()
  const started = made.listener.start()
  await made.listener.finish()
  made.listener.start()
  made.listener.drop()
  allow()
  await started
  assert.equal(made.recorder.starts, 1, 'it is not asked twice')
  assert.deepEqual(notes(), [['note-mic', 'allowed']])
  assert.deepEqual([made.recorder.drops, panel.state.mic, made.sent], [1, 'off', []])
})

test('a press that was too short for a word is not sent', async () => {
  use({ stt: 'server' })
  await made.listener.start()
  made.time = 299
  await made.listener.finish()
  assert.deepEqual(notes(), [['note-mic', 'short']])
  assert.deepEqual([made.sent, made.recorder.drops, made.failures], [[], 1, 1])
})

test('a dropped take is not sent, and the server forgets the pieces it has', async () => {
  use({ stt: 'openai' })
  await made.listener.start()
  made.recorder.piece(new Blob(['piece']))
  made.listener.drop()
  await settled()
  assert.deepEqual(notes(), [['note-mic', 'dropped']])
  assert.deepEqual([made.sent, made.recorder.drops, FakeNative.last.aborted, panel.state.mic], [[], 1, true, 'off'])
  assert.equal(made.wire.at(-1).type, 'cancel')
  made.listener.drop()
  assert.equal(made.recorder.drops, 1, 'there is nothing to drop twice')
})

test('the words so far are the browser’s own where it has some, and the server’s otherwise', async () => {
  use({ stt: 'openai' })
  await made.listener.start()
  heardSoFar({ text: 'from the server' })
  assert.equal($('partial').textContent, 'from the server')
  FakeNative.last.hear('from the browser')
  heardSoFar({ text: 'from the server, late' })
  assert.equal($('partial').textContent, 'from the browser')
  made.time = 2000
  await made.listener.finish()
  heardSoFar({ text: 'from the server, too late' })
  assert.equal($('partial').textContent, '')
})

test('while the last words are thought about it is not open any more', async () => {
  use({ stt: 'browser' })
  await made.listener.start()
  made.time = 2000
  const finished = made.listener.finish()
  assert.equal(panel.state.mic, 'ending')
  await finished
  assert.equal(panel.state.mic, 'off')
})
