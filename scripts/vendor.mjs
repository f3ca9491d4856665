import { copyFile, mkdir } from 'node:fs/promises'

// Copied rather than served from node_modules: only what lies under static/ is public.
const target = new URL('../static/vendor/', import.meta.url)
const files = ['htmx.org/dist/htmx.min.js', '@picocss/pico/css/pico.min.css']

await mkdir(target, { recursive: true })
for (const file of files) {
  const name = file.slice(file.lastIndexOf('/') + 1)
  await copyFile(new URL(`../node_modules/${file}`, import.meta.url), new URL(name, target))
}
