import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { act, begin, did, isHeld, notes, ready, said, socket, type, WAYS } from './fake_conversation.js'
import { sockets } from './fake_socket.js'

const { panel } = await import('../../static/js/panel.js')

beforeEach(begin)

test('it connects beside the page, over TLS as the page came, and says what the browser can do', () => {
  assert.equal(sockets[0].url, 'wss://talk.example/ws/conversation/7')
  assert.deepEqual(socket().sent, [{ type: 'hello', stream: true, browser_stt: false, browser_tts: false }])
  assert.equal(panel.state.link, 'open')
})

test('a lost connection is a phase, and an answer is kept until it is back', () => {
  socket().close(1006)
  assert.equal(panel.state.link, 'lost')
  type('I like cats.')
  assert.deepEqual(notes(), [['note-link', 'kept']])
  assert.ok(isHeld())
  did.timers.pass(10_000)
  socket().open()
  ready([])
  assert.equal(said()[0].text, 'I like cats.')
  assert.deepEqual(notes(), [])
})

test('a message of a later version is passed over', () => {
  socket().says({ type: 'weather' })
  assert.equal(panel.state.link, 'open')
})

for (const [code, way] of Object.entries(WAYS)) {
  test(`closed with ${code} is explained, and leads on to ${way}`, () => {
    socket().close(Number(code))
    assert.equal(panel.state.link, 'closed')
    assert.deepEqual(notes(), [['note-error', `closed.${code}next.${code}`]])
    const before = sockets.length
    act()
    assert.deepEqual([did.went, sockets.length], [way, before])
  })
}

test('what another device took is taken back here', () => {
  const before = sockets.length
  socket().close(4409)
  act()
  assert.deepEqual([did.went, sockets.length], [undefined, before + 1])
})

test('where it cannot be reached at all a reload is offered', () => {
  for (let tries = 0; tries < 5; tries++) {
    socket().close(1006)
    did.timers.pass(10_000)
  }
  assert.deepEqual(notes(), [['note-link', 'refusedreload']])
  act()
  assert.equal(did.reloads, 1)
})
