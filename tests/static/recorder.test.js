import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loudness, recordingType } from '../../static/js/recorder.js'

test('loudness goes from silence to full', () => {
  assert.equal(loudness(new Float32Array(8)), 0)
  assert.equal(loudness(new Float32Array(8).fill(1)), 1)
  assert.ok(Math.abs(loudness(new Float32Array(8).fill(0.1)) - 0.4) < 1e-6)
})

test('webm is recorded before mp4 before ogg', () => {
  assert.equal(recordingType(() => true)?.split(';')[0], 'audio/webm')
  assert.equal(
    recordingType(type => !type.includes('webm')),
    'audio/mp4;codecs=opus',
  )
  assert.equal(
    recordingType(type => type === 'audio/mp4' || type.includes('ogg')),
    'audio/mp4',
  )
  assert.equal(recordingType(type => type.includes('ogg'))?.split(';')[0], 'audio/ogg')
  assert.equal(
    recordingType(() => false),
    undefined,
  )
})
