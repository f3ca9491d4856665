// A phone, by its name for itself: while it recognises speech nobody else gets its microphone.
;(() => {
  const name = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0'
  Object.defineProperty(navigator, 'userAgent', { get: () => name })
  window.__asked = 0
  navigator.mediaDevices.getUserMedia = () => {
    window.__asked++
    return Promise.reject(new DOMException('', 'NotReadableError'))
  }
})()
