const SLOW_MS = 200

/** On all pages: a button whose answer takes long says so. */
addEventListener('submit', ({ defaultPrevented, submitter, target }) => {
  if (!defaultPrevented && target.method !== 'dialog')
    setTimeout(() => submitter?.setAttribute('aria-busy', 'true'), SLOW_MS)
  // The way back may lead to this very page.
  addEventListener('pagehide', () => submitter?.removeAttribute('aria-busy'))
})
