const REFUSALS = 5
/** Codes after which only the student comes back. */
const FINAL = [1000, 4401, 4403, 4408, 4409]

/** Milliseconds until the next try. @param {number} failures in a row, from 0 */
export const backOff = failures => Math.min(10_000, 500 * 2 ** failures)

/** @type {MakeSocket} */
export const makeSocket = (url, on) => {
  let ws
  let failures = 0

  const connect = () => {
    ws = new WebSocket(url)
    ws.onopen = () => on.open()
    ws.onmessage = ({ data }) => {
      failures = 0
      on.message(JSON.parse(data))
    }
    ws.onclose = ({ code }) => {
      if (FINAL.includes(code)) return on.closed(code)
      on.lost()
      setTimeout(connect, backOff(failures++))
      if (failures === REFUSALS) on.refused()
    }
  }
  const send = message => {
    const open = ws?.readyState === 1
    if (open) ws.send(JSON.stringify(message))
    return open
  }
  return { connect, send }
}
