import { sharesMicrophone } from './ability.js'
import { chain } from './chain.js'
import { notices } from './notices.js'
import { $, words } from './page.js'
import { panel } from './panel.js'
import { makeRecognition } from './recognition.js'
import { base64 } from './recorder.js'
import { makeUpload } from './upload.js'

const SLOW_MS = 3000
const SHORT_S = 0.3
/** With these (or none yet) a voice stays on the self-hoster's machine. */
const HOME = [undefined, 'local', 'server']

let own = ''
const partial = text => $('partial').replaceChildren(text)
/** The server's words, unless the browser has its own. */
export const heardSoFar = ({ text }) => {
  if (panel.state.mic === 'on' && !own) partial(text)
}
export const trouble = ({ name }) => words[`microphone.${name}`] ?? words.microphone.replace('{error}', name)

/** @type {MakeListener} */
export const makeListener = (room, recorder, failed) => {
  let wanted = false
  let records
  // The browser stands by.
  let along
  let since
  let recognition
  let upload

  const end = () => {
    recognition = upload = null
    own = ''
    partial(own)
    panel.set({ mic: 'off' })
  }
  const fail = note => {
    recognition?.drop()
    recorder.drop()
    upload?.drop()
    failed()
    notices.show('mic', note)
    end()
  }
  // Without a recording it has to be said again.
  const broke = code => {
    if (records) return
    if (panel.state.mic === 'on') fail(trouble({ name: code }))
    room.giveUp('stt')
  }
  const hears = text => {
    own = text
    if (recognition) partial(own)
  }
  const open = async () => {
    along = chain.of('stt') !== 'browser'
    const mayHear = !along || (sharesMicrophone() && !HOME.includes(chain.of('stt')))
    const Native = mayHear && room.ability.recognition
    records = along || !Native || sharesMicrophone()
    $('level').hidden = !records
    recognition = Native ? makeRecognition(Native, hears, broke) : null
    upload = along || !Native ? makeUpload(room.socket.send) : null
    if (records) await recorder.start(upload?.add)
    const listening = recognition?.start()
    const refused = !records && (await listening)
    if (refused) throw new DOMException('', refused)
  }

  return {
    async start() {
      wanted = true
      if (panel.state.mic === 'asking') return
      panel.set({ mic: 'asking' })
      const slow = setTimeout(() => notices.show('mic', words.asking), SLOW_MS)
      const problem = await open().catch(trouble)
      clearTimeout(slow)
      notices.close('mic')
      since = performance.now()
      if (problem || !wanted) fail(problem ?? words.allowed)
      else panel.set({ mic: 'on' })
    },
    async finish() {
      wanted = false
      if (panel.state.mic !== 'on') return
      const duration = Math.round(performance.now() - since) / 1000
      if (duration < SHORT_S) return fail(words.short)
      panel.set({ mic: 'ending' })
      const hearing = recognition?.stop().then(heard => {
        if (heard.error) room.giveUp('stt')
        const take = heard.text && { type: 'transcript_direct', text: heard.text, provider: 'browser', duration }
        return { ...heard, take }
      })
      const [heard, blob] = await Promise.all([!along && hearing, records && recorder.stop()])
      const silent = heard && (heard.error ?? 'silent') === 'silent'
      if (heard?.take && !(heard.error && blob)) room.send(heard.take, blob)
      else if (blob && (!silent || recorder.heard())) {
        const [chunks, data] = await Promise.all([upload?.chunks(), base64(blob)])
        const sound = { ...(upload && { turn: upload.turn, chunks }), data, provider: chain.of('stt') }
        room.send({ type: 'audio_complete', ...sound, duration, spare: hearing }, blob)
      } else notices.show('mic', words.nothing)
      end()
    },
    drop() {
      wanted = false
      if (panel.state.mic === 'on') fail(words.dropped)
    },
  }
}
