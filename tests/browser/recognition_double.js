// A browser's recognition that hears `window.__hears`, or fails with `window.__hearsNothing`, as engines do.
(() => {
  class Recognition {
    start() {
      setTimeout(() => {
        if (window.__hearsNothing) {
          this.onerror?.({ error: window.__hearsNothing });
          this.onend?.();
          return;
        }
        this.onstart?.();
        setTimeout(() => this.onresult?.({ results: [[{ transcript: window.__hears ?? '' }]] }), 100);
      }, 5);
    }

    stop() {
      setTimeout(() => this.onend?.(), 50);
    }

    abort() {
      setTimeout(() => this.onend?.(), 5);
    }
  }
  window.SpeechRecognition = Recognition;
  window.webkitSpeechRecognition = Recognition;
})();
