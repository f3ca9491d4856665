// Listens at the loudspeaker: how loud was what the page really sent there, which pieces did it start when, and was a
// microphone still open then?
;(() => {
  const streams = []
  const microphone = () => streams.some(stream => stream.getTracks().some(track => track.readyState === 'live'))
  const heard = { levels: [], starts: [], microphone }
  window.__heard = heard
  const connect = AudioNode.prototype.connect
  const taps = new WeakMap()

  function tapOf(context) {
    if (!taps.has(context)) {
      const tap = context.createAnalyser()
      connect.call(tap, context.destination)
      const samples = new Float32Array(tap.fftSize)
      setInterval(() => {
        tap.getFloatTimeDomainData(samples)
        const level = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
        heard.levels.push([context.currentTime, level, performance.now()])
      }, 25)
      taps.set(context, tap)
    }
    return taps.get(context)
  }

  AudioNode.prototype.connect = function (target, ...more) {
    const toSpeaker = target instanceof AudioDestinationNode && !(target.context instanceof OfflineAudioContext)
    if (!toSpeaker) return connect.call(this, target, ...more)
    connect.call(this, tapOf(this.context), ...more)
    return target
  }

  const start = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (when = 0, ...more) {
    const microphone = heard.microphone()
    heard.starts.push({ when, seconds: this.buffer?.duration ?? 0, at: performance.now(), microphone })
    return start.call(this, when, ...more)
  }

  const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices)
  if (ask) {
    navigator.mediaDevices.getUserMedia = async wanted => {
      const stream = await ask(wanted)
      streams.push(stream)
      return stream
    }
  }
})()
