// A browser's voice that says what it was told to, a quick speaker's, so that a browser without one can be tested.
// An answer of a word or two is heard long enough to be seen.
;(() => {
  const said = []
  window.__said = said
  class Utterance {
    constructor(text) {
      this.text = text
    }
  }
  let speaking
  const synth = {
    getVoices: () => [{ name: 'Double', lang: 'en-US', default: true }],
    speak(utterance) {
      said.push(utterance.text)
      setTimeout(() => utterance.onstart?.(), 5)
      speaking = setTimeout(() => utterance.onend?.(), 300 + 15 * utterance.text.length)
    },
    cancel: () => clearTimeout(speaking),
  }
  window.SpeechSynthesisUtterance = Utterance
  Object.defineProperty(window, 'speechSynthesis', { value: synth })
})()
