import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { define } from './fake.js'
import { fakeRoom } from './fake_room.js'

const { $, notes } = fakeRoom({ corrections: 'each' })
const { inbox } = await import('../../static/js/inbox.js')
const { chain } = await import('../../static/js/chain.js')
const { notices } = await import('../../static/js/notices.js')
const { panel } = await import('../../static/js/panel.js')
const { tape } = await import('../../static/js/tape.js')
const { Takes } = await import('../../static/js/takes.js')

let cancelled
let does
let room
let sent
let spoken
let went

const typed = turn => ({ type: 'transcript_direct', text: 'I like cats.', provider: 'typed', turn })
const textOf = (turn, name = 'text') => $(`turn-${turn}`)?.querySelector(`.${name}`)?.textContent

beforeEach(() => {
  sent = []
  spoken = []
  const cut = new Set()
  cancelled = false
  define({ location: { assign: way => (went = way) } })
  went = undefined
  $('transcript').replaceChildren()
  $('notices').replaceChildren()
  panel.set({ link: 'open', mic: 'off', server: 'thinking', waiting: null, sounding: false })
  room = {
    ability: { broken: new Set() },
    cut,
    isCut: turn => cancelled || cut.has(turn),
    resume() {
      cancelled = false
    },
    takes: new Takes(
      message => sent.push(message),
      () => {},
    ),
    voice: { add: part => spoken.push(part.data ?? part.text) },
  }
  does = inbox(room)
})

test('ready shows what was said, with sounds, corrections and what does not count', () => {
  does.ready({
    turns: [
      { who: 'partner', turn: 'p', text: 'Hello!' },
      { who: 'student', turn: 'r1', text: 'I go.', recording: 7, correction: { better: 'I went.', repaired: false } },
      { who: 'student', turn: 'r2', text: 'I goed.', correction: { better: 'I went.', repaired: true } },
      { who: 'student', turn: 'r3', text: 'Ice cream.', disputed: true },
    ],
  })
  assert.deepEqual(
    ['p', 'r1', 'r2', 'r3'].map(turn => textOf(turn)),
    ['Hello!', 'I go.', 'I goed.', 'Ice cream.'],
  )
  assert.deepEqual(tape.of('r1'), [{ url: '/recordings/7' }])
  assert.equal($('turn-r1').matches('.silent'), false)
  assert.equal(textOf('r1', 'better'), 'I went.')
  assert.equal(textOf('r2', 'better'), '', 'what was put right is not corrected again')
  assert.equal(textOf('r3', 'verdict'), 'disputed')
})

test('ready opens the room, and what the server does not have goes out again', () => {
  panel.set({ link: 'lost' })
  notices.show('link', 'kept')
  room.takes.add(typed('a'))
  room.takes.add(typed('b'))
  sent = []
  does.ready({ turns: [{ who: 'student', turn: 'a', text: 'I like cats.' }] })
  assert.deepEqual(
    sent.map(({ turn }) => turn),
    ['b'],
  )
  assert.deepEqual([panel.state.link, panel.state.server], ['open', null])
  assert.deepEqual(notes(), [])
})

test('who serves is shown, and that nobody does where a service of this browser failed', () => {
  does.provider_status({ stt: 'none', llm: 'openai', tts: 'browser' })
  assert.equal(chain.of('llm'), 'openai')
  assert.deepEqual(notes(), [], 'nobody ever served')
  room.ability.broken.add('stt').add('tts')
  does.provider_status({ stt: 'none', llm: 'openai', tts: 'piper' })
  assert.deepEqual(notes(), [['note-stt', 'stt']])
})

test('a service that was given up is crossed out, and the reason is a note', () => {
  does.fallback_activated({ service: 'tts', from: 'openai', to: 'browser', reason: 'The voice took too long.' })
  assert.match($('chain').textContent, /OpenAI, /)
  assert.deepEqual(notes(), [['note-tts', 'The voice took too long.']])
})

test('what the server works on is the phase', () => {
  does.processing({ status: 'transcribing' })
  assert.equal(panel.state.server, 'transcribing')
})

test('work of which the server told before it knew that it was cut off is no phase any more', () => {
  panel.set({ server: null })
  cancelled = true
  does.processing({ status: 'speaking' })
  assert.equal(panel.state.server, null)
  does.ready({ turns: [] })
  does.processing({ status: 'thinking' })
  assert.equal(panel.state.server, 'thinking', 'after a reconnect it answers what was left')
})

