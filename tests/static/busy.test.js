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
  define({ setTimeout: timers.setTimeout, clearTimeout: timers.clearTimeout })
  button = { ariaBusy: null }
})

test('a button is busy when the next page takes longer than a blink, and not when one comes back', () => {
  acts.submit({ defaultPrevented: false, submitter: button, target: form })
  timers.pass(199)
  assert.equal(button.ariaBusy, null)
  timers.pass(1)
  assert.equal(button.ariaBusy, 'true')
  acts.pagehide()
  assert.equal(button.ariaBusy, null)
})

test('a page that was left at once is not busy when somebody comes back to it', () => {
  acts.submit({ defaultPrevented: false, submitter: button, target: form })
  timers.pass(50)
  acts.pagehide()
  timers.pass(1000)
  assert.equal(button.ariaBusy, null)
})

test('what a script sends itself is not waited for, and a form without a button does no harm', () => {
  acts.submit({ defaultPrevented: true, submitter: button, target: form })
  timers.pass(1000)
  assert.equal(button.ariaBusy, null)
  acts.submit({ defaultPrevented: false, submitter: null, target: form })
  timers.pass(1000)
})

test('a dialog that closes leads to no other page', () => {
  acts.submit({ defaultPrevented: false, submitter: button, target: { method: 'dialog' } })
  timers.pass(1000)
  assert.equal(button.ariaBusy, null)
})
