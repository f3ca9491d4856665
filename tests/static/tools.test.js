import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { define } from './fake.js'
import { fakeRoom } from './fake_room.js'

const { $, document } = fakeRoom()
const { bindTools } = await import('../../static/js/tools.js')
const { panel } = await import('../../static/js/panel.js')
const { tape } = await import('../../static/js/tape.js')
const { transcript } = await import('../../static/js/transcript.js')

let asked
let calls
let gesture
let spoken

const list = $('transcript')
const press = (turn, tool) => {
  const button = $(`turn-${turn}`).querySelector(`[data-do=${tool}]`)
  button.click()
  return button
}
const slowly = turn => {
  const button = $(`turn-${turn}`).querySelector('[data-do=hear]')
  button.dataset.rate = '0.75'
  button.click()
}

beforeEach(() => {
  asked = []
  calls = []
  spoken = []
  list.replaceChildren()
  $('hint').replaceChildren()
  panel.set({ link: 'open', mic: 'off', server: null, waiting: null, sounding: false })
  gesture = { active: false }
  for (const name of ['release', 'drop']) gesture[name] = () => calls.push(name)
  gesture.press = () => {
    calls.push('press')
    gesture.active = true
  }
  const room = {
    ask: (_button, message) => asked.push(message),
    voice: { add: part => spoken.push(part), stop: () => spoken.push('silence') },
  }
  bindTools(room, gesture)
  transcript.set('partner', 'p', 'How was it?')
  transcript.set('student', 's', 'I go to the lake.')
})

test('a button that the script does not know is a message of its name, about its line', () => {
  press('p', 'translate')
  assert.deepEqual(asked, [{ turn: 'p', type: 'translate' }])
  const simpler = $('turn-p').querySelector('[data-do=translate]')
  Object.assign(simpler.dataset, { do: 'again', how: 'simpler' })
  simpler.click()
  assert.deepEqual(asked[1], { turn: 'p', type: 'again', how: 'simpler' })
})

test('the picture in a button is the button, and a click beside it is nothing', () => {
  $('turn-p').querySelector('[data-do=translate]').firstElementChild.click()
  assert.equal(asked.length, 1)
  $('turn-p').querySelector('.text').click()
  assert.equal(asked.length, 1)
})

test('what was heard on this page is heard again from here, after silence', () => {
  const parts = ['one', 'two'].map((data, seq) => ({ data, text: data, seq, last: seq === 1 }))
  for (const part of parts) tape.add('p', part)
  press('p', 'hear')
  assert.deepEqual(spoken, ['silence', ...parts])
  assert.deepEqual(asked, [])
  spoken = []
  slowly('p')
  assert.deepEqual(
    spoken.slice(1).map(({ data, rate }) => [data, rate]),
    [
      ['one', '0.75'],
      ['two', '0.75'],
    ],
  )
})

test('what is not here the server says anew', () => {
  transcript.set('partner', 'before', 'Hello!')
  press('before', 'hear')
  slowly('before')
  assert.deepEqual(asked, [
    { turn: 'before', type: 'again', how: 'again' },
    { turn: 'before', type: 'again', how: 'slower' },
  ])
})

test('a sentence in slices is heard again from here, and slower from the server: slices alone would leave gaps', () => {
  transcript.set('partner', 'sliced', 'A long sentence.')
  tape.add('sliced', { seq: 0, data: 'one', text: 'A long sentence.', last: false })
  tape.add('sliced', { seq: 1, data: 'two', text: '', last: true })
  press('sliced', 'hear')
  assert.equal(spoken.length, 3)
  slowly('sliced')
  assert.deepEqual(asked, [{ turn: 'sliced', type: 'again', how: 'slower' }])
})

test('nothing is heard again into an open microphone', () => {
  panel.set({ mic: 'on' })
  press('p', 'hear')
  assert.deepEqual([spoken, asked], [[], []])
})

test('what is folded opens and closes, and its button says so', () => {
  const button = $('turn-p').querySelector('[data-do=copy]')
  Object.assign(button.dataset, { do: 'toggle', name: 'open' })
  button.click()
  assert.deepEqual([$('turn-p').matches('.open'), button.ariaExpanded], [true, true])
  button.click()
  assert.deepEqual([$('turn-p').matches('.open'), button.ariaExpanded], [false, false])
})

test('the words are marked and copied, or at least marked', () => {
  let marked
  define({ getSelection: () => ({ selectAllChildren: line => (marked = line.textContent) }) })
  document.execCommand = () => true
  const button = press('s', 'copy')
  assert.deepEqual([marked, button.textContent], ['I go to the lake.', 'copied'])
  document.execCommand = () => false
  button.click()
  assert.equal(button.textContent, 'selected')
})

test('a line is said again: it listens at once, and asks for the line in English', () => {
  press('s', 'repeat')
  assert.deepEqual(calls, ['drop', 'press', 'release'])
  assert.equal($('hint').textContent, 'Say this: “I go to the lake.”')
  assert.equal($('hint').querySelector('[lang=en]').textContent, 'I go to the lake.')
  assert.equal($('hint').dataset.repeats, 's')
})

test('where there are better words, these are to be said', () => {
  transcript.put('s', 'better', 'I went to the lake.')
  press('s', 'repeat')
  assert.equal($('hint').textContent, 'Say this: “I went to the lake.”')
})

test('where one cannot talk now nothing is asked for', () => {
  gesture.press = () => {}
  press('s', 'repeat')
  assert.equal($('hint').textContent, '')
})

test('a misheard line opens a dialog with what was written down', () => {
  const [dialog] = $('turn-s').querySelectorAll('dialog')
  dialog.showModal = () => calls.push('open')
  press('s', 'edit')
  assert.equal(dialog.querySelector('input').value, 'I go to the lake.')
  assert.deepEqual(calls, ['open'])
})

test('its buttons put the line right, leave it out, or do nothing', () => {
  const form = $('turn-s').querySelector('form')
  form.text = { value: 'I went to the lake.' }
  for (const value of ['edit', 'dispute', '']) list.onsubmit({ target: form, submitter: { value } })
  assert.deepEqual(
    asked.map(({ turn, type, text }) => [turn, type, text]),
    [
      ['s', 'edit', 'I went to the lake.'],
      ['s', 'dispute', 'I went to the lake.'],
    ],
  )
})
