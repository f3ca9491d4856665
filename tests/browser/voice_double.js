// A browser's voice that says what it was told to, in real time, so that a browser without one can be tested.
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
      speaking = setTimeout(() => utterance.onend?.(), 150)
    },
    cancel: () => clearTimeout(speaking),
  }
  window.SpeechSynthesisUtterance = Utterance
  Object.defineProperty(window, 'speechSynthesis', { value: synth })
})()
