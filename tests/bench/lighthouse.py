"""Lighthouse's four scores of the five main pages, in Chromium on this machine."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import Server
from tests.support.lighthouse import PROGRAM, learner, lighthouse

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def rows(folder: Path, _: str) -> list[tuple[str, str, str]]:
    if not PROGRAM.exists():
        return [("Lighthouse", "not measured: npm ci installs it", "95 each")]
    server = Server(folder / "lighthouse").start()
    student, urls = learner(server)
    with sync_playwright() as playwright, lighthouse(playwright, folder / "profile", *CATEGORIES) as light:
        found = {page: light.audit(url, None if page == "/" else student)[0] for page, url in urls.items()}
    server.stop()
    return [
        (f"Lighthouse, {page}: {', '.join(CATEGORIES)}", " · ".join(map(str, scores.values())), "95 each")
        for page, scores in found.items()
    ]
