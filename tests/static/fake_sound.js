/** What the page sounds with: files to play are its `sources`, and `loud` is all that is heard. */
export class FakeContext {
  state = 'running'
  currentTime = 10
  destination = {}
  sources = []
  loud = 0.1

  constructor() {
    FakeContext.made = this
  }

  /** A byte lasts a second. */
  async decodeAudioData(data) {
    if (!data.byteLength) throw new Error('not sound')
    return { duration: data.byteLength }
  }

  createBufferSource() {
    const source = { connect() {}, start: at => source.starts.push(at), stop: () => source.onended(), starts: [] }
    this.sources.push(source)
    return source
  }

  createMediaStreamSource() {
    return { connect() {} }
  }

  createAnalyser() {
    return { fftSize: 4, connect() {}, getFloatTimeDomainData: samples => samples.fill(this.loud) }
  }

  resume() {
    this.resumed = true
  }
}
