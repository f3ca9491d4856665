/** @param {State} state */
export const phaseOf = ({ link, mic, server, waiting, sounding }) => {
  if (mic === 'on' || mic === 'asking') return mic
  if (link !== 'open') return link
  if (mic === 'ending' || waiting === 'audio' || server === 'transcribing') return 'writing'
  if (sounding) return 'speaking'
  return server ?? (waiting ? 'thinking' : 'ready')
}

/** Whether no new answer can be given now. @param {State} state */
export const blocked = ({ link, mic, waiting, server }) =>
  link === 'closed' || mic === 'ending' || waiting !== null || server === 'transcribing'

/** 0:07. @param {number} ms */
export const clock = ms => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`
