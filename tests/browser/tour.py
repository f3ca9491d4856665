"""A look at a page in every mode: no rule of axe broken, nothing wider than the window, a picture; valid HTML."""

from pathlib import Path

from tests.conftest import need
from tests.support import html

AXE = Path("node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AS_USUAL = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
DESKTOP, PHONE, ZOOMED = ({"width": w, "height": h} for w, h in ((1280, 900), (320, 640), (640, 450)))
MODES: dict[str, tuple[dict[str, int], dict[str, str]]] = {
    "light": (DESKTOP, {}),
    "dark": (DESKTOP, {"color_scheme": "dark"}),
    "forced-colours": (DESKTOP, {"forced_colors": "active"}),
    "reduced-motion": (DESKTOP, {"reduced_motion": "reduce"}),
    "zoom-200": (ZOOMED, {}),  # to a page, a window at 200 % is one of half the size
    "320-dark": (PHONE, {"color_scheme": "dark"}),
    "320": (PHONE, {}),
}
LIKE_LIGHT = "reduced-motion"  # nothing that axe looks at differs there
# Looked at and not waited for: Chromium leaves `finished` of a transition that another one replaced open for ever.
SETTLED = """async () => {
  const moves = ({ effect, playState }) => playState === 'running' && effect.getComputedTiming().endTime < Infinity
  const latest = performance.now() + 1000  // the wave of a voice goes on as long as it speaks
  while (document.getAnimations().some(moves) && performance.now() < latest)
    await new Promise(requestAnimationFrame)
}"""
MOVING = """() => {
  const longest = list => Math.max(...list.split(',').map(each => parseFloat(each) || 0))
  const moves = (each, part) => {
    const { transitionDuration, animationName, animationDuration } = getComputedStyle(each, part)
    return longest(transitionDuration) > 0.01 || (animationName !== 'none' && longest(animationDuration) > 0.01)
  }
  const all = [...document.querySelectorAll('body, body *')]
  return all.filter(each => [null, '::before', '::after'].some(part => moves(each, part))).map(each => each.outerHTML)
}"""
WITHOUT_AXE = """() => {
  for (const ours of document.querySelectorAll('script:not([src])')) ours.remove()
  return `<!doctype html>${document.documentElement.outerHTML}`
}"""


def faults(page) -> list[str]:
    page.evaluate(SETTLED)  # a colour on its way to another is neither
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]]


class Tour:
    """Looks at what a visitor sees, in every mode; keeps what is wrong and the HTML, by the name of the state."""

    def __init__(self, visitor) -> None:
        need(html.is_there(), "java, or vnu (npm ci)")
        self.visitor, self.page = visitor, visitor.page
        self.problems: dict[str, list[str]] = {}
        self.pages: dict[str, str] = {}

    def look(self, name: str) -> None:
        self.pages[f"{name}-shown"] = self.page.evaluate(WITHOUT_AXE)
        served = self.page.request.get(self.page.url)
        if "text/html" in served.headers["content-type"]:
            self.pages[name] = served.text()
        for mode, (size, media) in MODES.items():
            self.page.set_viewport_size(size)
            self.page.emulate_media(**(AS_USUAL | media))
            self.page.evaluate(SETTLED)  # a change of colours takes its time
            self.visitor.picture(f"{name}-{mode}")
            if found := self.wrong(mode):
                self.problems[f"{name}-{mode}"] = found
        self.page.set_viewport_size(DESKTOP)  # for what is done next

    def wrong(self, mode: str) -> list[str]:
        found = [] if mode == LIKE_LIGHT else faults(self.page)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        if mode == "reduced-motion":
            found += [f"moves: {each[:80]}" for each in self.page.evaluate(MOVING)]
        return found

    def visit(self, path: str, name: str) -> None:
        self.page.goto(path)
        self.look(name)

    def assert_all_is_well(self, folder: Path) -> None:
        assert not self.problems
        assert not html.faults(self.pages, folder)
