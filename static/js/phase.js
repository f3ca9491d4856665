/** @param {State} state */
export const phaseOf = ({ link, mic, server, waiting, sounding }) => {
  if (mic === 'on' || mic === 'asking') return mic
  if (link !== 'open') return link
  if (mic === 'ending' || waiting === 'audio' || server === 'transcribing') return 'writing'
  if (sounding) return 'speaking'
  return server ?? (waiting ? 'thinking' : 'ready')
}

/** Whether a new answer has to wait for the last one. @param {State} state */
export const blocked = ({ mic, waiting, server }) => mic === 'ending' || waiting !== null || server === 'transcribing'

/** 0:07. @param {number} ms */
export const clock = ms => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`
