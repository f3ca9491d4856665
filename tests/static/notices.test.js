import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { fakeRoom } from './fake_room.js'

const { $, notes } = fakeRoom()
const { notices } = await import('../../static/js/notices.js')

const button = name => $('notices').querySelector(`.${name}`)

beforeEach(() => $('notices').replaceChildren())

test('of each name there is one note, the newest', () => {
  notices.show('mic', 'We heard nothing.')
  notices.show('wait', 'Please wait.')
  notices.show('mic', 'That was very short.')
  assert.deepEqual(notes(), [
    ['note-wait', 'Please wait.'],
    ['note-mic', 'That was very short.'],
  ])
})

test('a note is in the page before its words, so that the change is read out', () => {
  const list = $('notices')
  let words
  list.append = (...notes) => {
    words = notes[0].textContent
    Object.getPrototypeOf(list).append.apply(list, notes)
  }
  notices.show('mic', 'We heard nothing.')
  delete list.append
  assert.equal(words, '')
  assert.deepEqual(notes(), [['note-mic', 'We heard nothing.']])
})

test('several are closed at once, and one that is not there does no harm', () => {
  for (const name of ['mic', 'wait', 'error']) notices.show(name, name)
  notices.close('mic', 'link', 'error')
  assert.deepEqual(notes(), [['note-wait', 'wait']])
})

test('its button closes the note, then acts; its cross only closes', () => {
  const seen = []
  notices.show('link', 'This page is old. ', 'Reload', () => seen.push(notes().length))
  assert.equal(button('act').textContent, 'Reload')
  button('act').click()
  assert.deepEqual(seen, [0])
  notices.show('link', 'This page is old. ', 'Reload', () => seen.push('acted'))
  button('close').click()
  assert.deepEqual(notes(), [])
  assert.deepEqual(seen, [0])
})

test('a note that asks for nothing has an empty button, which the style sheet hides', () => {
  notices.show('mic', 'We heard nothing.')
  assert.equal(button('act').textContent, '')
  button('act').click()
  assert.deepEqual(notes(), [])
})
