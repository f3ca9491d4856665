import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { test } from 'node:test'

/** 40 KB as kilobytes are counted everywhere here: in thousands, as in tests/browser/test_weight.py. */
const MOST = 40_000
const folder = new URL('../../static/js/', import.meta.url)

test('our own scripts stay small', () => {
  const sizes = readdirSync(folder)
    .filter(name => name.endsWith('.js'))
    .map(name => statSync(new URL(name, folder)).size)
  assert.ok(sizes.length > 10)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  assert.ok(all < MOST, `${all} bytes`)
})
