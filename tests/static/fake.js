import { webcrypto } from 'node:crypto'

// Node 18, which Debian has, keeps it in a module.
globalThis.crypto ??= webcrypto

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

/** Where `navigator`, `window` and the like are looked for; newer versions of Node have some of their own. */
export const define = globals => {
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

/** Everything that waits for nothing but promises has run. */
export const settled = () => new Promise(resolve => setImmediate(resolve))

const SIMPLE = /\[([\w-]+)(?:="?([^"\]]*)"?)?\]|:(last-child)|([.#]?)([\w-]+)/g
const camel = name => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())

/** As much of an element as the room's scripts ask for. */
export class FakeElement {
  childNodes = []
  dataset = {}
  classes = new Set()
  parentElement = null
  hidden = false
  /** Always a text, as in a field. */
  #value = ''

  constructor(name, ...content) {
    for (const [, , , , mark, word] of name.matchAll(SIMPLE)) {
      if (mark === '.') this.classes.add(word)
      else this[mark ? 'id' : 'tag'] = word
    }
    for (const each of content) {
      if (each instanceof FakeElement || typeof each === 'string') this.append(each)
      else Object.assign(this, each)
    }
  }

  get value() {
    return this.#value
  }

  set value(value) {
    this.#value = String(value)
  }

  get children() {
    return this.childNodes.filter(node => node instanceof FakeElement)
  }

  get firstElementChild() {
    return this.children[0]
  }

  get lastElementChild() {
    return this.children.at(-1)
  }

  get classList() {
    const has = name => this.classes.has(name)
    const toggle = (name, on = !has(name)) => {
      this.classes[on ? 'add' : 'delete'](name)
      return on
    }
    return { contains: has, toggle }
  }

  get textContent() {
    return this.childNodes.map(node => node.textContent ?? node).join('')
  }

  set textContent(text) {
    this.replaceChildren(...(text ? [String(text)] : []))
  }

  append(...nodes) {
    for (const node of nodes) {
      node.remove?.()
      if (node instanceof FakeElement) node.parentElement = this
      this.childNodes.push(node)
    }
  }

  replaceChildren(...nodes) {
    for (const child of this.children) child.remove()
    this.childNodes = []
    this.append(...nodes)
  }

  remove() {
    const siblings = this.parentElement?.childNodes
    siblings?.splice(siblings.indexOf(this), 1)
    this.parentElement = null
  }

  cloneNode() {
    const { childNodes, dataset, classes, ...own } = this
    const copies = childNodes.map(node => node.cloneNode?.() ?? node)
    const twin = new FakeElement('', {
      ...own,
      parentElement: null,
      dataset: { ...dataset },
      classes: new Set(classes),
    })
    twin.append(...copies)
    return twin
  }

  setAttribute(name, value) {
    this[camel(name)] = value
  }

  matches(selector) {
    return selector.split(', ').some(path => {
      const [, above, last] = path.match(/^(?:(.*) )?(\S+)$/)
      return this.#is(last) && (!above || Boolean(this.parentElement?.closest(above)))
    })
  }

  #is(simple) {
    return [...simple.matchAll(SIMPLE)].every(([, attribute, value, end, mark, word]) => {
      if (end) return this === this.parentElement?.lastElementChild
      if (!attribute) return mark === '.' ? this.classes.has(word) : this[mark ? 'id' : 'tag'] === word
      const own = attribute.startsWith('data-') ? this.dataset[camel(attribute.slice(5))] : this[camel(attribute)]
      return value === undefined ? own != null : own === value
    })
  }

  closest(selector) {
    return this.matches(selector) ? this : (this.parentElement?.closest(selector) ?? null)
  }

  querySelectorAll(selector) {
    return this.children.flatMap(child => [
      ...(child.matches(selector) ? [child] : []),
      ...child.querySelectorAll(selector),
    ])
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null
  }

  /** A pointer's click, which rises to whoever waits for it. */
  click() {
    for (let at = this; at; at = at.parentElement) at.onclick?.({ target: this, currentTarget: at, detail: 1 })
  }
}
