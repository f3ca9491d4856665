import { help } from './help.js'
import { $, copy, words } from './page.js'
import { panel } from './panel.js'
import { tape } from './tape.js'

const textOf = (said, name = 'text') => said.querySelector(`.${name}`).textContent

/** @type {BindTools} */
export const bindTools = (room, gesture) => {
  const ask = (said, button, message) => room.ask(button, { turn: said.dataset.turn, ...message })
  const tools = {
    hear(said, button, { rate }) {
      if (panel.state.mic !== 'off') return
      room.voice.stop()
      const parts = tape.of(said.dataset.turn)
      // Slices play without gaps at their own speed only.
      if (!parts || (rate && parts.some(({ text }) => text === '')))
        return ask(said, button, { type: 'again', how: rate ? 'slower' : 'again' })
      for (const part of parts) room.voice.add(rate ? { ...part, rate } : part)
    },
    toggle(said, button, { name }) {
      button.ariaExpanded = said.classList.toggle(name)
    },
    copy(said, button) {
      getSelection().selectAllChildren(said.querySelector('.text'))
      // navigator.clipboard wants https.
      button.lastElementChild.textContent = words[document.execCommand('copy') ? 'copied' : 'selected']
    },
    repeat(said) {
      gesture.drop()
      gesture.press()
      gesture.release()
      if (!gesture.active) return
      const text = copy('repeat')
      text.children[0].append(textOf(said, 'better') || textOf(said))
      help.hint({ text, repeats: said.dataset.turn })
    },
    edit(said) {
      said.querySelector('input').value = textOf(said)
      said.querySelector('dialog').showModal()
    },
  }
  const list = $('transcript')
  list.onclick = ({ target }) => {
    const button = target.closest('[data-do]')
    if (!button) return
    const { do: type, ...more } = button.dataset
    const act = tools[type] ?? ask
    act(button.closest('.said'), button, { type, ...more })
  }
  list.onsubmit = ({ target, submitter }) => {
    const said = target.closest('.said')
    const type = submitter.value
    if (type) ask(said, said.querySelector('.tools'), { type, text: target.text.value })
  }
}
