const VOICES_MS = 1500
const START_MS = 4000
const FADE = 0.8

/** @param {SpeechSynthesisVoice[]} voices */
export const englishVoice = voices => {
  const english = voices.filter(({ lang }) => /^en(?![a-z])/i.test(lang))
  return english.find(voice => voice.default) ?? english[0]
}

/** @type {MakeSpeech} */
export const makeSpeech = (touched, synth = globalThis.speechSynthesis) => {
  let run = 0
  // Kept here: Chrome forgets the events of a collected utterance.
  let saying
  let beat = 0

  const find = () => englishVoice(synth?.getVoices() ?? [])
  const voice = async () => {
    if (synth && !find()) {
      await new Promise(resolve => {
        setTimeout(resolve, VOICES_MS)
        synth.onvoiceschanged = resolve
      })
    }
    return find()
  }

  return {
    voice,
    // Browsers do not let us hear their voice.
    level: () => (beat *= FADE),
    async say(text, rate = 1) {
      const own = run
      const english = await voice()
      if (!english) throw new Error('no voice')
      // Chrome refuses to speak on an untouched page, and may not say so.
      if (navigator.userActivation?.hasBeenActive === false) await touched()
      if (own !== run) return
      await new Promise((resolve, reject) => {
        const watchdog = setTimeout(reject, START_MS)
        saying = new SpeechSynthesisUtterance(text)
        Object.assign(saying, { voice: english, lang: english.lang, rate, onend: resolve, onerror: reject })
        saying.onstart = () => clearTimeout(watchdog)
        saying.onboundary = () => {
          beat = 1
        }
        synth.speak(saying)
      })
    },
    stop() {
      run++
      synth?.cancel()
      saying?.onend()
    },
  }
}
