/** All that were opened on this page, in their order. */
export const sockets = []

/** A connection; what it `sent` is read as the server reads it. */
export class FakeSocket {
  readyState = 0
  sent = []

  constructor(url) {
    this.url = url
    sockets.push(this)
  }

  send(text) {
    this.sent.push(JSON.parse(text))
  }

  open() {
    this.readyState = 1
    this.onopen()
  }

  says(message) {
    this.onmessage({ data: JSON.stringify(message) })
  }

  close(code) {
    this.readyState = 3
    this.onclose({ code })
  }
}
