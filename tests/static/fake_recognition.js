/** The browser's recognition; the newest is `FakeNative.last`. `refuses` is the code with which it does not begin. */
export class FakeNative {
  starts = 0

  constructor() {
    FakeNative.last = this
  }

  start() {
    this.starts++
    if (FakeNative.refuses) return this.fail(FakeNative.refuses)
    this.onstart()
  }

  fail(error) {
    this.onerror?.({ error })
    this.onend?.()
  }

  hear(...texts) {
    this.onresult?.({ results: texts.map(transcript => [{ transcript }]) })
  }

  stop() {
    this.onend()
  }

  abort() {
    this.aborted = true
  }
}
