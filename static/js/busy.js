/** On all pages: a button whose answer is slow says so. */
addEventListener('submit', ({ defaultPrevented, submitter, target }) => {
  if (!submitter || defaultPrevented || target.method === 'dialog') return
  const slow = setTimeout(() => {
    submitter.ariaBusy = 'true'
  }, 200)
  // The way back may lead here.
  addEventListener('pagehide', () => {
    clearTimeout(slow)
    submitter.ariaBusy = null
  })
})
