// A browser's voice that says what it was told to, a quick speaker's, so that a browser without one can be tested.
// An answer of a word or two is heard long enough to be seen. When it was cut short is on record, and in which sentence.
;(() => {
  const [said, cut] = [[], []]
  Object.assign(window, { __said: said, __cutShort: cut })
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
      const end = () => {
        speaking = undefined
        utterance.onend?.()
      }
      speaking = { utterance, ends: setTimeout(end, 300 + 15 * utterance.text.length) }
    },
    cancel() {
      if (!speaking) return
      const { utterance, ends } = speaking
      clearTimeout(ends)
      speaking = undefined
      cut.push({ said: said.length, at: performance.now() })
      setTimeout(() => utterance.onerror?.({ error: 'interrupted' }), 5)
    },
  }
  window.SpeechSynthesisUtterance = Utterance
  Object.defineProperty(window, 'speechSynthesis', { value: synth })
})()
