import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fakeRoom } from './fake_room.js'

fakeRoom()
const { inbox } = await import('../../static/js/inbox.js')

const read = name => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const find = (text, pattern) => [...text.matchAll(pattern)].flatMap(([, ...found]) => found.filter(Boolean))

const said = () => {
  const [, names] = read('websockets/help_messages.py').split('NAMES: ')
  return [
    ...find(read('websockets/frames.py'), /"type": (?:"(\w+)" if \w+ else )?"(\w+)"/g),
    ...find(names, /^ {4}\w+: "(\w+)",$/gm),
  ]
}

/** The server's side of the tables of messages, and above them, with their fields, those that come in sentences. */
const promised = () => {
  const contract = read('docs/protocol.md')
  const [above] = contract.split('\n|')
  const rows = find(contract, /^\| client \| server \|\n((?:\|.*\n)+)/gm).flatMap(table => table.split('\n'))
  const replies = rows.map(row => row.split(' | ')[1])
  return [...find(above, /`(\w+) \{/g), ...find(replies.join('\n'), /`(\w+)[` ]/g)]
}

test('whatever the server says is met by something, and stands in the contract', () => {
  assert.deepEqual(Object.keys(inbox({})).sort(), said().sort())
  const known = promised()
  const missing = said().filter(name => !known.includes(name))
  assert.deepEqual(missing, [])
})
