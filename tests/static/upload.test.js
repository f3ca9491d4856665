import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { makeUpload } from '../../static/js/upload.js'
import './fake.js'

let sent
let open

beforeEach(() => {
  sent = []
  open = true
})

const send = message => {
  if (open) sent.push(message)
  return open
}
const upload = () => makeUpload(send, async piece => `base64 of ${piece}`)

test('pieces go out in their order under one id, however long each takes', async () => {
  const waits = { a: 20, b: 1, c: 5 }
  const taken = makeUpload(send, piece => new Promise(resolve => setTimeout(resolve, waits[piece], piece)))
  for (const piece of 'abc') taken.add(piece)
  assert.equal(await taken.chunks(), 3)
  assert.deepEqual(
    sent.map(({ type, turn, seq, data }) => [type, turn, seq, data]),
    ['a', 'b', 'c'].map((data, seq) => ['audio_chunk', taken.turn, seq, data]),
  )
})

test('when a piece could not go out the take has to go out as a whole, and no more pieces do', async () => {
  const taken = upload()
  taken.add('a')
  await taken.chunks()
  open = false
  taken.add('b')
  await taken.chunks()
  open = true
  taken.add('c')
  assert.equal(await taken.chunks(), 0)
  assert.equal(sent.length, 1)
})

test('of a dropped take nothing more goes out but that it was dropped', async () => {
  const taken = upload()
  taken.add('a')
  await taken.chunks()
  taken.add('b')
  taken.drop()
  await taken.chunks()
  assert.deepEqual(
    sent.map(({ type }) => type),
    ['audio_chunk', 'cancel'],
  )
})

test('a take of which nothing was recorded has nothing to drop', () => {
  upload().drop()
  assert.deepEqual(sent, [])
})
