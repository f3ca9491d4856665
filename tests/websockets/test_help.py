"""Help beside the turn through a real socket: hints, translations, lines once more; with a model and without."""

import time

import pytest

from services.help import rewording
from tests.support.speech import mp3, spoken
from tests.support.talks import BETTER, LAKE, TYPED, corrected, count, of, say, teaching, with_openai
from tests.support.vendors import Vendors


@pytest.fixture
def room(student):
    """A room in which nothing is configured, and the id of the partner's first line."""
    with student.socket(student.start()) as ws:
        turn = ws.opening()["turn"]
        yield ws, turn


def test_help_is_counted_in_what_the_session_costs(taught):
    _, _, vendors, server, _, _ = taught
    vendors.sound = mp3("Hello.")
    student = with_openai(server.student())
    student.post("/settings/providers", stt="openai", llm="openai", tts="openai")
    with student.socket(student.start()) as ws:
        ws.send(type="hello", stream=True)
        opening = ws.opening()["turn"]
        ws.send(type="translate", turn=opening, lang="de")
        ws.until("translation")
        ws.send(type="again", turn=opening, how="again")
        ws.until("ai_audio_chunk", again=True, last=True)  # of two sentences
        say(ws, LAKE, "s1")
        corrected(ws)
        ws.say_aloud(spoken(BETTER), turn="r1", repeats="s1")
        ws.until("said_again")
    paid = "SELECT count(*) FROM expenses WHERE cost > 0 AND service = "
    assert [count(server, f"{paid}'{service}'") for service in ("llm", "tts", "stt")] == [2, 2, 1]


def test_a_line_is_translated_once_into_the_language_asked_for_or_ones_own(taught):
    ws, opening, vendors, _, student, _ = taught
    ws.send(type="translate", turn=opening, lang="de")
    answer = {"type": "translation", "turn": opening, "lang": "de", "text": "How are you today?"}
    assert ws.until("translation") == answer
    student.post("/settings/practice", language="de", corrections="off", keep_recordings="on")
    ws.send(type="translate", turn=opening)
    assert ws.until("translation") == answer
    assert len(of(vendors, rewording.INSTRUCTIONS)) == 1


def test_a_partners_line_comes_again_simpler_and_slower(taught):
    ws, opening, vendors, _, _, _ = taught
    for how, rate in (("again", None), ("slower", 0.75)):
        ws.heard.clear()
        ws.send(type="again", turn=opening, how=how)
        last = ws.until("ai_audio_chunk", last=True)
        chunks = [m for m in ws.heard if m["type"] == "ai_audio_chunk"]
        assert [m["seq"] for m in chunks] == list(range(len(chunks))) and all(m["again"] for m in chunks)
        assert last.get("rate") == rate and last["turn"] == opening
    ws.heard.clear()
    ws.send(type="again", turn=opening, how="simpler")
    assert ws.until("ai_audio_chunk", last=True)["text"] == "How are you today?"
    assert ws.types() == ["rephrased", "ai_audio_chunk"] and ws.heard[0]["text"] == "How are you today?"


def test_a_model_that_fails_is_told_in_words_and_changes_nothing_in_the_talk(taught):
    ws, opening, vendors, _, _, _ = taught
    vendors.failures["llm"] = (500, {})
    ws.heard.clear()
    ws.send(type="translate", turn=opening, lang="de")
    error = ws.until("error")
    assert error["turn"] == opening and "did not answer" in error["message"]
    ws.send(type="hint", step=2)
    assert "“" in ws.until("hint")["text"], "the guide helps"
    assert not {"fallback_activated", "provider_status"} & set(ws.types())


def test_with_nothing_configured_hints_come_from_the_guide_in_three_steps(room):
    ws, _ = room
    texts = []
    for step in (1, 2, 3):
        ws.send(type="hint", step=step)
        texts.append(ws.until("hint")["text"])
    assert len(set(texts)) == 3 and texts[0].startswith("You can say something about")
    ws.send(type="hint")
    assert ws.until("hint") == {"type": "hint", "step": 1, "text": texts[0]}


