import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocked, clock, phaseOf } from '../../static/js/phase.js'

const ready = { link: 'open', mic: 'off', server: null, waiting: null, sounding: false }
const phase = change => phaseOf({ ...ready, ...change })

test('what the room does is one phase', () => {
  assert.equal(phase({}), 'ready')
  assert.equal(phase({ link: 'connecting' }), 'connecting')
  assert.equal(phase({ mic: 'asking' }), 'asking')
  assert.equal(phase({ mic: 'on' }), 'on')
  assert.equal(phase({ mic: 'ending' }), 'writing')
  assert.equal(phase({ server: 'transcribing' }), 'writing')
  assert.equal(phase({ waiting: 'audio' }), 'writing')
  assert.equal(phase({ waiting: 'text' }), 'thinking')
  assert.equal(phase({ server: 'thinking' }), 'thinking')
  assert.equal(phase({ server: 'speaking' }), 'speaking')
  assert.equal(phase({ sounding: true }), 'speaking')
  assert.equal(phase({ link: 'lost' }), 'lost')
  assert.equal(phase({ link: 'closed' }), 'closed')
})

test('a recording goes on while the connection is gone, and is said first', () => {
  assert.equal(phase({ link: 'lost', mic: 'on' }), 'on')
})

test('the voice that sounds is said before what the server does', () => {
  assert.equal(phase({ sounding: true, server: 'thinking' }), 'speaking')
})

test('a new answer waits for the last one, but not for the partner; a closed room takes none', () => {
  const waits = [{ mic: 'ending' }, { waiting: 'text' }, { waiting: 'audio' }, { server: 'transcribing' }]
  for (const change of [...waits, { link: 'closed' }]) {
    assert.equal(blocked({ ...ready, ...change }), true)
  }
  for (const change of [{}, { server: 'thinking' }, { server: 'speaking' }, { sounding: true }, { link: 'lost' }]) {
    assert.equal(blocked({ ...ready, ...change }), false)
  }
})

test('time is minutes and two digits of seconds', () => {
  assert.equal(clock(0), '0:00')
  assert.equal(clock(7900), '0:07')
  assert.equal(clock(671_000), '11:11')
})
