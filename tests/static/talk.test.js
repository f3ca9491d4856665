import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { FakeElement } from './fake.js'
import { fakeRoom } from './fake_room.js'

const { document, fire, $ } = fakeRoom()
const { bindTalk } = await import('../../static/js/talk.js')

let calls
let listens
const gesture = {
  held: false,
  active: false,
  ...Object.fromEntries(['press', 'release', 'finish', 'drop'].map(name => [name, () => calls.push(name)])),
}
const button = $('talk')
button.getBoundingClientRect = () => ({ left: 100, right: 200, top: 500, bottom: 560 })
button.setPointerCapture = id => calls.push(`capture ${id}`)
bindTalk(
  button,
  gesture,
  () => calls.push('silence'),
  () => listens,
)

const pointer = more => ({ button: 0, isPrimary: true, pointerId: 3, buttons: 1, ...more })
const key = (type, code, more) => {
  let kept = true
  fire(type, {
    type,
    code,
    key: code,
    target: document.body,
    preventDefault: () => {
      kept = false
    },
    ...more,
  })
  return kept
}

beforeEach(() => {
  calls = []
  listens = false
  Object.assign(gesture, { held: false, active: false })
})

test('a pointer presses and lets go, also where it slid off the button', () => {
  button.onpointerdown(pointer())
  button.onpointerup(pointer())
  assert.deepEqual(calls, ['capture 3', 'press', 'release'])
})

test('another mouse button or a second finger is no press', () => {
  button.onpointerdown(pointer({ button: 2 }))
  button.onpointerdown(pointer({ isPrimary: false }))
  assert.deepEqual(calls, [])
})

test('far off the button a held take is dropped, near it not', () => {
  gesture.held = true
  for (const [clientX, clientY] of [
    [76, 530],
    [224, 530],
    [150, 476],
    [150, 584],
  ])
    button.onpointermove(pointer({ clientX, clientY }))
  assert.deepEqual(calls, [])
  for (const [clientX, clientY] of [
    [75, 530],
    [225, 530],
    [150, 475],
    [150, 585],
  ]) {
    calls = []
    button.onpointermove(pointer({ clientX, clientY }))
    assert.deepEqual(calls, ['drop'], `${clientX}, ${clientY}`)
  }
})

test('a pointer that only passes drops nothing', () => {
  button.onpointermove(pointer({ clientX: 0, clientY: 0 }))
  gesture.held = true
  button.onpointermove(pointer({ clientX: 0, clientY: 0, buttons: 0 }))
  assert.deepEqual(calls, [])
})

test('a pointer that the system takes away ends the take, which is kept', () => {
  button.onpointercancel(pointer())
  assert.deepEqual(calls, ['finish'])
})

test('a long press opens no menu', () => {
  let prevented
  button.oncontextmenu({ preventDefault: () => (prevented = true) })
  assert.ok(prevented)
})

test('Enter and assistive technology click: a press that stays', () => {
  button.onclick({ detail: 0 })
  assert.deepEqual(calls, ['press', 'release'])
  button.onclick({ detail: 1 })
  assert.equal(calls.length, 2, 'the click after a pointer is its own')
})

test('Space talks while it is held, and does not scroll', () => {
  assert.equal(key('keydown', 'Space'), false)
  key('keydown', 'Space', { repeat: true })
  assert.equal(key('keyup', 'Space'), false)
  assert.deepEqual(calls, ['press', 'release'])
})

test('Space belongs to fields, other buttons and links, and to the talk button itself', () => {
  for (const name of ['input', 'textarea', 'select', 'button', 'a', 'summary', 'audio']) {
    const target = new FakeElement(name)
    assert.equal(key('keydown', 'Space', { target }), true, name)
  }
  assert.deepEqual(calls, [])
  key('keydown', 'Space', { target: button })
  assert.deepEqual(calls, ['press'])
})

test('with Control, Alt or the system’s key it is the browser’s', () => {
  for (const held of ['ctrlKey', 'altKey', 'metaKey']) assert.equal(key('keydown', 'Space', { [held]: true }), true)
  key('keydown', 'KeyA')
  assert.deepEqual(calls, [])
})

test('Escape drops the take, and silences the partner where there is none', () => {
  key('keydown', 'Escape')
  key('keyup', 'Escape')
  gesture.active = true
  key('keydown', 'Escape')
  assert.deepEqual(calls, ['silence', 'drop'])
})

test('the keys of a dialog are its own', () => {
  const field = new FakeElement('input')
  new FakeElement('dialog', field)
  gesture.active = true
  key('keydown', 'Escape', { target: field })
  key('keydown', 'Space', { target: field })
  assert.deepEqual(calls, [])
})

test('who goes to another window while it listens has ended the take; the question for the microphone ends nothing', () => {
  fire('blur')
  assert.deepEqual(calls, [])
  listens = true
  fire('blur')
  assert.deepEqual(calls, ['finish'])
})

test('a page that is hidden ends the take', () => {
  fire('visibilitychange')
  assert.deepEqual(calls, [])
  document.hidden = true
  fire('visibilitychange')
  document.hidden = false
  assert.deepEqual(calls, ['finish'])
})
