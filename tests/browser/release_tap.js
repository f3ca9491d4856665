// When the talk button was let go, and when each of the student's bubbles was there, in milliseconds.
window.__release = { at: [], bubbles: [] }
addEventListener('pointerup', () => window.__release.at.push(performance.now()), true)
addEventListener('DOMContentLoaded', () => {
  const list = document.getElementById('transcript')
  const count = () => list.querySelectorAll('.student').length
  let known = list ? count() : 0
  if (!list) return
  new MutationObserver(() => {
    if (count() > known) window.__release.bubbles.push(performance.now())
    known = count()
  }).observe(list, { childList: true })
})
