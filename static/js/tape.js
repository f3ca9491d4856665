const kept = new Map()

/** @type {Tape} */
export const tape = {
  add(turn, part) {
    const parts = kept.get(turn) ?? []
    // With a piece missing the server is asked for the whole.
    if ((part.seq ?? 0) === parts.length) kept.set(turn, [...parts, part])
  },
  of: turn => kept.get(turn)?.at(-1).last !== false && kept.get(turn),
}
