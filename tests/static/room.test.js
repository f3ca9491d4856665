import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { fakeRoom } from './fake_room.js'

const { $, document, notes } = fakeRoom()
const { makeRoom } = await import('../../static/js/room.js')
const { Ability } = await import('../../static/js/ability.js')
const { help } = await import('../../static/js/help.js')
const { notices } = await import('../../static/js/notices.js')
const { panel } = await import('../../static/js/panel.js')
const { Takes } = await import('../../static/js/takes.js')
const { tape } = await import('../../static/js/tape.js')

const TYPED = { type: 'transcript_direct', text: 'I like cats.', provider: 'typed' }
let open
let room
let sent
let silenced

beforeEach(() => {
  open = true
  sent = []
  silenced = 0
  $('notices').replaceChildren()
  panel.set({ link: 'open', mic: 'off', server: null, waiting: null, sounding: false })
  help.hint({})
  const send = message => {
    if (open) sent.push(message)
    return open
  }
  const takes = new Takes(send, () => {})
  room = makeRoom({ ability: new Ability(), socket: { send }, takes, voice: { stop: () => silenced++ } })
})

test('a take goes out under an id of its own, and waits for the server', () => {
  room.send(TYPED)
  room.send({ ...TYPED, turn: 'given' })
  assert.match(sent[0].turn, /^[0-9a-z]{12,24}$/)
  assert.equal(sent[1].turn, 'given')
  assert.equal(room.takes.first.turn, sent[0].turn)
  assert.deepEqual(notes(), [])
})

test('with the connection gone a take is kept, which is said, and goes out when it is back', () => {
  open = false
  room.send({ ...TYPED, turn: 'a' })
  assert.deepEqual(sent, [])
  assert.equal(room.takes.first.turn, 'a')
  assert.deepEqual(notes(), [['note-link', 'kept']])
  open = true
  room.takes.resume([])
  assert.deepEqual(
    sent.map(({ turn }) => turn),
    ['a'],
  )
})

test('its sound can be heard again', () => {
  room.send({ ...TYPED, turn: 'heard' }, new Blob(['sound']))
  assert.match(tape.of('heard')[0].url, /^blob:/)
})

test('what is to be said again is said in this take, and the hint goes', () => {
  help.hint({ text: 'Say this: I went.', repeats: 's' })
  room.send(TYPED)
  assert.equal(sent[0].repeats, 's')
  assert.deepEqual([$('hint').textContent, $('hint').dataset.repeats], ['', ''])
  room.send(TYPED)
  assert.equal(sent[1].repeats, undefined)
})

test('who has answered needs no sound check', () => {
  $('check').open = true
  room.send(TYPED)
  assert.equal($('check').open, false)
  assert.match(document.cookie, /^talkbuddy-checked=1;.*samesite=lax/)
})

test('help is asked for, its button waits, and older notes are gone', () => {
  const button = {}
  for (const name of ['wait', 'error', 'link']) notices.show(name, name)
  room.ask(button, { type: 'hint', step: 1 })
  assert.deepEqual(notes(), [['note-link', 'link']])
  assert.deepEqual(sent, [{ type: 'hint', step: 1 }])
  assert.equal(button.ariaBusy, 'true')
})

test('no help is asked for while a take waits, or without a connection', () => {
  const button = {}
  open = false
  room.ask(button, { type: 'hint', step: 1 })
  assert.deepEqual(notes(), [['note-wait', 'wait']])
  open = true
  room.send(TYPED)
  room.ask(button, { type: 'hint', step: 1 })
  assert.equal(sent.length, 1)
  assert.equal(button.ariaBusy, undefined)
})

test('an interruption is silence at once, and cancels a reply that still comes', () => {
  room.turn = 'p'
  panel.set({ server: 'speaking' })
  room.interrupt()
  assert.deepEqual(sent, [{ type: 'cancel' }])
  assert.equal(panel.state.server, null)
  assert.equal(silenced, 1)
  assert.ok(room.isCut('p'))
  assert.ok(room.isCut('another whose id was not known yet'))
  room.send(TYPED)
  assert.ok(room.isCut('p'), 'it stays cut off')
  assert.ok(!room.isCut('the next'))
})

test('after a reconnect the reply that comes is not the one that was cut off', () => {
  room.turn = 'p'
  panel.set({ server: 'thinking' })
  room.interrupt()
  assert.ok(room.isCut())
  room.resume()
  assert.ok(!room.isCut())
  assert.ok(room.isCut('p'))
})

test('what is cut off before its first word leaves the next one alone', () => {
  panel.set({ server: 'thinking' })
  room.interrupt()
  assert.ok(room.isCut())
  room.send(TYPED)
  assert.ok(!room.isCut())
})

test('it silences the sound check, too', async () => {
  for (const id of ['hello', 'check-heard']) await $(id).play()
  room.interrupt()
  assert.ok($('hello').paused && $('check-heard').paused)
})

test('a reply that has come in full is only silenced, and a take that is written down goes on', () => {
  room.interrupt()
  assert.equal(silenced, 1)
  room.send(TYPED)
  panel.set({ server: 'transcribing' })
  room.interrupt()
  assert.equal(silenced, 2)
  assert.equal(panel.state.server, 'transcribing')
  assert.deepEqual(
    sent.map(({ type }) => type),
    ['transcript_direct'],
  )
})

test('one may answer while the partner speaks, who is silent then; old notes go', () => {
  open = false
  room.send({ ...TYPED, turn: 'a' })
  room.takes.settle('a')
  room.ask({}, { type: 'hint' })
  assert.deepEqual(
    notes().map(([id]) => id),
    ['note-link', 'note-wait'],
  )
  panel.set({ server: 'speaking', sounding: true })
  assert.equal(room.isFree(), true)
  assert.equal(silenced, 1)
  assert.deepEqual(notes(), [['note-link', 'kept']], 'what is kept is still kept')
})

test('a new answer waits for the last one, which is said', () => {
  panel.set({ waiting: 'text' })
  assert.ok(!room.isFree())
  assert.deepEqual(notes(), [['note-wait', 'wait']])
  assert.equal(silenced, 0)
})

test('where the conversation is over nobody answers', () => {
  panel.set({ link: 'closed' })
  assert.equal(room.isFree(), false)
  assert.equal(silenced, 0)
})

test('with the connection gone one may answer', () => {
  panel.set({ link: 'lost' })
  assert.equal(room.isFree(), true)
})

test('a service of the browser that failed is given up once, and the server learns it', () => {
  room.ability.voice = true
  room.giveUp('tts')
  room.giveUp('tts')
  assert.deepEqual(
    sent.map(({ type, browser_tts }) => [type, browser_tts]),
    [['hello', false]],
  )
})
