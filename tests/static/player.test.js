import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { makePlayer } from '../../static/js/player.js'
import { define, settled } from './fake.js'
import { FakeContext } from './fake_sound.js'

let context
let touches
let player
let tape

class FakeTape {
  played = []

  load() {}

  async play() {
    this.played.push([this.src, this.playbackRate])
  }

  pause() {
    this.onpause?.()
  }
}

const starts = () => context.sources.flatMap(source => source.starts)

beforeEach(() => {
  define({ navigator: {} })
  context = new FakeContext()
  tape = new FakeTape()
  touches = 0
  player = makePlayer(
    async () => {
      touches++
      context.state = 'running'
    },
    () => context,
    tape,
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

test('where the browser says that sound is allowed, a slow start needs no touch', async () => {
  define({ navigator: { getAutoplayPolicy: asked => asked === context && 'allowed' } })
  context.state = 'suspended'
  const playing = player.play(btoa('x'))
  await new Promise(resolve => setTimeout(resolve, 600))
  assert.deepEqual(starts(), [])
  context.state = 'running'
  await playing
  assert.equal(touches, 0)
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
    tape,
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

test('a file is replayed more slowly, and settles when it is over', async () => {
  const replayed = player.replay({ url: '/recordings/7', rate: 0.75 })
  await settled()
  tape.pause()
  await replayed
  assert.deepEqual(tape.played, [['/recordings/7', 0.75]])
})

test('what the partner said is replayed from memory', async () => {
  const replayed = player.replay({ data: btoa('x'), mime: 'audio/mpeg' })
  await settled()
  player.stop()
  await replayed
  assert.match(tape.played[0][0], /^blob:/)
  assert.equal(tape.played[0][1], 1)
})

test('how loud the partner is can be seen, and nothing is loud before the first sound', async () => {
  assert.equal(player.level(), 0)
  await player.play(btoa('x'))
  assert.ok(Math.abs(player.level() - 0.4) < 1e-6)
})
