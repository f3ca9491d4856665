/** Timers that run when the test says so. */
export const fakeTimers = () => {
  const timers = new Map()
  let now = 0
  let id = 0
  return {
    now: () => now,
    setTimeout(act, ms) {
      timers.set(++id, { at: now + ms, act })
      return id
    },
    clearTimeout: timer => timers.delete(timer),
    delays: () => [...timers.values()].map(({ at }) => at - now),
    pass(ms) {
      now += ms
      for (const [timer, { at, act }] of [...timers]) {
        if (at > now) continue
        timers.delete(timer)
        act()
      }
    },
  }
}
