// WebKitGTK promises plain mp4 and then writes nothing into it.
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']
const HEARD = 0.05
const PIECE_MS = 250
const FIRST_MS = 1500

/** The container to record in. */
export const recordingType = supported => TYPES.find(supported)

/** Between 0 and 1. @param {Float32Array} samples */
export const loudness = samples => Math.min(1, (4 * Math.hypot(...samples)) / Math.sqrt(samples.length))

/** @param {AnalyserNode} analyser */
export const levelOf = analyser => {
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  return loudness(samples)
}

const once = (target, type) => new Promise(resolve => target.addEventListener(type, resolve))

/** @param {Blob} blob */
export const base64 = async blob => {
  const reader = new FileReader()
  reader.readAsDataURL(blob)
  await once(reader, 'load')
  return String(reader.result).split(',')[1]
}

/** @type {MakeRecorder} */
export const makeRecorder = (context, meter, lost) => {
  let stream
  let recorder
  let data
  let frame
  let peak = 0

  // Firefox says "start" up to a second before the first sound.
  const watch = () => {
    const analyser = context().createAnalyser()
    context().createMediaStreamSource(stream).connect(analyser)
    peak = 0
    return new Promise(heard => {
      const look = () => {
        meter.value = levelOf(analyser)
        peak = Math.max(peak, meter.value)
        if (peak) heard()
        frame = requestAnimationFrame(look)
      }
      look()
      setTimeout(heard, FIRST_MS)
    })
  }
  const drop = () => {
    cancelAnimationFrame(frame)
    meter.value = 0
    if (recorder?.state === 'recording') recorder.stop()
    for (const track of stream?.getTracks() ?? []) track.stop()
  }

  return {
    async start(piece) {
      if (!navigator.mediaDevices) throw new DOMException('', 'InsecureError')
      stream = await navigator.mediaDevices.getUserMedia({ audio: { deviceId: localStorage.microphone || undefined } })
      stream.getTracks()[0].onended = lost
      const mimeType = recordingType(type => MediaRecorder.isTypeSupported(type))
      recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 })
      const pieces = []
      recorder.ondataavailable = ({ data }) => {
        pieces.push(data)
        piece?.(data)
      }
      data = once(recorder, 'stop').then(() => new Blob(pieces, { type: pieces[0]?.type }))
      recorder.start(piece && PIECE_MS)
      await once(recorder, 'start')
      await watch()
    },
    stop() {
      drop()
      return data
    },
    // Without a meter nobody knows.
    heard: () => peak > HEARD || context().state !== 'running',
    drop,
  }
}