test('words that are still being spoken are shown while it listens', () => {
  does.transcript_partial({ text: 'I like' })
  assert.equal($('partial').textContent, '')
  panel.set({ mic: 'on' })
  does.transcript_partial({ text: 'I like' })
  assert.equal($('partial').textContent, 'I like')
})

test('a transcript is the student’s line, and its take waits no longer', () => {
  room.takes.add(typed('a'))
  does.transcript({ turn: 'a', text: 'I like cats.' })
  assert.equal(room.takes.first, undefined)
  assert.equal(textOf('a'), 'I like cats.')
  assert.equal(panel.state.server, null)
})

test('a reply comes in sentences, then as a whole, and is the one that can be cut off', () => {
  does.ai_response_delta({ turn: 'p', text: 'Nice.' })
  does.ai_response_delta({ turn: 'p', text: 'Why cats?' })
  assert.equal(room.turn, 'p')
  does.ai_response({ turn: 'p', text: 'Nice. Why cats?' })
  assert.equal(textOf('p'), 'Nice. Why cats?')
})

for (const type of ['ai_audio_chunk', 'ai_audio_complete', 'ai_speak_browser']) {
  test(`${type} is spoken and kept; the last one ends the turn`, () => {
    const turn = `of ${type}`
    does[type]({ turn, seq: 0, data: 'one', last: false })
    assert.equal(panel.state.server, 'thinking')
    does[type]({ turn, seq: 1, text: 'two', last: true })
    assert.deepEqual(spoken, ['one', 'two'])
    assert.equal(panel.state.server, null)
    assert.equal(room.turn, turn)
    assert.equal(tape.of(turn).length, 2)
  })
}

test('a message with nothing to hear in it only ends the turn', () => {
  does.ai_audio_chunk({ turn: 'empty', seq: 0, data: '', text: '', last: true })
  assert.deepEqual([spoken, tape.of('empty'), panel.state.server], [[], undefined, null])
})

test('what was cut off is neither shown nor heard nor kept', () => {
  room.cut.add('cut')
  does.ai_response_delta({ turn: 'cut', text: 'As I said' })
  does.ai_audio_chunk({ turn: 'cut', seq: 0, data: 'late', last: true })
  assert.deepEqual([textOf('cut'), spoken, tape.of('cut')], [undefined, [], undefined])
})

test('a line that is asked for again is heard also when it was cut off, and is not kept twice', () => {
  room.cut.add('old')
  room.turn = 'new'
  does.ai_audio_chunk({ turn: 'old', seq: 0, data: 'again', again: true, last: true })
  assert.deepEqual([spoken, room.turn, tape.of('old')], [['again'], 'new', undefined])
})

test('nothing is played into an open microphone, and it can be heard later', () => {
  panel.set({ mic: 'on' })
  does.ai_audio_chunk({ turn: 'unheard', seq: 0, data: 'one', last: true })
  assert.deepEqual(spoken, [])
  assert.equal(tape.of('unheard').length, 1)
})

test('what the turn took is in its bubble, where there was a sound', () => {
  does.ai_response({ turn: 'p', text: 'Nice.' })
  does.usage({ turn: 'p', first_audio_ms: 0 })
  assert.equal(textOf('p', 'meta'), '')
  assert.equal(panel.state.server, null)
  does.usage({ turn: 'p', first_audio_ms: 640 })
  assert.equal(textOf('p', 'meta'), '640 ms')
})

test('a line said again ends the waiting of its take', () => {
  does.ready({ turns: [{ who: 'student', turn: 's', text: 'I go.' }] })
  room.takes.add({ ...typed('once more'), repeats: 's' })
  panel.set({ server: 'transcribing' })
  does.said_again({ turn: 's', text: 'I went.', diff: [['same', 'I']], repaired: true })
  assert.equal(room.takes.first, undefined)
  assert.equal(panel.state.server, null)
  assert.equal(textOf('s', 'verdict'), 'repaired')
})

test('the end leads to the report, and nothing is said any more', () => {
  does.session_end({ feedback: {}, report_url: '/history/7' })
  assert.deepEqual([panel.state.link, went], ['closed', '/history/7'])
})
