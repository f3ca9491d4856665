// @ts-check
import { $, copy } from './page.js'

const NEAR_PX = 40
const list = $('transcript')
let follows = true

const scroll = () => {
  list.scrollTop = list.scrollHeight
}
const create = (who, turn) => {
  const said = copy(who)
  said.id = `${who}-${turn}`
  said.dataset.turn = turn
  list.append(said)
  return said
}
const write = (who, turn, change) => {
  const line = ($(`${who}-${turn}`) ?? create(who, turn)).querySelector('.text')
  line.textContent = change(line.textContent).trim()
  scroll()
}
// Who has scrolled back to read is left there.
list.onscroll = () => {
  follows = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX
}
// Notes and the words heard so far take room from the last bubble.
new ResizeObserver(() => follows && scroll()).observe(list)

/** The bubbles of the conversation. @type {import('./types').Transcript} */
export const transcript = {
  set: (who, turn, text) => write(who, turn, () => text),
  add: (turn, text) => write('partner', turn, before => `${before} ${text}`),
  rebuild(turns) {
    list.replaceChildren()
    for (const { who, turn, text } of turns) transcript.set(who, turn, text)
  },
  put(turn, name, ...content) {
    const said = $(`student-${turn}`) ?? $(`partner-${turn}`)
    const line = said?.querySelector(`.${name}`)
    line?.replaceChildren(...content)
    if (said === list.lastElementChild) scroll()
    return line
  },
}
