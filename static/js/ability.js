/** Phones give the microphone to recognition or to a recorder, not to both. */
export const sharesMicrophone = () => !/Android|iPhone|iPad/.test(navigator.userAgent)

/** What this browser can do. */
export class Ability {
  /** Services of the browser that failed on this page. */
  broken = new Set()
  voice = false

  /** It may come and go. */
  get recognition() {
    const found = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition
    return this.broken.has('stt') ? undefined : found
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
