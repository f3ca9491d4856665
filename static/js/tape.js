// @ts-check

const kept = new Map()

/** The sounds of this page, by the ids of their bubbles. @type {import('./types').Tape} */
export const tape = {
  add(id, part) {
    const parts = kept.get(id) ?? []
    // With a piece missing the server is asked for the whole.
    if ((part.seq ?? 0) === parts.length) kept.set(id, [...parts, part])
  },
  of: id => kept.get(id)?.at(-1).last !== false && kept.get(id),
}
