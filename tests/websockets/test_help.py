"""Help beside the turn through a real socket: with a model that is scripted, and with nothing configured."""

import json
import time

import pytest

from services.help import corrector, hints, rewording
from tests.support.speech import mp3, spoken
from tests.support.vendors import Vendors
from tests.websockets.test_conversation import TYPED, count, with_openai

LAKE = "Yesterday I go to the lake with my sister."
BETTER = "Yesterday I went to the lake with my sister."


def say(ws, text: str, turn: str, **more) -> None:
    ws.send(type="transcript_direct", text=text, provider="typed", turn=turn, **more)


def corrected(ws) -> None:
    """Read on until the reply is over and its correction is there, in whichever order they come."""
    missing = {"correction", "usage"}
    while missing:
        missing.discard(ws.receive()["type"])


@pytest.fixture
def room(student):
    """A room in which nothing is configured, and the id of the partner's first line."""
    with student.socket(student.start()) as ws:
        turn = ws.opening()["turn"]
        yield ws, turn


@pytest.fixture
def taught(start_server):
    """A room whose model corrects, translates and hints."""
    with Vendors() as vendors:
        vendors.answers = {
            corrector.INSTRUCTIONS: json.dumps({"better": BETTER, "kind": "tense", "why": "It is over: use went."}),
            rewording.INSTRUCTIONS: json.dumps({"text": "How are you today?"}),
            hints.INSTRUCTIONS: json.dumps({"text": "You can talk about your family."}),
        }
        server = start_server(**vendors.settings)
        student = with_openai(server.student())
        with student.socket(session := student.start()) as ws:
            ws.send(type="hello", stream=True)
            opening = ws.opening()["turn"]
            yield ws, opening, vendors, server, student, session


def of(vendors: Vendors, instructions: str) -> list:
    chats = [wanted for service, _, wanted in vendors.asked if service == "llm"]
    return [wanted for wanted in chats if instructions in wanted["messages"][0]["content"]]


def test_a_correction_comes_after_the_first_sound_and_stands_in_the_transcript(taught):
    ws, _, _, _, student, session = taught
    say(ws, LAKE, "s1")
    found = ws.until("correction")
    assert found == {"type": "correction", "turn": "s1", "original": LAKE, "better": BETTER,
                     "why": "It is over: use went.", "kind": "tense"}  # fmt: skip
    assert "ai_audio_chunk" in ws.types()[ws.types().index("transcript") :]
    with student.socket(session) as again:
        line = next(t for t in again.until("ready")["turns"] if t["turn"] == "s1")
        assert line["correction"]["better"] == BETTER and line["correction"]["repaired"] is False


def test_a_slow_teacher_delays_no_turn_and_makes_way_for_the_next_take(taught):
    ws, _, vendors, _, _, _ = taught
    vendors.delays["llm"] = 0.7
    say(ws, LAKE, "s1")
    ws.until("usage")
    assert "correction" not in ws.types(), "the turn is over before the correction has come"
    say(ws, LAKE, "s2")
    assert ws.until("correction")["turn"] == "s2"
    assert ws.types().count("correction") == 1


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
        ws.until("ai_audio_chunk")
        say(ws, LAKE, "s1")
        corrected(ws)
        ws.say_aloud(spoken(BETTER), turn="r1", repeats="s1")
        ws.until("said_again")
    paid = "SELECT count(*) FROM expenses WHERE cost > 0 AND service = "
    assert [count(server, f"{paid}'{service}'") for service in ("llm", "tts", "stt")] == [2, 1, 1]


def test_praise_for_what_is_right(taught):
    ws, _, vendors, _, _, _ = taught
    vendors.answers[corrector.INSTRUCTIONS] = json.dumps({"better": "I like it because it is warm.", "kind": "none"})
    say(ws, "I like it because it is warm.", "s1")
    found = ws.until("correction")
    assert "because" in found["praise"] and "better" not in found


def test_a_student_who_wants_none_or_all_at_the_end_is_not_corrected_in_the_room(taught):
    ws, _, vendors, _, student, _ = taught
    for when in ("off", "end"):
        student.post("/settings/practice", language="", corrections=when, keep_recordings="on")
        say(ws, LAKE, f"s-{when}")
        ws.until("usage")
    time.sleep(0.5)
    assert not of(vendors, corrector.INSTRUCTIONS)


def test_a_line_is_said_again_and_the_correction_repaired(taught):
    ws, _, _, server, _, _ = taught
    say(ws, LAKE, "s1")
    corrected(ws)
    say(ws, LAKE, "r1", repeats="s1")
    first = ws.until("said_again")
    assert (first["turn"], first["text"], first["repaired"]) == ("s1", LAKE, False)
    assert ["missing", "went"] in first["diff"] and ["extra", "go"] in first["diff"]
    ws.say_aloud(spoken(BETTER), turn="r2", repeats="s1")
    assert ws.until("said_again")["repaired"] is True
    assert count(server, "SELECT count(*) FROM turns WHERE turn IN ('r1', 'r2')") == 0
    assert count(server, "SELECT count(*) FROM corrections WHERE repaired_at IS NOT NULL") == 1


def test_a_disputed_line_counts_no_more_and_is_kept(taught):
    ws, _, _, server, student, session = taught
    say(ws, LAKE, "s1")
    ws.until("correction")
    ws.send(type="dispute", turn="s1")
    assert ws.until("disputed") == {"type": "disputed", "turn": "s1"}
    assert count(server, "SELECT count(*) FROM corrections") == 1
    with student.socket(session) as again:
        line = next(t for t in again.until("ready")["turns"] if t["turn"] == "s1")
        assert line["disputed"] is True and "correction" not in line


def test_an_edited_line_is_what_the_model_reads_and_is_corrected_anew(taught):
    ws, _, vendors, server, _, _ = taught
    say(ws, LAKE, "s1")
    ws.until("correction")
    vendors.answers[corrector.INSTRUCTIONS] = json.dumps({"better": "I went to the big lake.", "kind": "tense"})
    ws.send(type="edit", turn="s1", text="  I go to the   big lake. ")
    assert ws.until("edited") == {"type": "edited", "turn": "s1", "text": "I go to the big lake."}
    assert ws.until("correction")["better"] == "I went to the big lake."
    say(ws, "It was nice.", "s2")
    ws.until("usage")
    told = str([m for m in vendors.asked if m[0] == "llm" and "It was nice." in str(m[2])][0][2])
    assert "I go to the big lake." in told and LAKE not in told
    assert count(server, "SELECT count(*) FROM turns WHERE text = 'Yesterday I go to the lake with my sister.'") == 1


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
    assert ws.until("correction")["better"] == "She has a small dog."


def test_a_client_without_stream_hears_a_line_again_as_one_file(room):
    ws, opening = room
    ws.send(type="again", turn=opening)
    sound = ws.until("ai_audio_complete")
    assert sound["again"] is True and sound["turn"] == opening and sound["data"]


def test_while_the_partner_answers_nothing_is_said_again_and_cancel_drops_all(start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 5
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
            ws.send(type="cancel")
            vendors.delays.clear()
            ws.send(**TYPED, turn="s2")
            ws.until("usage")
            assert not {"hint", "translation"} & set(ws.types())


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
