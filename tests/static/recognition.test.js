import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { makeRecognition } from '../../static/js/recognition.js'
import { define, fakeTimers } from './fake.js'
import { FakeNative } from './fake_recognition.js'

let native
let timers
let partials
let failures
let recognition

/** It ends when the test says so. */
class Native extends FakeNative {
  stop() {}
}

beforeEach(async () => {
  partials = []
  failures = []
  timers = fakeTimers()
  define({ setTimeout: timers.setTimeout })
  const [partial, failed] = [text => partials.push(text), code => failures.push(code)]
  recognition = makeRecognition(Native, partial, failed)
  native = FakeNative.last
  await recognition.start()
})

test('words so far are told, and the final ones are the text', async () => {
  native.hear('I like')
  native.hear('I like ', ' cats')
  const stopped = recognition.stop()
  native.onend()
  assert.deepEqual(partials, ['I like', 'I like cats'])
  assert.deepEqual(await stopped, { text: 'I like cats', error: undefined })
})

test('it goes on when the browser ends after a pause, and keeps the words', async () => {
  native.hear('One')
  native.onend()
  assert.equal(native.starts, 2)
  native.hear('two')
  const stopped = recognition.stop()
  native.onend()
  assert.equal((await stopped).text, 'One two')
})

test('the last words count when no final result comes', async () => {
  native.hear('I was')
  const stopped = recognition.stop()
  timers.pass(5000)
  assert.deepEqual(await stopped, { text: 'I was', error: undefined })
})

test('a recognition that never answers is called silent', async () => {
  const stopped = recognition.stop()
  timers.pass(5000)
  assert.equal((await stopped).error, 'silent')
})

for (const error of ['network', 'not-allowed', 'service-not-allowed']) {
  test(`${error} is told at once and ends it`, async () => {
    native.fail(error)
    assert.deepEqual(failures, [error])
    assert.equal(native.starts, 1)
    assert.deepEqual(await recognition.stop(), { text: '', error })
  })
}

test('silence is no failure', async () => {
  native.onerror({ error: 'no-speech' })
  const stopped = recognition.stop()
  native.onend()
  assert.deepEqual(failures, [])
  assert.deepEqual(await stopped, { text: '', error: undefined })
})
