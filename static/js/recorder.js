// @ts-check

// WebKitGTK promises plain mp4 and then writes nothing into it.
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']
const HEARD = 0.05
const FIRST_SOUND_MS = 1500
const PIECE_MS = 250

/** The container to record in. */
export const recordingType = supported => TYPES.find(supported)

/** Between 0 and 1. @param {Float32Array} samples */
export const loudness = samples =>
  Math.min(1, 4 * Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length))

/** @param {Blob} blob @returns {Promise<string>} */
export const base64 = blob =>
  new Promise(resolve => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1])
    reader.readAsDataURL(blob)
  })

const once = (target, type) => new Promise(resolve => target.addEventListener(type, resolve))

/** Records one take, and lets the microphone go afterwards. @type {import('./types').MakeRecorder} */
export const makeRecorder = (context, show, lost) => {
  let stream
  let recorder
  let data
  let frame
  let peak = 0

  const watch = () => {
    const analyser = context().createAnalyser()
    const samples = new Float32Array(analyser.fftSize)
    const look = () => {
      analyser.getFloatTimeDomainData(samples)
      const level = loudness(samples)
      peak = Math.max(peak, level)
      show(level)
      frame = requestAnimationFrame(look)
    }
    context().createMediaStreamSource(stream).connect(analyser)
    peak = 0
    look()
  }
  // Firefox says "start" up to a second before the microphone gives its first sound, and a real one is never quite silent.
  const hears = async () => {
    const since = performance.now()
    while (!peak && performance.now() - since < FIRST_SOUND_MS) await new Promise(next => setTimeout(next, 20))
  }
  const drop = () => {
    cancelAnimationFrame(frame)
    show(0)
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
      watch()
      await hears()
    },
    stop() {
      drop()
      return data
    },
    // Where the meter does not run, nobody knows.
    heard: () => peak > HEARD || context().state !== 'running',
    drop,
  }
}
