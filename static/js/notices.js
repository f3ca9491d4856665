// @ts-check
import { $, copy } from './page.js'

/** Short notes above the talk button, one of each name. @type {import('./types').Notices} */
export const notices = {
  close(...names) {
    for (const name of names) $(`note-${name}`)?.remove()
  },
  show(name, text, label = '', act = () => {}) {
    const note = copy('notice')
    const button = note.querySelector('.act')
    notices.close(name)
    note.id = `note-${name}`
    // Into the page before the words: a status is announced when it changes.
    $('notices').append(note)
    note.querySelector('.text').textContent = text
    note.querySelector('.close').onclick = () => note.remove()
    button.hidden = !label
    button.textContent = label
    button.onclick = () => {
      note.remove()
      act()
    }
  },
}
