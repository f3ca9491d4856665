// @ts-check
import { $, copy } from './page.js'

const list = $('transcript')

const find = turn => $(`turn-${turn}`)
const create = (who, turn) => {
  const said = copy(who)
  said.id = `turn-${turn}`
  said.dataset.turn = turn
  list.append(said)
  // The list hangs on its lower end (room.css): 0 is the newest.
  list.parentElement.scrollTop = 0
  return said
}
const write = (who, turn, change) => {
  const line = (find(turn) ?? create(who, turn)).querySelector('.text')
  line.textContent = change(line.textContent).trim()
}

/** The bubbles of the conversation. @type {import('./types').Transcript} */
export const transcript = {
  set: (who, turn, text) => write(who, turn, () => text),
  add: (turn, text) => write('partner', turn, before => `${before} ${text}`),
  rebuild(turns) {
    list.replaceChildren()
    for (const { who, turn, text } of turns) transcript.set(who, turn, text)
  },
  put(turn, name, ...content) {
    const line = find(turn)?.querySelector(`.${name}`)
    line?.replaceChildren(...content)
    return line
  },
}
