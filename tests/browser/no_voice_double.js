// A browser whose list of voices stays empty, as on a Linux without speech-dispatcher.
Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [], speak() {}, cancel() {} } })
