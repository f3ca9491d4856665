const HOLD_MS = 350

/** A long press talks until it is let go, a short one until the next press. */
export class Gesture {
  #state = 'idle'
  #since = 0

  /** @param {Talk} talk */
  constructor(talk) {
    this.talk = talk
  }

  get active() {
    return this.#state !== 'idle'
  }

  get held() {
    return this.#state === 'held'
  }

  press() {
    if (this.#state === 'latched') return this.finish()
    if (this.active || !this.talk.start()) return
    this.#state = 'held'
    this.#since = performance.now()
  }

  release() {
    if (!this.held) return
    if (performance.now() - this.#since > HOLD_MS) this.finish()
    else this.#state = 'latched'
  }

  finish() {
    if (this.reset()) this.talk.finish()
  }

  drop() {
    if (this.reset()) this.talk.drop()
  }

  /** The microphone ended by itself. */
  reset() {
    const was = this.active
    this.#state = 'idle'
    return was
  }
}
