"""Pages load htmx and Pico from this server when they are there, otherwise from the pinned CDN."""

import base64
import hashlib
from pathlib import Path

import pytest

from views import assets
from views.assets import CDN, HTMX, PICO, content_security_policy


def test_what_npm_brought_is_served_from_here(monkeypatch, tmp_path):
    (tmp_path / "vendor").mkdir()
    for asset in (assets.HTMX, assets.PICO):
        (tmp_path / "vendor" / asset.file).write_text("")
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    assert HTMX.url == "/static/vendor/htmx.min.js" and not HTMX.attributes
    assert CDN not in content_security_policy()


def test_without_it_a_cdn_serves_the_same_files_checked_by_their_hash(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    assert HTMX.url == f"{CDN}/npm/htmx.org@2.0.11/dist/htmx.min.js"
    assert HTMX.attributes["integrity"].startswith("sha384-")
    assert f"script-src 'self' {CDN}" in content_security_policy()


@pytest.mark.parametrize("asset", [HTMX, PICO], ids=lambda asset: asset.file)
def test_the_pinned_hash_is_that_of_the_package(asset):
    name, _, version = asset.package.rpartition("@")
    package = Path("node_modules") / name
    assert f'"version": "{version}"' in (package / "package.json").read_text()
    digest = hashlib.sha384((package / asset.path).read_bytes()).digest()
    assert asset.integrity == f"sha384-{base64.b64encode(digest).decode()}"
