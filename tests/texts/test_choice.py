"""Which language a page is in: the one chosen, or what the browser asks for, for each reader alone."""

import re

import httpx
import pytest

from tests.support.foreign import CODE, FOREIGN, NAME, marked
from views.language import asked_for


def test_a_reader_without_a_choice_gets_english(server):
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        assert '<html lang="en" dir="ltr">' in client.get("/").text


def test_the_language_is_chosen_on_any_page_and_remembered(server):
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}, trust_env=False) as client:
        assert re.search(rf'<button[^>]*value="{CODE}"[^>]*>{NAME}', client.get("/login").text)
        back = client.post("/language", data={"language": CODE}, headers={"Referer": f"{server.url}/login"})
        assert (back.status_code, back.headers["location"]) == (303, "/login")
        assert f'<html lang="{CODE}"' in client.get("/").text
        client.post("/language", data={"language": "xx"})
        assert f'<html lang="{CODE}"' in client.get("/").text, "nonsense changes nothing"
        client.post("/language", data={"language": "en"})
        assert '<html lang="en"' in client.get("/", headers=FOREIGN).text, "a choice counts more than the browser"


def test_two_readers_at_once_read_each_their_own(server, stranger):
    with httpx.Client(base_url=server.url, trust_env=False) as other:
        for _ in range(5):
            assert "Start for free" in other.get("/").text
            assert marked("Start for free") in stranger.get("/").text


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("", []),
        ("de", ["de"]),
        ("de-AT, de;q=0.8, en;q=0.5", ["de-AT", "de", "en"]),
        ("en;q=0.2, fr;q=0.9", ["fr", "en"]),
        ("fr;q=0, en", ["en"]),
        ("de;q=much, en,, ;q=1", ["en"]),
        ("de;q=nan, en;q=-1, fr;q=inf", ["fr"]),
        ("x," * 10_000, ["x"] * 20),
    ],
)
def test_what_a_browser_asks_for(header, codes):
    assert asked_for(header) == codes
