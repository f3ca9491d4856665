// @ts-check
import { trouble } from './listener.js'
import { $, words } from './page.js'
import { panel } from './panel.js'

const LISTEN_MS = 4000
const [devices, heard] = [$('microphone'), $('check-heard')]
const say = text => {
  $('check-said').textContent = text
}
// Their names are known only once the microphone was allowed.
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

/** The sound check: a microphone is chosen and tried. @type {import('./types').BindCheck} */
export const bindCheck = (recorder, voice) => {
  const test = async () => {
    voice.stop()
    await recorder.start()
    say(words['check.speak'])
    list()
    await new Promise(resolve => setTimeout(resolve, LISTEN_MS))
    heard.src = URL.createObjectURL(await recorder.stop())
    if (!recorder.heard()) return say(words.nothing)
    say(words['check.playback'])
    if (panel.state.mic === 'off') heard.play()
  }

  list()
  devices.onchange = () => {
    localStorage.microphone = devices.value
  }
  $('check-microphone').onclick = async ({ target }) => {
    target.disabled = true
    await test().catch(error => say(trouble(error)))
    target.disabled = false
  }
  $('check-done').onclick = checked
}
