import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { makePlayer } from '../../static/js/player.js'

let context
let touches
let player

class FakeContext {
  state = 'running'
  currentTime = 10
  sources = []
  destination = {}

  decodeAudioData = async data => {
    if (!data.byteLength) throw new Error('not sound')
    return { duration: data.byteLength }
  }

  createBufferSource() {
    const source = { connect() {}, start: at => source.starts.push(at), stop: () => source.onended(), starts: [] }
    this.sources.push(source)
    return source
  }

  resume() {}
}

const starts = () => context.sources.flatMap(source => source.starts)

beforeEach(() => {
  context = new FakeContext()
  touches = 0
  player = makePlayer(
    async () => {
      touches++
      context.state = 'running'
    },
    () => context,
  )
})

test('each file begins where the one before ends', async () => {
  await player.play(btoa('xx'))
  await player.play(btoa('x'))
  await player.play(btoa('x'))
  assert.deepEqual(starts(), [10.02, 12.02, 13.02])
})

test('after a pause the next file begins now', async () => {
  await player.play(btoa('x'))
  context.currentTime = 20
  await player.play(btoa('x'))
  assert.deepEqual(starts(), [10.02, 20.02])
})

test('stop ends what sounds and what is still being decoded', async () => {
  await player.play(btoa('x'))
  const decoding = player.play(btoa('x'))
  player.stop()
  await decoding
  await player.quiet()
  assert.equal(context.sources.length, 1)
})

test('a file that cannot be decoded is an error', async () => {
  await assert.rejects(player.play(''))
})

test('locked sound waits until the page was touched', async () => {
  context.state = 'suspended'
  await player.play(btoa('x'))
  assert.equal(touches, 1)
  assert.equal(starts().length, 1)
})

test('what was stopped while the sound was locked asks for no second touch', async () => {
  let touch
  const locked = makePlayer(
    () => {
      touches++
      return new Promise(resolve => {
        touch = resolve
      })
    },
    () => context,
  )
  context.state = 'suspended'
  const waiting = locked.play(btoa('x'))
  await new Promise(resolve => setTimeout(resolve, 300))
  locked.stop()
  touch()
  await waiting
  assert.equal(touches, 1)
  assert.deepEqual(starts(), [])
})
