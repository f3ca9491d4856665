/** The room's page as views/room.py makes it, as far as its scripts look, and what a browser has around it. */
import { readFileSync } from 'node:fs'
import { define, FakeElement } from './fake.js'

const make = (name, ...content) => new FakeElement(name, ...content)
const WORDS = new URL('../../views/words.py', import.meta.url)
/** In these the script fills something in. */
const TO_FILL = { latency: '{ms} ms', microphone: 'The microphone said {error}.' }

/** Each sentence is its own key: what is shown can be told from what is not. */
export const words = () => {
  const keys = [...readFileSync(WORDS, 'utf8').matchAll(/^ {4}"(.+?)":/gm)].map(([, key]) => key)
  return { ...Object.fromEntries(keys.map(key => [key, key])), ...TO_FILL }
}

const tool = (name, more) => make('button', { dataset: { do: name, ...more } }, make('svg'), make('span', name))
const template = (id, content) => make(`template#${id}`, { content: make('fragment', content) })
const parts = names => names.map(name => make(`p.${name}`))
const tools = (...own) => make('div.tools', tool('hear'), tool('translate'), tool('copy'), ...own, make('p.meta'))
const edit = () => make('dialog', make('form', make('input')))
const served = service => make('span', make('span.given-up', make('s')), make('span', { dataset: { service } }))
const sound = id =>
  make(`audio#${id}`, {
    paused: true,
    played: 0,
    async play() {
      this.played++
      this.paused = false
      this.onplay?.()
    },
    pause() {
      if (!this.paused) this.onpause?.()
      this.paused = true
    },
  })

const templates = () => [
  template('partner', make('li.said.partner', ...parts(['text', 'simple', 'translation']), tools())),
  template(
    'student',
    make(
      'li.said.student',
      ...parts(['text', 'diff', 'verdict', 'translation', 'praise', 'better', 'why']),
      tools(tool('repeat'), tool('edit')),
      edit(),
    ),
  ),
  template('notice', make('div.notice', make('p.text'), make('button.act'), make('button.close'))),
  template('repeat', make('span', 'Say this: “', make('span', { lang: 'en' }), '”')),
  ...['same', 'missing', 'extra'].map(id => template(id, make(id === 'same' ? 'span' : id, ' '))),
]

const SERVICES = ['stt', 'llm', 'tts']
const room = data =>
  make(
    'div#room',
    { dataset: { socket: '/ws/conversation/7', words: JSON.stringify(words()), ...data } },
    make('details#check', { open: true }),
    make('select#microphone', { options: ['the usual one'], value: '' }),
    ...['check-microphone', 'check-done', 'interrupt', 'talk'].map(id => make(`button#${id}`)),
    ...['check-said', 'partial', 'hint'].map(id => make(`p#${id}`)),
    ...['check-level', 'level'].map(id => make(`meter#${id}`)),
    ...['clock', 'wave'].map(id => make(`span#${id}`)),
    ...['check-heard', 'hello'].map(sound),
    make('button#stuck', { value: '1' }),
    make('p#chain', { dataset: { labels: '{"browser":"Your browser","openai":"OpenAI"}' } }, ...SERVICES.map(served)),
    make('div.log', make('ol#transcript')),
    make('div#notices'),
    make('p#phase', make('span'), make('span#counter')),
    make('form#typed', make('input#typed-text', { value: '' })),
    ...templates(),
  )

/**
 * Puts the page where scripts find it. Import them after that.
 * `$` finds as theirs does; `fire` tells who listens to the window and the page.
 */
export const fakeRoom = (data = {}) => {
  const body = make('body', room(data))
  const acts = {}
  const addEventListener = (type, act) => {
    acts[type] ??= []
    acts[type].push(act)
  }
  const $ = id => body.querySelector(`#${id}`)
  const fire = (type, event = {}) => {
    for (const act of acts[type] ?? []) act(event)
  }
  const document = {
    body,
    getElementById: $,
    querySelector: selector => body.querySelector(selector),
    addEventListener,
    hidden: false,
  }
  // The clock would keep the test alive.
  define({ document, window: globalThis, addEventListener, navigator: {}, localStorage: {}, setInterval() {} })
  return { $, fire, document, notes: () => $('notices').children.map(note => [note.id, note.textContent]) }
}
