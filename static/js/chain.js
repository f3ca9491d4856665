import { $ } from './page.js'

const badge = $('chain')
const labels = JSON.parse(badge.dataset.labels)
const label = name => labels[name] ?? name
const place = service => badge.querySelector(`[data-service=${service}]`)
const given = service => place(service).parentElement.querySelector('s')
let used = {}

/** @type {Chain} */
export const chain = {
  of: service => used[service],
  show(status) {
    used = status
    for (const service of ['stt', 'llm', 'tts']) {
      const name = label(used[service])
      place(service).textContent = name
      // It is asked again, and so is who comes after it.
      if (given(service).textContent.includes(name)) given(service).textContent = ''
    }
  },
  gaveUp(service, name) {
    given(service).append(label(name), ', ')
  },
}
