import { $, copy, words } from './page.js'
import { transcript } from './transcript.js'

const { put } = transcript
const correct = (turn, said = {}) => {
  for (const name of ['praise', 'better', 'why']) put(turn, name, said[name] ?? '')
}

/** @type {Help} */
export const help = {
  hint({ step = 0, text = '', repeats = '' }) {
    const hint = $('hint')
    hint.replaceChildren(text)
    hint.dataset.repeats = repeats
    Object.assign($('stuck'), { value: step + 1, ariaBusy: null })
  },
  translation({ turn, lang, text }) {
    put(turn, 'translation', text)?.setAttribute('lang', lang)
  },
  rephrased: ({ turn, text }) => put(turn, 'simple', text),
  edited({ turn, text }) {
    put(turn, 'text', text)
    correct(turn)
  },
  disputed({ turn }) {
    put(turn, 'verdict', words.disputed)
    correct(turn)
  },
  said_again({ turn, diff, repaired }) {
    const marks = diff.map(([how, word]) => {
      const mark = copy(how)
      mark.append(word)
      return mark
    })
    put(turn, 'diff', ...marks)
    put(turn, 'verdict', words[repaired ? 'repaired' : 'differs'])
  },
  correction(message) {
    if ($('room').dataset.corrections === 'each') correct(message.turn, message)
  },
}
