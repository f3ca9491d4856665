/** Phones give the microphone to recognition or to a recorder, not to both. */
export const sharesMicrophone = () => !/Android|iPhone|iPad/.test(navigator.userAgent)

/** What this browser can do, as far as the page knows. */
export class Ability {
  /** Services of the browser that failed on this page. */
  broken = new Set()
  voice = false

  /** Looked up at every press: it may come and go. */
  get recognition() {
    const { SpeechRecognition, webkitSpeechRecognition } = globalThis
    return this.broken.has('stt') ? undefined : (SpeechRecognition ?? webkitSpeechRecognition)
  }

  hello() {
    return {
      type: 'hello',
      stream: true,
      browser_stt: Boolean(this.recognition),
      browser_tts: this.voice && !this.broken.has('tts'),
    }
  }
}
