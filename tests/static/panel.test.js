import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { define } from './fake.js'
import { fakeRoom } from './fake_room.js'

let time = 0
let tick
const { $ } = fakeRoom()
performance.now = () => time
define({
  setInterval: act => {
    tick = act
  },
})
const { panel } = await import('../../static/js/panel.js')

const shown = () => $('phase').firstElementChild.textContent

beforeEach(() => panel.set({ link: 'open', mic: 'off', server: null, waiting: null, sounding: false }))

test('what the room does is said, and in data for the style sheet', () => {
  assert.deepEqual([shown(), $('phase').dataset.phase], ['phase.ready', 'ready'])
  panel.set({ server: 'thinking' })
  assert.deepEqual([shown(), $('phase').dataset.phase], ['phase.thinking', 'thinking'])
})

test('a phase that goes on is not said again', () => {
  panel.set({ server: 'thinking' })
  $('phase').firstElementChild.textContent = 'as it was read'
  panel.set({ waiting: 'text' })
  assert.equal(shown(), 'as it was read')
})

test('the time of the phase and of the visit run', () => {
  const read = () => ['clock', 'counter'].map(id => $(id).textContent)
  time = 60_000
  panel.set({ mic: 'on' })
  assert.deepEqual(read(), ['1:00', '0:00'], 'a phase begins with 0')
  time = 67_900
  tick()
  assert.deepEqual(read(), ['1:07', '0:07'])
  panel.set({ mic: 'ending' })
  assert.deepEqual(read(), ['1:07', '0:00'])
})

test('the talk button is pressed while it listens, and disabled while an answer is on its way', () => {
  const { ariaPressed, ariaDisabled } = $('talk')
  assert.deepEqual([ariaPressed, ariaDisabled], [false, false])
  panel.set({ mic: 'on' })
  assert.deepEqual([$('talk').ariaPressed, $('talk').ariaDisabled], [true, false])
  panel.set({ mic: 'ending' })
  assert.deepEqual([$('talk').ariaPressed, $('talk').ariaDisabled], [false, true])
})
