import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishVoice, makeSpeech } from '../../static/js/speech.js'
import { define, settled } from './fake.js'

test('only an English voice will do, the default one first', () => {
  const [german, british, american] = [{ lang: 'de-DE' }, { lang: 'en-GB' }, { lang: 'en_US', default: true }]
  assert.equal(englishVoice([german]), undefined)
  assert.equal(englishVoice([german, british]), british)
  assert.equal(englishVoice([german, british, american]), american)
})

class FakeSynth {
  said = []

  getVoices() {
    return [{ lang: 'en-US', default: true }]
  }

  speak(utterance) {
    this.said.push(utterance)
  }

  cancel() {}
}

class FakeUtterance {
  constructor(text) {
    this.text = text
  }
}

define({ navigator: {}, SpeechSynthesisUtterance: FakeUtterance })

const speaking = async rate => {
  const synth = new FakeSynth()
  const speech = makeSpeech(async () => {}, synth)
  const said = speech.say('Hello.', rate)
  await settled()
  return { speech, said, utterance: synth.said[0] }
}

test('a sentence is said at its own speed or more slowly', async () => {
  for (const [rate, spoken] of [
    [undefined, 1],
    [0.75, 0.75],
  ]) {
    const { said, utterance } = await speaking(rate)
    assert.equal(utterance.rate, spoken)
    utterance.onstart()
    utterance.onend()
    await said
  }
})

test('each word that begins is seen and fades', async () => {
  const { speech, said, utterance } = await speaking()
  utterance.onstart()
  assert.equal(speech.level(), 0)
  utterance.onboundary()
  const [first, second] = [speech.level(), speech.level()]
  assert.ok(first > second && second > 0)
  utterance.onend()
  await said
})
