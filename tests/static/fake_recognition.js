/** The browser's recognition; the newest is `FakeNative.last`. `refuses` is the code with which it does not begin. */
export class FakeNative {
  constructor() {
    FakeNative.last = this
  }

  start() {
    if (FakeNative.refuses) return this.fail(FakeNative.refuses)
    this.onstart()
  }

  fail(error) {
    this.onerror?.({ error })
    this.onend?.()
  }

  hear(transcript) {
    this.onresult?.({ results: [[{ transcript }]] })
  }

  stop() {
    this.onend()
  }

  abort() {
    this.aborted = true
  }
}
