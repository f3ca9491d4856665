import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from './fake.js'
import { fakeRoom } from './fake_room.js'

const { $, notes } = fakeRoom()
const { gate } = await import('../../static/js/gate.js')
const { panel } = await import('../../static/js/panel.js')

test('all sound waits until the page is touched, and one note says so', async () => {
  const heard = []
  panel.set({ sounding: true })
  for (const what of ['a file', 'a sentence']) gate.wait().then(() => heard.push(what))
  await settled()
  assert.deepEqual(heard, [])
  assert.equal(panel.state.sounding, false)
  assert.deepEqual(notes(), [['note-sound', 'lockedhear']])
  gate.open()
  await settled()
  assert.deepEqual(heard, ['a file', 'a sentence'])
  assert.equal(panel.state.sounding, true)
  assert.deepEqual(notes(), [])
})

test('a touch while nothing waits changes nothing', () => {
  panel.set({ sounding: false })
  gate.open()
  assert.equal(panel.state.sounding, false)
})

test('pressing the note alone is a touch of the page: it needs no act of its own', () => {
  gate.wait()
  $('notices').querySelector('.act').click()
  assert.deepEqual(notes(), [])
})
