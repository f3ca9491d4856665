import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tape } from '../../static/js/tape.js'

test('a reply is there when its last piece has come', () => {
  tape.add('partner-a', { seq: 0, text: 'One.', last: false })
  assert.ok(!tape.of('partner-a'))
  tape.add('partner-a', { seq: 1, text: 'Two.', last: true })
  assert.deepEqual(
    tape.of('partner-a').map(({ text }) => text),
    ['One.', 'Two.'],
  )
})

test('with a piece missing it is not there', () => {
  tape.add('partner-b', { seq: 0, last: false })
  tape.add('partner-b', { seq: 2, last: true })
  tape.add('partner-c', { seq: 1, last: true })
  assert.ok(!tape.of('partner-b'))
  assert.ok(!tape.of('partner-c'))
})

test('one recording of an answer is enough', () => {
  tape.add('student-a', { url: 'blob:1' })
  tape.add('student-a', { url: '/recordings/7' })
  assert.deepEqual(tape.of('student-a'), [{ url: 'blob:1' }])
  assert.ok(!tape.of('student-unknown'))
})
