import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { define, fakeTimers } from './fake.js'

const form = { method: 'post' }
let button
let timers
const acts = {}

const addEventListener = (type, act) => {
  acts[type] = act
}
define({ addEventListener })
await import('../../static/js/busy.js')

beforeEach(() => {
  timers = fakeTimers()
  define({ setTimeout: timers.setTimeout })
  button = new Map()
  button.setAttribute = button.set
  button.removeAttribute = button.delete
})

test('a button is busy when the next page takes longer than a blink, and not when one comes back', () => {
  acts.submit({ defaultPrevented: false, submitter: button, target: form })
  timers.pass(199)
  assert.equal(button.get('aria-busy'), undefined)
  timers.pass(1)
  assert.equal(button.get('aria-busy'), 'true')
  acts.pagehide()
  assert.equal(button.get('aria-busy'), undefined)
})

test('what a script sends itself is not waited for, and a form without a button does no harm', () => {
  acts.submit({ defaultPrevented: true, submitter: button, target: form })
  timers.pass(1000)
  assert.equal(button.get('aria-busy'), undefined)
  acts.submit({ defaultPrevented: false, submitter: null, target: form })
  timers.pass(1000)
})

test('a dialog that closes leads to no other page', () => {
  acts.submit({ defaultPrevented: false, submitter: button, target: { method: 'dialog' } })
  timers.pass(1000)
  assert.equal(button.get('aria-busy'), undefined)
})
