// What went wrong in the page's own script.
window.__mistakes = []
addEventListener('error', event => window.__mistakes.push(event.message ?? `not loaded: ${event.target.src}`), true)
addEventListener('unhandledrejection', event => window.__mistakes.push(String(event.reason)))
