import { $, copy } from './page.js'

/** @type {Notices} */
export const notices = {
  close(...names) {
    for (const name of names) $(`note-${name}`)?.remove()
  },
  show(name, text, label, act) {
    const note = copy('notice')
    const [line, button, close] = note.children
    notices.close(name)
    note.id = `note-${name}`
    // In the page before its words: a change is announced.
    $('notices').append(note)
    line.textContent = text
    close.onclick = () => note.remove()
    button.textContent = label
    button.onclick = () => {
      note.remove()
      act?.()
    }
  },
}
