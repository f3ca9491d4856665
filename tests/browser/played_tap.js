// The elements that were told to play; that of a voice heard again is in no document.
window.__played = []
{
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function () {
    window.__played.push(this)
    return play.call(this)
  }
}
