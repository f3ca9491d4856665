import { Ability } from './ability.js'
import { bindCheck } from './check.js'
import { gate } from './gate.js'
import { Gesture } from './gesture.js'
import { help } from './help.js'
import { inbox } from './inbox.js'
import { makeListener } from './listener.js'
import { notices } from './notices.js'
import { $, words } from './page.js'
import { panel } from './panel.js'
import { makePlayer } from './player.js'
import { makeRecorder } from './recorder.js'
import { makeRoom } from './room.js'
import { makeSocket } from './socket.js'
import { makeSpeech } from './speech.js'
import { Takes } from './takes.js'
import { bindTalk } from './talk.js'
import { bindTools } from './tools.js'
import { makeVoice } from './voice.js'

const WAVE_MS = 80
/** What ends a button's waiting. */
const ANSWER = /^(ready|error|translation|rephrased|edited|disputed)$/
const { dataset } = $('room')
const ability = new Ability()

const player = makePlayer(gate.wait, () => Object.assign(new AudioContext(), { onstatechange: gate.open }))
const speech = makeSpeech(gate.wait)
const voice = makeVoice(player, speech, {
  sounding: on => panel.set({ sounding: on }),
  failed({ data, url }) {
    if (data || url) return notices.show('sound', words.sound)
    room.giveUp('tts')
    voice.stop()
  },
})

const socket = makeSocket(new URL(dataset.socket, location.href.replace('http', 'ws')).href, {
  open: () => socket.send(ability.hello()),
  message(message) {
    const { type, turn, again } = message
    const waiting = ($(`turn-${turn}`) ?? $('room')).querySelectorAll('[aria-busy]')
    if (again || ANSWER.test(type)) for (const button of waiting) button.ariaBusy = null
    handlers[type]?.(message)
  },
  lost: () => panel.set({ link: 'lost', server: null }),
  refused: () => notices.show('link', words.refused, words.reload, () => location.reload()),
  closed(code) {
    gesture.finish()
    panel.set({ link: 'closed', server: null })
    const way = dataset[code]
    notices.show('error', words[`closed.${code}`], words[`next.${code}`], () =>
      way ? location.assign(way) : socket.connect(),
    )
  },
})

const takes = new Takes(socket.send, () => {
  const { first } = takes
  panel.set({ waiting: first ? (first.data ? 'audio' : 'text') : null })
  window.onbeforeunload = first ? event => event.preventDefault() : null
})

const room = makeRoom({ ability, socket, takes, voice })
const handlers = inbox(room)
const recorderWith = meter => makeRecorder(player.context, $(meter), () => gesture.finish())
const listener = makeListener(room, recorderWith('level'), () => gesture.reset())
const gesture = new Gesture({
  ...listener,
  start() {
    const free = room.isFree()
    if (free) listener.start()
    return free
  },
  drop() {
    listener.drop()
    if ($('hint').dataset.repeats) help.hint({})
  },
})

bindCheck(recorderWith('check-level'), voice)
bindTools(room, gesture)

const touched = () => {
  player.wake()
  gate.open()
}
for (const type of ['pointerdown', 'click', 'keydown']) addEventListener(type, touched, true)
const interrupt = () => room.interrupt()
bindTalk($('talk'), gesture, interrupt, () => panel.state.mic === 'on')
$('interrupt').onclick = interrupt
$('typed').onsubmit = event => {
  event.preventDefault()
  const field = $('typed-text')
  const text = field.value.trim()
  if (!text || !room.isFree()) return
  gesture.reset()
  listener.drop()
  room.send({ type: 'transcript_direct', text, provider: 'typed' })
  field.value = ''
}
$('stuck').onclick = ({ currentTarget: button }) => room.ask(button, { type: 'hint', step: Number(button.value) })
const keepAwake = () => navigator.wakeLock?.request('screen').catch(() => {})
document.addEventListener('visibilitychange', keepAwake)
keepAwake()
setInterval(() => $('wave').style.setProperty('--level', speech.level() || player.level()), WAVE_MS)

ability.voice = Boolean(await speech.voice())
socket.connect()
