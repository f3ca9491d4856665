// @ts-check
import { $, copy } from './page.js'

const badge = $('chain')
const labels = JSON.parse(badge.dataset.labels)
const given = new Set()
const label = name => labels[name] ?? name
const place = service => badge.querySelector(`[data-service="${service}"]`)

/** The badge that says which services are at work, and which were given up. @type {import('./types').Chain} */
export const chain = {
  of: service => place(service).dataset.name,
  show(status) {
    for (const service of ['stt', 'llm', 'tts']) {
      place(service).dataset.name = status[service]
      place(service).textContent = label(status[service])
    }
  },
  gaveUp(service, name) {
    const mark = copy('given-up')
    mark.prepend(label(name))
    // Beside the name at work, which stays alone in its place.
    if (!given.has(service + name)) place(service).before(mark, ' ')
    given.add(service + name)
  },
}
