// Pulls the plug of the microphone that listens: a track that a page stops tells of no end, one whose device is gone does.
;(() => {
  const devices = navigator.mediaDevices
  const ask = devices.getUserMedia.bind(devices)
  const tracks = []
  devices.getUserMedia = async wanted => {
    const stream = await ask(wanted)
    tracks.push(...stream.getTracks())
    return stream
  }
  window.__unplug = () => {
    for (const track of tracks.filter(({ readyState }) => readyState === 'live')) {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
  }
})()