def test_with_nothing_configured_rules_correct_and_translation_says_what_is_missing(room):
    ws, opening = room
    for kind in ({"type": "translate", "lang": "de"}, {"type": "again", "how": "simpler"}):
        ws.send(turn=opening, **kind)
        error = ws.until("error")
        assert error["turn"] == opening and "no language model" in error["message"]
    ws.send(type="translate", turn=opening)
    assert "language in Settings" in ws.until("error")["message"]
    say(ws, "She have a small dog.", "s1")
    found = ws.until("correction")
    assert found["better"] == "She has a small dog." and found["praise"] == "Well done: we would change only one word."


def test_a_client_without_stream_hears_a_line_again_as_one_file(room):
    ws, opening = room
    ws.send(type="again", turn=opening)
    sound = ws.until("ai_audio_complete")
    assert sound["again"] is True and sound["turn"] == opening and sound["data"]


def test_while_the_partner_answers_nothing_is_said_again_and_cancel_leaves_other_help(start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 5
        vendors.answers = teaching("Hallo!")
        student = with_openai(start_server(**vendors.settings).student())
        with student.socket(student.start()) as ws:
            opening = ws.opening()["turn"]
            ws.send(**TYPED, turn="s1")
            ws.until("processing", status="thinking")
            say(ws, "I like cats.", "r1", repeats="s1")
            assert (busy := ws.until("error"))["code"] == "busy" and busy["turn"] == "r1"
            ws.send(type="hint")
            ws.send(type="translate", turn=opening, lang="de")
            ws.send(type="ping")
            ws.until("pong", timeout=1)
            assert "hint" not in ws.types(), "it waits for the reply's first sound"
            vendors.delays.clear()
            ws.send(type="cancel")
            missing = {"hint", "translation"}
            while missing:
                missing.discard(ws.receive()["type"])


BAD = [
    ('{"type": "hint", "step": 4}', "bad_message"),
    ('{"type": "hint", "step": true}', "bad_message"),
    ('{"type": "hint", "step": "1"}', "bad_message"),
    ('{"type": "hint", "step": []}', "bad_message"),
    ('{"type": "translate", "lang": "de"}', "bad_message"),
    ('{"type": "translate", "turn": "nobody", "lang": "de"}', "bad_message"),
    ('{"type": "translate", "turn": "x", "lang": "tlh"}', "bad_message"),
    ('{"type": "translate", "turn": "x", "lang": ["de"]}', "bad_message"),
    ('{"type": "dispute"}', "bad_message"),
    ('{"type": "dispute", "turn": "nobody"}', "bad_message"),
    ('{"type": "edit", "turn": "nobody", "text": "I am."}', "bad_message"),
    ('{"type": "edit", "turn": "nobody", "text": "  "}', "bad_message"),
    ('{"type": "edit", "turn": "nobody", "text": "%s"}' % ("a" * 2001), "too_large"),
    ('{"type": "edit", "turn": "nobody", "text": 5}', "bad_message"),
    ('{"type": "again", "turn": "nobody"}', "bad_message"),
    ('{"type": "again", "turn": "nobody", "how": "louder"}', "bad_message"),
    ('{"type": "again", "turn": "nobody", "how": {}}', "bad_message"),
    ('{"type": "transcript_direct", "text": "a b", "repeats": "nobody"}', "bad_message"),
    ('{"type": "transcript_direct", "text": "a b", "repeats": {}}', "bad_message"),
    ('{"type": "audio_complete", "data": "aGVsbG8gd29ybGQ=", "repeats": "OPENING"}', "bad_audio"),
]


def test_bad_wishes_are_answered_in_words_and_the_talk_goes_on(student):
    with student.socket(student.start()) as ws:
        opening = ws.opening()["turn"]
        for frame, code in BAD:
            time.sleep(0.06)  # more than 20 messages a second are refused
            ws.ws.send(frame.replace("OPENING", opening))
            error = ws.until("error", timeout=10)
            assert error["code"] == code and error["message"].endswith("."), frame
        for kind in ({"type": "dispute"}, {"type": "edit", "text": "x"}):
            ws.send(turn=opening, **kind)
            assert ws.until("error")["code"] == "bad_message", "the partner's line is not the student's"
        ws.send(**TYPED, turn="s1")
        assert ws.until("usage")
        ws.send(type="again", turn="s1")
        assert ws.until("error")["code"] == "bad_message"
