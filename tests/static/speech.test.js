import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishVoice } from '../../static/js/speech.js'

test('only an English voice will do, the default one first', () => {
  const [german, british, american] = [{ lang: 'de-DE' }, { lang: 'en-GB' }, { lang: 'en_US', default: true }]
  assert.equal(englishVoice([german]), undefined)
  assert.equal(englishVoice([german, british]), british)
  assert.equal(englishVoice([german, british, american]), american)
})
