"""What a first visit loads stays small, and Lighthouse finds nothing to say."""

import shutil

import pytest

from tests.conftest import need
from tests.support.lighthouse import PAGES, PROGRAM, learner, lighthouse

MOST_BYTES = 100_000
CATEGORIES = ("accessibility", "best-practices", "seo")  # performance depends on the machine: python -m tests.bench
SHIFTS = """window.__shifted = 0
new PerformanceObserver(list => { for (const { value } of list.getEntries()) window.__shifted += value })
  .observe({ type: 'layout-shift', buffered: true })"""


@pytest.fixture(scope="module")
def places(server):
    return learner(server)


@pytest.mark.parametrize("page", PAGES)
def test_a_first_visit_loads_less_than_100_kilobytes(chromium, visit, server, places, page):
    student, urls = places
    visitor = visit(chromium, server.url)
    if page != "/":
        visitor.use(student)
    loaded = []
    visitor.page.on("requestfinished", lambda request: loaded.append(request))
    visitor.page.goto(urls[page], wait_until="networkidle")
    sizes = [request.sizes() for request in loaded]
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    print(f"{page}: {total:,} bytes in {len(sizes)} answers")
    assert len(sizes) > 3 and total < MOST_BYTES


@pytest.mark.parametrize("page", PAGES)
def test_nothing_jumps_while_a_page_loads(chromium, visit, server, places, page):
    """The cumulative layout shift: under 0.1 is good (web.dev)."""
    student, urls = places
    visitor = visit(chromium, server.url, viewport={"width": 412, "height": 823})
    if page != "/":
        visitor.use(student)
    visitor.context.add_init_script(SHIFTS)
    visitor.page.goto(urls[page], wait_until="networkidle")
    visitor.page.wait_for_timeout(500)
    assert visitor.page.evaluate("window.__shifted") < 0.05


def test_lighthouse_gives_at_least_95(playwright, server, places, tmp_path):
    need(PROGRAM.exists(), "lighthouse (npm ci)")
    need(shutil.which("chromium") is not None, "chromium")
    student, urls = places
    with lighthouse(playwright, tmp_path, *CATEGORIES) as light:
        results = {page: light.audit(url, None if page == "/" else student) for page, url in urls.items()}
    print(results)
    assert not {page: found for page, found in results.items() if min(found[0].values()) < 95}
