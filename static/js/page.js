/** @type {(id: string) => any} */
export const $ = id => document.getElementById(id)

/** A copy of what the template of this id holds. @param {string} id */
export const copy = id => $(id).content.firstElementChild.cloneNode(true)

/** Every sentence for the student, by its key. @type {Record<string, string>} */
export const words = JSON.parse($('room').dataset.words)
