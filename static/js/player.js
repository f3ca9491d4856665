import { levelOf } from './recorder.js'

const LEAD_S = 0.02
const WAKE_MS = 250

const bytes = base64 => Uint8Array.from(atob(base64), char => char.charCodeAt(0)).buffer

/** @type {MakePlayer} */
export const makePlayer = (touched, create, tape = new Audio()) => {
  const playing = new Set()
  let made
  let out
  let next = 0
  let run = 0
  let quiet = Promise.resolve()

  const context = () => {
    if (!made) {
      made = create()
      out = made.createAnalyser()
      out.connect(made.destination)
    }
    return made
  }
  const wake = () => {
    context().resume()
    // Strict browsers want this of an element, too.
    if (!tape.src) tape.load()
  }
  const sleeps = own => own === run && made.state !== 'running'
  const awake = async own => {
    wake()
    while (sleeps(own)) {
      await new Promise(resolve => setTimeout(resolve, WAKE_MS))
      // Firefox can tell sound that is only slow to begin.
      if (sleeps(own) && navigator.getAutoplayPolicy?.(made) !== 'allowed') await touched()
    }
  }

  return {
    context,
    wake,
    quiet: () => quiet,
    level: () => (out ? levelOf(out) : 0),
    async play(base64) {
      const own = run
      await awake(own)
      const buffer = await context().decodeAudioData(bytes(base64))
      if (own !== run) return
      const source = context().createBufferSource()
      source.buffer = buffer
      source.connect(out)
      next = Math.max(context().currentTime + LEAD_S, next)
      source.start(next)
      next += buffer.duration
      playing.add(source)
      quiet = new Promise(resolve => {
        source.onended = () => {
          playing.delete(source)
          resolve()
        }
      })
    },
    async replay({ url, data, mime, rate = 1 }) {
      tape.src = url ?? URL.createObjectURL(new Blob([bytes(data)], { type: mime }))
      // A slow element keeps the voice's pitch; a buffer does not.
      tape.playbackRate = rate
      await tape.play()
      await new Promise(resolve => {
        tape.onpause = resolve
      })
    },
    stop() {
      run++
      next = 0
      tape.pause()
      for (const source of playing) source.stop()
    },
  }
}
