import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { Gesture } from '../../static/js/gesture.js'

let calls
let possible
let time
let gesture

performance.now = () => time
beforeEach(() => {
  calls = []
  possible = true
  time = 0
  const talk = {
    start: () => possible && calls.push('start') > 0,
    finish: () => calls.push('finish'),
    drop: () => calls.push('drop'),
  }
  gesture = new Gesture(talk)
})

test('a long press talks until it is let go', () => {
  gesture.press()
  time = 351
  gesture.release()
  assert.deepEqual(calls, ['start', 'finish'])
})

test('a short press talks until the next press', () => {
  gesture.press()
  time = 350
  gesture.release()
  assert.deepEqual(calls, ['start'])
  time = 60_000
  gesture.press()
  gesture.release()
  assert.deepEqual(calls, ['start', 'finish'])
})

test('a dropped take is not finished when the button is let go', () => {
  gesture.press()
  time = 1000
  gesture.drop()
  gesture.release()
  assert.deepEqual(calls, ['start', 'drop'])
})

test('a take ends once, whatever ends it', () => {
  gesture.press()
  gesture.finish()
  gesture.finish()
  gesture.drop()
  assert.deepEqual(calls, ['start', 'finish'])
})

test('where talking is not possible a press does nothing', () => {
  possible = false
  gesture.press()
  gesture.release()
  assert.equal(gesture.active, false)
  assert.deepEqual(calls, [])
})

test('after the microphone ended by itself the next press begins anew', () => {
  gesture.press()
  gesture.release()
  gesture.reset()
  gesture.press()
  assert.deepEqual(calls, ['start', 'start'])
})
