import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { Ability, sharesMicrophone } from '../../static/js/ability.js'
import { define } from './fake.js'

class Native {}
let ability

beforeEach(() => {
  define({ SpeechRecognition: undefined, webkitSpeechRecognition: undefined })
  ability = new Ability()
})

test('the server learns what the browser can do', () => {
  assert.deepEqual(ability.hello(), { type: 'hello', stream: true, browser_stt: false, browser_tts: false })
  define({ webkitSpeechRecognition: Native })
  ability.voice = true
  assert.deepEqual(ability.hello(), { type: 'hello', stream: true, browser_stt: true, browser_tts: true })
})

test('recognition is looked up anew each time, by its own name first', () => {
  define({ webkitSpeechRecognition: Native })
  assert.equal(ability.recognition, Native)
  class Standard {}
  define({ SpeechRecognition: Standard })
  assert.equal(ability.recognition, Standard)
  define({ SpeechRecognition: undefined, webkitSpeechRecognition: undefined })
  assert.equal(ability.recognition, undefined)
})

test('what failed on this page is not offered again', () => {
  define({ SpeechRecognition: Native })
  ability.voice = true
  ability.broken.add('stt')
  assert.equal(ability.recognition, undefined)
  assert.deepEqual([ability.hello().browser_stt, ability.hello().browser_tts], [false, true])
  ability.broken.add('tts')
  assert.equal(ability.hello().browser_tts, false)
})

test('phones give the microphone to one of two only', () => {
  for (const [userAgent, shares] of [
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0', true],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', true],
    ['Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile', false],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile', false],
  ]) {
    define({ navigator: { userAgent } })
    assert.equal(sharesMicrophone(), shares, userAgent)
  }
})
