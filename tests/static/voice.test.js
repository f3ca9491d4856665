import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { makeVoice } from '../../static/js/voice.js'
import { settled } from './fake.js'

let log
let voice
let player
let broken
let quiet

beforeEach(() => {
  log = []
  broken = false
  quiet = Promise.resolve()
  player = {
    quiet: () => quiet,
    async play(data) {
      if (data === 'bad') throw new Error('not sound')
      log.push(`play ${data}`)
    },
    replay: async ({ url, data, rate }) => log.push(`replay ${url ?? data} ${rate}`),
    stop: () => log.push('stop'),
  }
  const speech = {
    async say(text, rate) {
      if (broken) throw new Error('no voice')
      log.push(rate ? `say ${text} ${rate}` : `say ${text}`)
    },
    stop() {},
  }
  const sounding = on => log.push(on ? 'on' : 'off')
  voice = makeVoice(player, speech, { sounding, failed: part => log.push(`failed ${part.text ?? part.data}`) })
})

test('sound and words of one turn come in order', async () => {
  voice.add({ data: 'one' })
  voice.add({ text: 'two' })
  voice.add({ data: 'three' })
  await settled()
  assert.deepEqual(
    log.filter(line => /play|say/.test(line)),
    ['play one', 'say two', 'play three'],
  )
})

test('words wait until the sound before them was heard', async () => {
  let heard
  quiet = new Promise(resolve => {
    heard = resolve
  })
  voice.add({ data: 'one' })
  voice.add({ text: 'two' })
  await settled()
  assert.deepEqual(log, ['on', 'play one'])
  heard()
  await settled()
  assert.deepEqual(log, ['on', 'play one', 'say two', 'off'])
})

test('one bad part is told and the rest goes on', async () => {
  voice.add({ data: 'bad' })
  voice.add({ data: 'two' })
  await settled()
  assert.deepEqual(log, ['on', 'failed bad', 'play two', 'off'])
})

test('a voice that does not work is told', async () => {
  broken = true
  voice.add({ text: 'whole' })
  await settled()
  assert.deepEqual(log, ['on', 'failed whole', 'off'])
})

test('nothing sounds after stop', async () => {
  voice.add({ data: 'one' })
  voice.add({ data: 'two' })
  voice.stop()
  await settled()
  assert.deepEqual(log, ['on', 'play one', 'stop', 'off'])
})

test('files by their address and everything slower are replayed, words are said more slowly', async () => {
  voice.add({ url: '/recordings/7' })
  voice.add({ data: 'one', text: 'One.', rate: 0.75 })
  voice.add({ text: 'two', rate: 0.75 })
  await settled()
  assert.deepEqual(log, ['on', 'replay /recordings/7 undefined', 'replay one 0.75', 'say two 0.75', 'off'])
})
