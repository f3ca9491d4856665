/** A take's id; `randomUUID` is missing outside https. */
export const newTurn = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), n => n.toString(36)).join('')

/** Takes that are not confirmed. */
export class Takes {
  #waiting = new Map()

  constructor(send, changed) {
    this.send = ({ spare, chunks, ...take }) => send(take)
    this.sendRest = ({ spare, data, ...take }) => send(take)
    this.changed = changed
  }

  get first() {
    return this.#waiting.values().next().value
  }

  /** @param {Take} take */
  add(take) {
    this.#waiting.set(take.turn, take)
    this.changed()
    return take.chunks ? this.sendRest(take) : this.send(take)
  }

  /** Parts of it were lost: all of it goes out. False when it has already. @param {string} turn */
  whole(turn) {
    const take = this.#waiting.get(turn)
    if (!take?.chunks) return false
    take.chunks = 0
    this.send(take)
    return true
  }

  /** The server answered; the oldest where it could not say which. */
  settle(turn = this.first?.turn) {
    const take = this.#waiting.get(turn)
    this.#waiting.delete(turn)
    this.changed()
    return take
  }

  /** What did not arrive goes out again. @param {Turn[]} arrived */
  resume(arrived) {
    for (const { turn } of arrived) this.#waiting.delete(turn)
    for (const take of this.#waiting.values()) this.send(take)
    this.changed()
  }
}
