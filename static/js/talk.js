const SLACK_PX = 24
const OWN_SPACE = 'input, textarea, select, button, a, summary, audio'

const beside = ({ clientX: x, clientY: y }, button) => {
  const { left, right, top, bottom } = button.getBoundingClientRect()
  return Math.max(left - x, x - right, top - y, y - bottom) > SLACK_PX
}

const bindPointer = (button, gesture) => {
  button.onpointerdown = event => {
    if (event.button || !event.isPrimary) return
    button.setPointerCapture(event.pointerId)
    gesture.press()
  }
  button.onpointermove = event => gesture.held && event.buttons && beside(event, button) && gesture.drop()
  button.onpointerup = () => gesture.release()
  button.onpointercancel = () => gesture.finish()
  button.oncontextmenu = event => event.preventDefault()
  // Enter and assistive technology click without a pointer.
  button.onclick = event => {
    if (event.detail) return
    gesture.press()
    gesture.release()
  }
}

/** @type {BindTalk} */
export const bindTalk = (button, gesture, silence, listening) => {
  const key = event => {
    // Its keys are its own.
    if (event.target.closest?.('dialog')) return
    const down = event.type === 'keydown'
    if (event.key === 'Escape' && down) return gesture.active ? gesture.drop() : silence()
    const elsewhere = event.target !== button && event.target.closest?.(OWN_SPACE)
    if (event.code !== 'Space' || event.ctrlKey || event.altKey || event.metaKey || elsewhere) return
    // On the way up as well, where Firefox clicks a focused button.
    event.preventDefault()
    if (!down) gesture.release()
    else if (!event.repeat) gesture.press()
  }
  bindPointer(button, gesture)
  addEventListener('keydown', key)
  addEventListener('keyup', key)
  // The question about the microphone takes the focus too.
  addEventListener('blur', () => listening() && gesture.finish())
  document.addEventListener('visibilitychange', () => document.hidden && gesture.finish())
}
