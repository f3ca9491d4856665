"""Corrections in the room: when they come, what becomes of them, and lines said again."""

import json
import time

from services.help import corrector
from tests.support.speech import spoken
from tests.support.talks import BETTER, LAKE, corrected, count, of, say


def test_a_correction_comes_after_the_first_sound_and_stands_in_the_transcript(taught):
    ws, _, _, _, student, session = taught
    say(ws, LAKE, "s1")
    found = ws.until("correction")
    assert found == {"type": "correction", "turn": "s1", "original": LAKE, "better": BETTER,
                     "why": "It is over: use went.", "kind": "tense",
                     "praise": "Well done: we would change only one word."}  # fmt: skip
    assert "ai_audio_chunk" in ws.types()[ws.types().index("transcript") :]
    with student.socket(session) as again:
        line = next(t for t in again.until("ready")["turns"] if t["turn"] == "s1")
        assert line["correction"]["better"] == BETTER and line["correction"]["repaired"] is False
        assert line["correction"]["praise"] == found["praise"]


def test_a_slow_teacher_delays_no_turn_and_makes_way_for_the_next_take(taught):
    ws, _, vendors, _, _, _ = taught
    vendors.delays["llm"] = 0.7
    say(ws, LAKE, "s1")
    ws.until("usage")
    assert "correction" not in ws.types(), "the turn is over before the correction has come"
    say(ws, LAKE, "s2")
    assert ws.until("correction")["turn"] == "s2"
    assert ws.types().count("correction") == 1


def test_who_stops_the_voice_is_corrected_all_the_same(taught):
    ws, _, vendors, _, _, _ = taught
    vendors.delays["llm"] = 0.7
    say(ws, LAKE, "s1")
    ws.until("ai_audio_chunk")
    ws.send(type="cancel")
    assert ws.until("correction")["turn"] == "s1"


def test_praise_for_what_is_right_comes_again_with_the_line(taught):
    ws, _, vendors, _, student, session = taught
    vendors.answers[corrector.INSTRUCTIONS] = json.dumps({"better": "I like it because it is warm.", "kind": "none"})
    say(ws, "I like it because it is warm.", "s1")
    found = ws.until("correction")
    assert "because" in found["praise"] and "better" not in found
    with student.socket(session) as again:
        line = next(t for t in again.until("ready")["turns"] if t["turn"] == "s1")
    told = {name: found[name] for name in ("original", "praise")}
    assert line["correction"] == {**told, "repaired": False}


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
