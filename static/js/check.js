import { trouble } from './listener.js'
import { $, words } from './page.js'
import { panel } from './panel.js'

const LISTEN_MS = 4000
const devices = $('microphone')
const heard = $('check-heard')
const say = text => $('check-said').replaceChildren(text)
// Named once the microphone was allowed.
const list = async () => {
  const found = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  const named = found.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId)
  const options = named.map(({ label, deviceId: id }) => new Option(label, id, false, id === localStorage.microphone))
  devices.replaceChildren(devices.options[0], ...options)
}

/** The check is done and stays closed. */
export const checked = () => {
  document.cookie = 'talkbuddy-checked=1;path=/;max-age=31536000;samesite=lax'
  $('check').open = false
}

/** @type {BindCheck} */
export const bindCheck = (recorder, voice) => {
  let cut
  const begin = () => {
    cut ||= panel.state.sounding || panel.state.server
    voice.stop()
    if (panel.state.mic === 'off') panel.set({ mic: 'check' })
  }
  const end = () => {
    if (panel.state.mic === 'check') {
      panel.set({ mic: 'off' })
      if (cut) document.querySelector('.partner:last-child [data-do=hear]')?.click()
    }
    cut = false
  }
  const test = async () => {
    begin()
    await recorder.start()
    say(words['check.speak'])
    list()
    await new Promise(resolve => setTimeout(resolve, LISTEN_MS))
    heard.src = URL.createObjectURL(await recorder.stop())
    if (!recorder.heard()) return say(words.nothing)
    say(words['check.playback'])
    if (panel.state.mic === 'check') await heard.play()
  }

  list()
  devices.onchange = () => {
    localStorage.microphone = devices.value
  }
  $('check-microphone').onclick = async ({ target }) => {
    target.disabled = true
    await test().catch(error => say(trouble(error)))
    if (heard.paused) end()
    target.disabled = false
  }
  heard.onplay = $('hello').onplay = begin
  heard.onpause = $('hello').onpause = end
  $('check-done').onclick = checked
}
