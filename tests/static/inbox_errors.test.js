import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { define, fakeTimers } from './fake.js'
import { fakeRoom } from './fake_room.js'

const { $, notes } = fakeRoom()
const { inbox } = await import('../../static/js/inbox.js')
const { panel } = await import('../../static/js/panel.js')
const { Takes } = await import('../../static/js/takes.js')

let does
let sent
let takes
let timers

const typed = turn => ({ type: 'transcript_direct', text: 'I like cats.', provider: 'typed', turn })

beforeEach(() => {
  sent = []
  timers = fakeTimers()
  define({ setTimeout: timers.setTimeout })
  $('notices').replaceChildren()
  panel.set({ link: 'open', mic: 'off', server: 'thinking', waiting: null, sounding: false })
  takes = new Takes(
    message => sent.push(message),
    () => {},
  )
  does = inbox({ takes })
})

test('an error is a note, and its take is over', async () => {
  takes.add({ type: 'audio_complete', turn: 'a', data: 'sound' })
  await does.error({ code: 'no_speech', message: 'We heard nothing.', turn: 'a' })
  assert.deepEqual(notes(), [['note-error', 'We heard nothing.']])
  assert.equal(takes.first, undefined)
  assert.equal(panel.state.server, null)
})

test('a typed answer that was not taken is in the field again, unless something else is', async () => {
  takes.add(typed('a'))
  $('typed-text').value = ''
  await does.error({ code: 'not_saved', message: 'The disk is full.', turn: 'a' })
  assert.equal($('typed-text').value, 'I like cats.')
  takes.add(typed('b'))
  $('typed-text').value = 'I am writing'
  await does.error({ code: 'not_saved', message: 'The disk is full.', turn: 'b' })
  assert.equal($('typed-text').value, 'I am writing')
})

test('an answer that came while the partner still speaks is kept and sent once more a second later', async () => {
  takes.add(typed('a'))
  await does.error({ code: 'busy', message: 'Please wait.', turn: 'a' })
  assert.equal(sent.length, 1)
  timers.pass(1000)
  assert.deepEqual(
    sent.map(({ turn }) => turn),
    ['a', 'a'],
  )
  assert.equal(takes.first.turn, 'a')
})

test('what another device took over keeps its answer, for one may come back', async () => {
  takes.add(typed('a'))
  await does.error({ code: 'replaced', message: 'This is open elsewhere.' })
  assert.equal(takes.first.turn, 'a')
  assert.deepEqual(timers.delays(), [])
})

test('a recording of which pieces were lost goes out as a whole, without a word', async () => {
  takes.add({ type: 'audio_complete', turn: 'a', data: 'all of it', chunks: 3 })
  await does.error({ code: 'bad_audio', message: 'We cannot read it.', turn: 'a' })
  assert.equal(sent.at(-1).data, 'all of it')
  assert.deepEqual(notes(), [])
  await does.error({ code: 'bad_audio', message: 'We cannot read it.', turn: 'a' })
  assert.deepEqual(notes(), [['note-error', 'We cannot read it.']], 'the second time it is over')
})

test('where the recording will not do, the browser’s words of the same take go out under its id', async () => {
  const spare = Promise.resolve({ take: { type: 'transcript_direct', text: 'I like cats.', provider: 'browser' } })
  takes.add({ type: 'audio_complete', turn: 'a', data: 'sound', repeats: 's', spare })
  await does.error({ code: 'provider_error', message: 'Nobody could hear it.', turn: 'a' })
  const { type, turn, text, repeats } = sent.at(-1)
  assert.deepEqual([type, turn, text, repeats], ['transcript_direct', 'a', 'I like cats.', 's'])
  assert.deepEqual(notes(), [])
})

test('where the browser heard nothing either, the error is told', async () => {
  takes.add({ type: 'audio_complete', turn: 'a', data: 'sound', spare: Promise.resolve({ text: '' }) })
  await does.error({ code: 'provider_error', message: 'Nobody could hear it.', turn: 'a' })
  assert.deepEqual(notes(), [['note-error', 'Nobody could hear it.']])
  assert.equal(sent.length, 1)
})
