const WATCHDOG_MS = 5000
const FATAL = ['network', 'not-allowed', 'service-not-allowed', 'language-not-supported', 'audio-capture']

/** @type {MakeRecognition} */
export const makeRecognition = (Native, partial, failed) => {
  const native = Object.assign(new Native(), { lang: 'en-US', continuous: true, interimResults: true })
  let before = ''
  let now = ''
  let error
  let started = false
  let stopping = false
  let done

  const text = () => `${before} ${now}`.trim()
  native.onstart = () => {
    started = true
    done()
  }
  native.onresult = ({ results }) => {
    now = Array.from(results, result => result[0].transcript.trim()).join(' ')
    partial(text())
  }
  native.onerror = ({ error: code }) => {
    if (!FATAL.includes(code)) return
    error = code
    failed(code)
  }
  native.onend = () => {
    before = text()
    now = ''
    const again = started && !stopping && !error
    started = false
    if (again) return native.start()
    native.onend = null
    done(error)
  }

  return {
    start: () =>
      new Promise(resolve => {
        done = resolve
        native.start()
      }),
    async stop() {
      stopping = true
      const failure = await new Promise(resolve => {
        done = resolve
        setTimeout(() => resolve(text() ? error : 'silent'), WATCHDOG_MS)
        if (native.onend) native.stop()
        else resolve(error)
      })
      return { text: text(), error: failure }
    },
    drop() {
      native.onresult = native.onerror = native.onend = null
      native.abort()
    },
  }
}
