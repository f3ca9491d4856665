// A recorder that hands out its recording at the end only.
const start = MediaRecorder.prototype.start
MediaRecorder.prototype.start = function () {
  start.call(this)
}
