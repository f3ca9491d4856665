// A browser's recognition as engines have it. It hears `window.__hears`: a text, or [[milliseconds, text, isFinal] …];
// after it was told to stop `window.__hearsLate` in the same form; `window.__hearsNothing` is the error it fails with
// instead. With `window.__neverEnds` it forgets to say that it is over, as Safari does.
;(() => {
  const script = heard => (Array.isArray(heard) ? heard : [[100, heard ?? '', true]])

  class Recognition {
    #play(heard) {
      for (const [after, transcript, isFinal] of heard) {
        const result = Object.assign([{ transcript, confidence: isFinal ? 0.9 : 0 }], { isFinal })
        setTimeout(() => this.onresult?.({ results: [result], resultIndex: 0 }), after)
      }
    }

    #end(after) {
      if (!window.__neverEnds) setTimeout(() => this.onend?.(), after)
    }

    start() {
      setTimeout(() => {
        if (window.__hearsNothing) {
          this.onerror?.({ error: window.__hearsNothing })
          this.onend?.()
          return
        }
        this.onstart?.()
        this.#play(script(window.__hears))
      }, 5)
    }

    stop() {
      const late = window.__hearsLate ?? []
      this.#play(late)
      this.#end(50 + Math.max(0, ...late.map(([after]) => after)))
    }

    abort() {
      setTimeout(() => this.onend?.(), 5)
    }
  }
  window.SpeechRecognition = Recognition
  window.webkitSpeechRecognition = Recognition
})()
