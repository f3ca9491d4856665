import { $, copy } from './page.js'
import { tape } from './tape.js'

const list = $('transcript')

const find = turn => $(`turn-${turn}`)
const create = (who, turn) => {
  const said = copy(who)
  said.id = `turn-${turn}`
  said.dataset.turn = turn
  said.classList.toggle('silent', !tape.of(turn))
  list.append(said)
  // The list hangs on its lower end (room.css): 0 is the newest.
  list.parentElement.scrollTop = 0
  return said
}
const write = (who, turn, change) => {
  const line = (find(turn) ?? create(who, turn)).querySelector('.text')
  const before = line.textContent
  const text = change(before).trim()
  // It was dropped.
  line.closest('.said').hidden = !text
  // Screen readers read again what is written again.
  if (!text.startsWith(before)) line.textContent = text
  else if (text !== before) line.append(text.slice(before.length))
}

/** @type {Transcript} */
export const transcript = {
  set: (who, turn, text) => write(who, turn, () => text),
  add: (turn, text) => write('partner', turn, before => `${before} ${text}`),
  put(turn, name, ...content) {
    const line = find(turn)?.querySelector(`.${name}`)
    line?.replaceChildren(...content)
    return line
  },
}
