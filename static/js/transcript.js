// @ts-check
import { $, copy, words } from './page.js'

const list = $('transcript')

const scroll = () => {
  list.scrollTop = list.scrollHeight
}
const create = (who, id) => {
  const bubble = copy('bubble')
  bubble.classList.add(who)
  bubble.querySelector('.who').textContent = words[`who.${who}`]
  bubble.id = id
  list.append(bubble)
  return bubble
}
const write = (who, turn, change) => {
  const id = `${who}-${turn}`
  const line = ($(id) ?? create(who, id)).querySelector('.text')
  line.textContent = change(line.textContent).trim()
  scroll()
}
// Notes and the words heard so far take room from the last bubble.
new ResizeObserver(scroll).observe(list)

/** The bubbles of the conversation. @type {import('./types').Transcript} */
export const transcript = {
  set: (who, turn, text) => write(who, turn, () => text),
  add: (turn, text) => write('partner', turn, before => `${before} ${text}`),
  rebuild(turns) {
    list.replaceChildren()
    for (const { who, turn, text } of turns) transcript.set(who, turn, text)
  },
  note(turn, text) {
    $(`partner-${turn}`)?.querySelector('.meta').append(text)
    scroll()
  },
}
