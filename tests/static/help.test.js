import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { fakeRoom } from './fake_room.js'

const { $ } = fakeRoom({ corrections: 'each' })
const { help } = await import('../../static/js/help.js')
const { transcript } = await import('../../static/js/transcript.js')

const part = (name, turn = 's') => $(`turn-${turn}`).querySelector(`.${name}`)
const chip = () => ['praise', 'better', 'why'].map(name => part(name).textContent)
const CORRECTION = { turn: 's', praise: 'Good.', better: 'I went.', why: 'It is over.' }

beforeEach(() => {
  $('transcript').replaceChildren()
  transcript.set('partner', 'p', 'Where did you go?')
  transcript.set('student', 's', 'I go to the lake.')
  $('room').dataset.corrections = 'each'
})

test('a hint is shown, its button rests and offers the next step', () => {
  $('stuck').ariaBusy = 'true'
  help.hint({ step: 2, text: 'You can begin like this …' })
  assert.equal($('hint').textContent, 'You can begin like this …')
  assert.deepEqual([$('stuck').value, $('stuck').ariaBusy], ['3', null])
})

test('without a hint the first is offered anew, and nothing is said again', () => {
  help.hint({ text: 'Say this: I went.', repeats: 's' })
  assert.equal($('hint').dataset.repeats, 's')
  help.hint({})
  assert.equal($('hint').textContent, '')
  assert.equal($('hint').dataset.repeats, '')
  assert.equal($('stuck').value, '1')
})

test('a translation comes under its line in a language of its own', () => {
  help.translation({ turn: 'p', lang: 'de', text: 'Wo warst du?' })
  assert.deepEqual([part('translation', 'p').textContent, part('translation', 'p').lang], ['Wo warst du?', 'de'])
  help.translation({ turn: 'gone', lang: 'de', text: 'x' })
})

test('simpler words come beside the partner’s own', () => {
  help.rephrased({ turn: 'p', text: 'Where were you?' })
  assert.equal(part('simple', 'p').textContent, 'Where were you?')
  assert.equal(part('text', 'p').textContent, 'Where did you go?')
})

test('a correction is shown in its parts, and those that it does not have are empty', () => {
  help.correction(CORRECTION)
  assert.deepEqual(chip(), ['Good.', 'I went.', 'It is over.'])
  help.correction({ turn: 's', praise: 'Well said.' })
  assert.deepEqual(chip(), ['Well said.', '', ''])
})

test('who wants corrections at the end sees none now', () => {
  for (const wish of ['end', 'off', '']) {
    $('room').dataset.corrections = wish
    help.correction(CORRECTION)
    assert.deepEqual(chip(), ['', '', ''], wish)
  }
})

test('a line put right loses its correction', () => {
  help.correction(CORRECTION)
  help.edited({ turn: 's', text: 'I go to bed.' })
  assert.equal(part('text').textContent, 'I go to bed.')
  assert.deepEqual(chip(), ['', '', ''])
})

test('a line that was misheard says that it does not count, without a correction', () => {
  help.correction(CORRECTION)
  help.disputed({ turn: 's' })
  assert.equal(part('verdict').textContent, 'disputed')
  assert.deepEqual(chip(), ['', '', ''])
  assert.equal(part('text').textContent, 'I go to the lake.')
})

test('a line said again shows each word as it was, left out or one too many, and how it went', () => {
  const diff = [
    ['same', 'I'],
    ['extra', 'go'],
    ['missing', 'went'],
  ]
  help.said_again({ turn: 's', diff, repaired: false })
  assert.deepEqual(
    part('diff').children.map(({ tag, textContent }) => [tag, textContent]),
    [
      ['span', ' I'],
      ['extra', ' go'],
      ['missing', ' went'],
    ],
  )
  assert.equal(part('verdict').textContent, 'differs')
  help.said_again({ turn: 's', diff: [['same', 'went']], repaired: true })
  assert.equal(part('diff').textContent, ' went')
  assert.equal(part('verdict').textContent, 'repaired')
})
