// A browser that plays nothing until the page is touched. Firefox does, but not while it is driven.
;(() => {
  const { resume } = AudioContext.prototype
  let isTouched = false
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(
      type,
      () => {
        isTouched = true
      },
      true,
    )
  navigator.getAutoplayPolicy = () => (isTouched ? 'allowed' : 'disallowed')
  AudioContext.prototype.resume = function () {
    return isTouched ? resume.call(this) : new Promise(() => {})
  }
  window.AudioContext = class extends AudioContext {
    constructor(...options) {
      super(...options)
      if (!isTouched) this.suspend()
    }
  }
})()
