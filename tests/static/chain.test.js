import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { fakeRoom } from './fake_room.js'

const { $ } = fakeRoom()
const { chain } = await import('../../static/js/chain.js')

const at = service => $('chain').querySelector(`[data-service=${service}]`).textContent
const given = () => $('chain').children.map(part => part.querySelector('s').textContent)

beforeEach(() => chain.show({ stt: 'browser', llm: 'openai', tts: 'browser' }))

test('before the server said who serves nobody is known', async () => {
  const { chain: fresh } = await import('../../static/js/chain.js?fresh')
  assert.equal(fresh.of('stt'), undefined)
})

test('the badge shows labels, and the name where there is none', () => {
  chain.show({ stt: 'browser', llm: 'openai', tts: 'piper' })
  assert.deepEqual(['stt', 'llm', 'tts'].map(at), ['Your browser', 'OpenAI', 'piper'])
  assert.deepEqual(['stt', 'llm', 'tts'].map(chain.of), ['browser', 'openai', 'piper'])
})

test('who was given up is crossed out at its service until it is asked again', () => {
  chain.gaveUp('llm', 'openai')
  chain.gaveUp('llm', 'mistral')
  assert.deepEqual(given(), ['', 'OpenAI, mistral, ', ''])
  chain.show({ stt: 'browser', llm: 'guided', tts: 'browser' })
  assert.deepEqual(given(), ['', 'OpenAI, mistral, ', ''], 'somebody else serves')
  chain.show({ stt: 'browser', llm: 'openai', tts: 'browser' })
  assert.deepEqual(given(), ['', '', ''], 'who comes after it is asked again, too')
})
