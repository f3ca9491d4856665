import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { fakeRoom } from './fake_room.js'

const { $ } = fakeRoom()
const { transcript } = await import('../../static/js/transcript.js')
const { tape } = await import('../../static/js/tape.js')

const list = $('transcript')
const textOf = turn => $(`turn-${turn}`).querySelector('.text')

beforeEach(() => list.replaceChildren())

test('a turn gets a bubble of its own, and the newest is in view', () => {
  list.parentElement.scrollTop = -300
  transcript.set('partner', 'a', 'Hello!')
  transcript.set('student', 'b', 'Hi.')
  assert.deepEqual(
    list.children.map(said => [said.id, said.dataset.turn, said.matches('.student'), said.textContent.slice(0, 6)]),
    [
      ['turn-a', 'a', false, 'Hello!'],
      ['turn-b', 'b', true, 'Hi.hea'],
    ],
  )
  assert.equal(list.parentElement.scrollTop, 0)
})

test('who scrolled back stays there while a bubble that is there fills', () => {
  transcript.add('a', 'Hello!')
  list.parentElement.scrollTop = -300
  transcript.add('a', 'How are you?')
  assert.equal(list.parentElement.scrollTop, -300)
})

test('sentences come one after the other, and the whole text changes nothing that was read', () => {
  transcript.add('a', 'Hello!')
  transcript.add('a', 'How are you?')
  const read = [...textOf('a').childNodes]
  assert.deepEqual(read, ['Hello!', ' How are you?'])
  transcript.set('partner', 'a', 'Hello! How are you?')
  assert.deepEqual(textOf('a').childNodes, read)
  transcript.set('partner', 'a', 'Hello! How are you? Well?')
  assert.deepEqual(textOf('a').childNodes, [...read, ' Well?'])
})

test('a text that turned out otherwise takes the place of the old one', () => {
  transcript.add('a', 'Hello!')
  transcript.set('partner', 'a', 'Good morning.')
  assert.deepEqual(textOf('a').childNodes, ['Good morning.'])
})

test('a line without words is hidden, and seen when it has some', () => {
  transcript.set('partner', 'a', '  ')
  assert.equal($('turn-a').hidden, true)
  transcript.add('a', 'Hello!')
  assert.equal($('turn-a').hidden, false)
})

test('a bubble without a sound says so', () => {
  tape.add('b', { url: 'blob:1' })
  transcript.set('student', 'a', 'Typed.')
  transcript.set('student', 'b', 'Said.')
  assert.deepEqual(
    list.children.map(said => said.matches('.silent')),
    [true, false],
  )
})

test('the parts of a bubble are filled anew each time; where there is none nothing happens', () => {
  transcript.set('student', 'a', 'I go.')
  transcript.put('a', 'better', 'I was going.')
  const line = transcript.put('a', 'better', 'I ', 'went.')
  assert.equal(line, $('turn-a').querySelector('.better'))
  assert.equal(line.textContent, 'I went.')
  assert.ok(!transcript.put('a', 'simple', 'It is the partner who has this.'))
  assert.ok(!transcript.put('unknown', 'better', 'x'))
})
