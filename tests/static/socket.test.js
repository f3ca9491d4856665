import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { backOff, makeSocket } from '../../static/js/socket.js'
import { define, fakeTimers } from './fake.js'
import { FakeSocket, sockets } from './fake_socket.js'

let told
let timers
let socket

beforeEach(() => {
  sockets.length = 0
  told = []
  timers = fakeTimers()
  define({ WebSocket: FakeSocket, setTimeout: timers.setTimeout })
  const on = Object.fromEntries(
    ['open', 'message', 'lost', 'closed', 'refused'].map(name => [name, (...what) => told.push([name, ...what])]),
  )
  socket = makeSocket('ws://here/ws', on)
  socket.connect()
})

test('the wait doubles from half a second to ten seconds', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 9].map(backOff), [500, 1000, 2000, 4000, 8000, 10_000, 10_000])
})

test('before there is any connection nothing is sent', () => {
  assert.equal(makeSocket('ws://here/ws', {}).send({ type: 'hello' }), false)
})

test('nothing is sent before the connection is open', () => {
  assert.equal(socket.send({ type: 'hello' }), false)
  sockets[0].open()
  assert.equal(socket.send({ type: 'hello' }), true)
  assert.deepEqual(sockets[0].sent, [{ type: 'hello' }])
})

test('a lost connection comes back, and a message makes the next wait short again', () => {
  sockets[0].open()
  sockets[0].close(1012)
  assert.deepEqual(timers.delays(), [500])
  timers.pass(500)
  sockets[1].open()
  sockets[1].close(1006)
  assert.deepEqual(timers.delays(), [1000])
  timers.pass(1000)
  sockets[2].open()
  sockets[2].says({ type: 'ready' })
  sockets[2].close(1006)
  assert.deepEqual(timers.delays(), [500])
})

for (const code of [1000, 4403, 4408, 4409]) {
  test(`${code} is final until somebody asks again`, () => {
    sockets[0].open()
    sockets[0].close(code)
    assert.deepEqual(told.at(-1), ['closed', code])
    assert.deepEqual(timers.delays(), [])
    socket.connect()
    assert.equal(sockets.length, 2)
  })
}

test('five refused handshakes in a row are told once, and tries go on', () => {
  for (let i = 0; i < 7; i++) {
    sockets.at(-1).close(1006)
    timers.pass(10_000)
  }
  assert.equal(told.filter(([name]) => name === 'refused').length, 1)
  assert.equal(sockets.length, 8)
})
