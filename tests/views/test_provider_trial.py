"""Test my chain: what each provider did and how long it took; and how each one did in conversations so far."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.student import Student
from tests.support.vendors import Vendors

MP3 = b"\xff\xfb\x90\x64" + b"\0" * 2000


@pytest.fixture
def vendors():
    with Vendors() as running:
        running.sound = MP3
        yield running


@pytest.fixture
def maria(start_server, vendors) -> Student:
    student = start_server(**vendors.settings).student()
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    return student


def rows(page: str) -> dict[tuple[str, str], list[str]]:
    """(service, provider) → the other cells of every table row."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page, re.S):
        cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.S)]
        if cells:
            found[cells[0], cells[1]] = cells[2:]
    return found


def test_every_provider_does_a_tiny_real_piece_of_work(maria, vendors):
    tried = rows(maria.post("/settings/test").text)
    result, ms, said = tried["Speech recognition", "OpenAI"]
    assert result == "works" and re.fullmatch(r"[\d,]+ ms", ms) and vendors.transcript in said
    assert "lovely" in tried["Language model", "OpenAI"][2]
    assert tried["Voice", "OpenAI"][0] == "works"
    assert tried["Voice", "Browser"][:2] == ["not tested", "–"]
    local = tried["Speech recognition", "TalkBuddy"]
    assert local[0] == "works" and "short test of speech recognition" in local[2]
    assert tried["Voice", "TalkBuddy"][0] == "works"


def test_what_fails_says_why_and_the_others_are_tried_all_the_same(maria, vendors):
    vendors.failures |= {"llm": (429, {"error": {"code": "insufficient_quota", "message": "no"}})}
    page = maria.http.post("/settings/test", headers={"HX-Request": "true"}).text
    assert "<html" not in page
    tried = rows(page)
    assert tried["Language model", "OpenAI"][0] == "failed" and "credit" in tried["Language model", "OpenAI"][2]
    assert tried["Language model", "Guided practice"][0] == "works"


def test_one_test_at_a_time(maria, vendors):
    vendors.delays["llm"] = 2
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: maria.post("/settings/test").text, range(2)))
    assert sum("A test is running already." in answer for answer in answers) == 1


def test_after_a_conversation_the_settings_show_how_each_provider_did(maria, vendors):
    assert "After your first conversation" in maria.page("/settings")
    with maria.socket(maria.start()) as ws:
        ws.opening()
        vendors.failures["llm"] = (500, "down")
        ws.send(type="transcript_direct", text="I like cats.", provider="typed")
        ws.until("usage")
    record = rows(maria.page("/settings"))
    assert record["Language model", "OpenAI"][:2] == ["0", "1"]
    answers, given_up, half = record["Language model", "Guided practice"]
    assert (answers, given_up) == ("1", "0") and half.endswith(" ms")
    assert record["Voice", "OpenAI"][0] == "2"


def test_a_key_that_is_rejected_is_not_stored_one_that_cannot_be_checked_is(maria, vendors):
    assert "It works" in maria.page("/settings")
    vendors.failures["list"] = (401, {"error": {"code": "invalid_api_key", "message": "no"}})
    refused = maria.post("/settings/keys", provider="openai", api_key="sk-another-0123456789wxyz")
    assert refused.status_code == 422 and "does not accept this key" in refused.text
    assert "ends in 6789" in maria.page("/settings"), "the one before is kept"
    vendors.failures["list"] = (503, "down")
    assert maria.post("/settings/keys", provider="openai", api_key="sk-another-0123456789wxyz").status_code == 303
    assert "ends in wxyz" in maria.page("/settings") and "could not be checked yet" in maria.page("/settings")


def test_a_key_that_is_rejected_in_a_conversation_is_marked(maria, vendors):
    with maria.socket(maria.start()) as ws:
        ws.opening()
        vendors.failures["llm"] = (401, {"error": {"code": "invalid_api_key", "message": "no"}})
        ws.send(type="transcript_direct", text="I like cats.", provider="typed")
        ws.until("usage")
    assert "It was rejected. Please replace it." in maria.page("/settings")
