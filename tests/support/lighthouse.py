"""Lighthouse, run on pages of somebody who is signed in."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright

from tests.browser.by_playwright import QUIET
from tests.conftest import Server, free_port
from tests.support.student import Student

PROGRAM = Path("node_modules/lighthouse/cli/index.js")
PAGES = ("/", "/dashboard", "/settings", "room", "report")


class Lighthouse:
    """`wanted` are its categories. Pictures are left out: they take longer than the rest."""

    def __init__(self, context: BrowserContext, port: int, folder: Path, wanted: tuple[str, ...]) -> None:
        self._context, self._wanted, self._report = context, wanted, folder / "lighthouse.json"
        self._options = [f"--port={port}", "--output=json", "--quiet", "--disable-storage-reset"]
        self._options += [f"--output-path={self._report}"]  # a pipe gets 64 KB of it
        self._options += ["--disable-full-page-screenshot", f"--only-categories={','.join(wanted)}"]

    def audit(self, url: str, student: Student | None) -> tuple[dict[str, int], list[str]]:
        """The scores of this page out of 100, and what took points away."""
        self._context.clear_cookies()
        cookies: Any = student.http.cookies.items() if student else []
        self._context.add_cookies(
            [{"name": name, "value": value, "url": url, "sameSite": "Lax"} for name, value in cookies]
        )
        command = [str(shutil.which("node")), str(PROGRAM), url, *self._options]
        subprocess.run(command, capture_output=True, timeout=180, check=True)
        report = json.loads(self._report.read_text())
        assert report["finalDisplayedUrl"] == url
        scores = {name: round(100 * report["categories"][name]["score"]) for name in self._wanted}
        lost = (audit for audit in report["audits"].values() if audit["score"] is not None and audit["score"] < 0.9)
        return scores, [f"{audit['id']}: {audit.get('details', {}).get('items')}" for audit in lost]


@contextmanager
def lighthouse(playwright: Playwright, folder: Path, *wanted: str) -> Iterator[Lighthouse]:
    """In a Chromium that others can steer, with a profile that keeps its sign-in."""
    port = free_port()
    flags = [*QUIET, f"--remote-debugging-port={port}"]
    path = shutil.which("chromium")
    context = playwright.chromium.launch_persistent_context(str(folder), executable_path=path, args=flags)
    yield Lighthouse(context, port, folder, wanted)
    context.close()


def learner(server: Server) -> tuple[Student, dict[str, str]]:
    """A student with a report and an open room, and the address of every page of PAGES."""
    student = server.student()
    ended = student.start()
    with student.socket(ended) as ws:
        ws.opening()
        ws.send(type="transcript_direct", text="I like to swim in the sea.", provider="typed")
        ws.until("usage")
    student.post(f"/conversation/{ended}/end")
    places = {"report": f"/history/{ended}", "room": f"/conversation/{student.start()}"}
    return student, {page: server.url + places.get(page, page) for page in PAGES}
