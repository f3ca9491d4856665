import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { $, begin, DESKTOP, made, notes, PHONE, talk, use } from './fake_listening.js'
import { FakeNative } from './fake_recognition.js'

const { panel } = await import('../../static/js/panel.js')

beforeEach(begin)

test('where the browser hears, its words are the take, with the recording beside them to be heard again', async () => {
  use({ stt: 'browser' })
  await talk(() => FakeNative.last.hear('I like cats.'))
  const [{ blob, ...take }] = made.sent
  assert.deepEqual(take, { type: 'transcript_direct', text: 'I like cats.', provider: 'browser', duration: 2 })
  assert.equal(await blob.text(), 'sound')
  assert.deepEqual(made.wire, [], 'no sound leaves this computer')
  assert.equal(panel.state.mic, 'off')
})

test('on a phone the browser hears without a recording beside it', async () => {
  use({ stt: 'browser', userAgent: PHONE })
  await talk(() => FakeNative.last.hear('I like cats.'))
  assert.equal(made.recorder.starts, 0)
  assert.equal($('level').hidden, true)
  assert.equal(made.sent[0].text, 'I like cats.')
  assert.ok(!made.sent[0].blob)
})

test('where the server hears, pieces go out while one speaks, and the recording at the end', async () => {
  use({ stt: 'server' })
  await talk(() => made.recorder.piece(new Blob(['piece'])))
  assert.equal(FakeNative.last, undefined, 'a voice that stays at home goes to no browser maker')
  assert.deepEqual(
    made.wire.map(({ type, seq, data }) => [type, seq, data]),
    [['audio_chunk', 0, btoa('piece')]],
  )
  const [{ type, turn, chunks, data, provider, duration }] = made.sent
  assert.deepEqual([type, chunks, data, provider, duration], ['audio_complete', 1, btoa('sound'), 'server', 2])
  assert.equal(turn, made.wire[0].turn)
})

test('where a vendor hears, the browser stands by with its words', async () => {
  use({ stt: 'openai' })
  await talk(() => FakeNative.last.hear('I like cats.'))
  assert.equal(made.sent[0].type, 'audio_complete')
  assert.equal((await made.sent[0].spare).take.text, 'I like cats.')
})

test('it does not stand by at home, nor on a phone, which has one microphone', async () => {
  for (const where of [{ stt: 'local' }, { stt: 'server' }, { stt: 'openai', userAgent: PHONE }]) {
    use(where)
    await talk()
    assert.equal(FakeNative.last, undefined, JSON.stringify(where))
  }
  assert.ok(made.sent.every(({ spare }) => !spare))
})

test('before anybody said who serves the sound goes to the server only', async () => {
  use({ stt: undefined })
  await talk()
  assert.equal(FakeNative.last, undefined)
  assert.equal(made.sent[0].type, 'audio_complete')
})

test('a browser that cannot hear records instead, on a phone, too', async () => {
  for (const userAgent of [DESKTOP, PHONE]) {
    made.sent = []
    use({ stt: 'browser', native: null, userAgent })
    await talk(() => made.recorder.piece(new Blob(['piece'])))
    assert.deepEqual(
      [made.sent[0]?.type, made.sent[0]?.data, made.sent[0]?.chunks],
      ['audio_complete', btoa('sound'), 1],
      userAgent,
    )
  }
})

test('a recognition that breaks off is given up, and its recording goes out instead', async () => {
  use({ stt: 'browser' })
  await talk(() => FakeNative.last.fail('network'))
  assert.deepEqual(made.given, ['stt'])
  assert.deepEqual([made.sent[0].type, made.sent[0].data, made.failures], ['audio_complete', btoa('sound'), 0])
})

test('half a sentence does not pass for the whole where a recording has it', async () => {
  use({ stt: 'browser' })
  await talk(() => {
    FakeNative.last.hear('I like')
    FakeNative.last.fail('network')
  })
  assert.equal(made.sent[0].type, 'audio_complete')
})

test('without a recording it has to be said again, which is said at once', async () => {
  use({ stt: 'browser', userAgent: PHONE })
  await made.listener.start()
  FakeNative.last.fail('network')
  assert.deepEqual(notes(), [['note-mic', 'microphone.network']])
  assert.deepEqual([made.given, made.failures, panel.state.mic, made.sent], [['stt'], 1, 'off', []])
})

test('a recognition that is refused from the start is given up, too', async () => {
  use({ stt: 'browser', userAgent: PHONE })
  FakeNative.refuses = 'not-allowed'
  await made.listener.start()
  assert.deepEqual(notes(), [['note-mic', 'microphone.not-allowed']])
  assert.deepEqual([made.given, made.failures, panel.state.mic], [['stt'], 1, 'off'])
})

test('beside a recording one that stands by may fail unseen', async () => {
  use({ stt: 'openai' })
  FakeNative.refuses = 'network'
  await talk()
  assert.deepEqual(notes(), [])
  assert.equal(made.sent[0].type, 'audio_complete')
})

test('silence is not sent: one is asked to speak up', async () => {
  use({ stt: 'browser' })
  made.recorder.loud = false
  await talk()
  assert.deepEqual(made.sent, [])
  assert.deepEqual(notes(), [['note-mic', 'nothing']])
})

test('on a phone no words are no take', async () => {
  use({ stt: 'browser', userAgent: PHONE })
  await talk()
  assert.deepEqual(made.sent, [])
  assert.deepEqual(notes(), [['note-mic', 'nothing']])
})

test('what the server hears is for the server to call silence', async () => {
  use({ stt: 'server' })
  made.recorder.loud = false
  await talk()
  assert.equal(made.sent[0].type, 'audio_complete')
})

test('a sound in which the browser understood nothing is not silence: the server may', async () => {
  use({ stt: 'browser' })
  await talk()
  assert.equal(made.sent[0]?.type, 'audio_complete')
})
