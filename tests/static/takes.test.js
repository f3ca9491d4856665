import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newTurn, Takes } from '../../static/js/takes.js'
import './fake.js'

let sent
let takes
let changes

beforeEach(() => {
  sent = []
  changes = 0
  takes = new Takes(
    take => sent.push(take.turn),
    () => changes++,
  )
})

const take = turn => ({ type: 'transcript_direct', text: 'Hello', provider: 'typed', turn })

test('a take waits until the server answered with its id', () => {
  takes.add(take('a'))
  assert.equal(takes.settle('other'), undefined)
  assert.equal(takes.first.turn, 'a')
  assert.equal(takes.settle('a').text, 'Hello')
  assert.equal(takes.first, undefined)
})

test('an answer without an id is about the oldest take', () => {
  takes.add(take('a'))
  takes.add(take('b'))
  takes.settle()
  assert.equal(takes.first.turn, 'b')
})

test('after a reconnect what had not arrived goes out again, under the same id', () => {
  takes.add(take('a'))
  takes.add(take('b'))
  takes.resume([{ turn: 'x' }, { turn: 'a' }])
  assert.deepEqual(sent, ['a', 'b', 'b'])
  assert.equal(takes.first.turn, 'b')
})

test('what stays on the page is not sent', () => {
  let wire
  new Takes(
    take => {
      wire = take
    },
    () => {},
  ).add({ ...take('a'), spare: Promise.resolve({}) })
  assert.deepEqual(wire, take('a'))
})

const inPieces = () => ({ type: 'audio_complete', turn: 'a', data: 'all of it', chunks: 3, mime: 'audio/webm' })

test('of a take that was sent while it was spoken only its end goes out', () => {
  const wire = []
  const kept = new Takes(
    message => wire.push(message),
    () => {},
  )
  kept.add(inPieces())
  assert.deepEqual(wire.pop(), { type: 'audio_complete', turn: 'a', chunks: 3, mime: 'audio/webm' })
  assert.ok(kept.whole('a'))
  const { chunks, ...whole } = inPieces()
  assert.deepEqual(wire.pop(), whole)
  assert.equal(kept.whole('a'), false, 'it cannot be mended twice')
  assert.equal(kept.whole('b'), false)
})

test('after a reconnect it goes out as a whole, for the pieces went to a connection that is gone', () => {
  const wire = []
  const kept = new Takes(
    message => wire.push(message),
    () => {},
  )
  kept.add(inPieces())
  kept.resume([])
  assert.equal(wire[1].data, 'all of it')
  assert.equal(wire[1].chunks, undefined)
})

test('every change is told', () => {
  takes.add(take('a'))
  takes.settle('a')
  takes.resume([])
  assert.equal(changes, 3)
})

test('ids are short printable text and do not repeat', () => {
  const ids = new Set(Array.from({ length: 1000 }, newTurn))
  assert.equal(ids.size, 1000)
  for (const id of ids) assert.match(id, /^[0-9a-z]{12,24}$/)
})
