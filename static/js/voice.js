/** @type {MakeVoice} */
export const makeVoice = (player, speech, on) => {
  let queue = []
  let run = 0
  let busy = false

  const say = async (part, own) => {
    const { data, text, url, rate } = part
    if (data && !rate) return player.play(data)
    await player.quiet()
    if (own === run) await (data || url ? player.replay(part) : speech.say(text, rate))
  }
  const work = async own => {
    busy = true
    on.sounding(true)
    while (own === run && queue.length) {
      const part = queue.shift()
      await say(part, own).catch(() => own === run && on.failed(part))
    }
    if (own !== run) return
    busy = false
    const quiet = player.quiet()
    await quiet
    if (own === run && !busy && quiet === player.quiet()) on.sounding(false)
  }

  return {
    add(part) {
      queue.push(part)
      if (!busy) work(run)
    },
    stop() {
      run++
      queue = []
      busy = false
      player.stop()
      speech.stop()
      on.sounding(false)
    },
  }
}
