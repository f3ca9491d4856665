import { chain } from './chain.js'
import { help } from './help.js'
import { heardSoFar } from './listener.js'
import { notices } from './notices.js'
import { $, words } from './page.js'
import { panel } from './panel.js'
import { tape } from './tape.js'
import { transcript } from './transcript.js'

const BUSY_MS = 1000
/** Errors after which a take still waits. */
const KEPT = ['busy', 'replaced']

const idle = () => panel.set({ server: null })

/** What the page does with each message of the server. @param {Room} room */
export const inbox = room => {
  const { ability, takes, voice } = room

  const sound = message => {
    const { turn, data, text, last, again } = message
    if (!again) room.turn = turn
    if ((data || text) && (again || !room.isCut(turn))) {
      if (!again) tape.add(turn, message)
      // Nothing is played into an open microphone.
      if (panel.state.mic === 'off') voice.add(message)
    }
    if (last !== false) idle()
  }

  return {
    ...help,
    said_again(message) {
      takes.settle()
      idle()
      help.said_again(message)
    },
    ready({ turns }) {
      room.resume()
      for (const { who, turn, text, recording, disputed, correction } of turns) {
        if (recording) tape.add(turn, { url: `/recordings/${recording}` })
        transcript.set(who, turn, text)
        if (disputed) help.disputed({ turn })
        if (correction && !correction.repaired) help.correction({ turn, ...correction })
      }
      panel.set({ link: 'open', server: null })
      takes.resume(turns)
      notices.close('link')
    },
    provider_status(status) {
      chain.show(status)
      // With nobody left the server tells of no fallback.
      for (const service of ability.broken) if (status[service] === 'none') notices.show(service, words[service])
    },
    processing({ status }) {
      // Sent before it was cut off.
      if (!room.isCut()) panel.set({ server: status })
    },
    transcript_partial: heardSoFar,
    transcript({ turn, text }) {
      takes.settle(turn)
      transcript.set('student', turn, text)
      idle()
    },
    ai_response_delta({ turn, text }) {
      if (!room.isCut(turn)) transcript.add(turn, text)
      room.turn = turn
    },
    ai_response: ({ turn, text }) => transcript.set('partner', turn, text),
    ai_audio_chunk: sound,
    ai_audio_complete: sound,
    ai_speak_browser: sound,
    fallback_activated({ service, from, reason }) {
      chain.gaveUp(service, from)
      notices.show(service, reason)
    },
    usage({ turn, first_audio_ms: ms }) {
      idle()
      if (ms) transcript.put(turn, 'meta', words.latency.replace('{ms}', ms))
    },
    async error({ code, message, turn }) {
      idle()
      if (code === 'bad_audio' && takes.whole(turn)) return
      const take = !KEPT.includes(code) && takes.settle(turn)
      const spare = (await take?.spare)?.take
      if (spare) return takes.add({ ...spare, turn, repeats: take.repeats })
      notices.show('error', message)
      // After a reconnect the old turn may still run.
      if (code === 'busy') setTimeout(() => takes.resume([]), BUSY_MS)
      if (take?.provider === 'typed') $('typed-text').value ||= take.text
    },
    session_end({ report_url }) {
      panel.set({ link: 'closed' })
      location.assign(report_url)
    },
  }
}
