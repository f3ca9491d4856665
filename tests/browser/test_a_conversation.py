"""The main job, whole: a stranger registers, talks, is answered by voice, ends, reads feedback, finds it again."""

import base64
import statistics

import pytest
from playwright.sync_api import expect

from providers.base import Audio
from tests.support.speech import heard_in, word_errors
from tests.support.story import SENTENCE

FIRST_SOUND_MS = 10_000  # on two busy cores; on an idle machine it is one second or two
SENTENCES = [SENTENCE, "In my free time I like to cook dinner for my family."]


@pytest.mark.alone
def test_a_real_voice_in_chromium(chromium, microphone, visit, start_server, small_model, tmp_path):
    server = start_server(LOCAL_MODEL_PATH=small_model)
    visitor = visit(chromium, server.url, viewport={"width": 1280, "height": 900})
    page = visitor.page
    visitor.register("maria@example.org")
    visitor.prefer("stt", "local")
    visitor.start()
    for number, sentence in enumerate(SENTENCES):
        released = visitor.talk(microphone, sentence)
        assert len(visitor.of("transcript")) == number + 1
        took = {name: ms for name, ms in visitor.of("usage")[-1].items() if name.endswith("_ms")}
        waited = visitor.sound_after(released)
        print(f"from letting go to sound at the loudspeaker: {waited:.0f} ms; the server says {took}")
        assert waited < FIRST_SOUND_MS

    heard = visitor.of("transcript")
    for sentence, message in zip(SENTENCES, heard, strict=True):
        assert word_errors(sentence, message["text"]) < 0.1
        assert message["provider"] == "local"
        expect(page.locator("#transcript")).to_contain_text(message["text"])
    assert visitor.loudness() > 0.02, "sound really reached the loudspeaker"

    replies = [m for m in visitor.of("ai_response") if m["provider"] == "local"]
    assert len(replies) == len(SENTENCES), "the model answered"
    sound = visitor.of("ai_audio_chunk")
    assert {m["turn"] for m in sound} >= {reply["turn"] for reply in replies}
    spoken = [Audio(base64.b64decode(m["data"]), m["mime"]) for m in sound]
    pairs = zip(sound, heard_in(spoken, tmp_path), strict=True)
    errors = [word_errors(message["text"], heard_in_it) for message, heard_in_it in pairs]
    assert statistics.median(errors) < 0.1, "the partner said what it wrote"  # a figure or a name is spelled otherwise
    visitor.picture("room-desktop")

    page.get_by_role("button", name="End and get feedback").click()
    expect(page.get_by_role("heading", name="Feedback")).to_be_visible()
    visitor.picture("report-desktop")

    server.stop()
    server.start()
    page.goto("/history")
    page.get_by_role("link", name="Small talk with a neighbor").click()
    for message in heard:
        expect(page.get_by_role("main")).to_contain_text(message["text"])
    recordings = page.locator("audio")
    assert recordings.count() == len(SENTENCES)
    answer = page.request.get(recordings.first.get_attribute("src") or "", headers={"Range": "bytes=0-3"})
    assert answer.status == 206 and answer.body() == b"\x1a\x45\xdf\xa3"
    assert not visitor.mistakes


def test_where_the_browsers_recognition_fails_the_recording_is_heard_instead(chromium, microphone, visit, server):
    """Debian's Chromium has the recogniser's name but not its service: it answers 'network'."""
    visitor = visit(chromium, server.url)
    visitor.come()
    visitor.start()
    visitor.talk(microphone, SENTENCE)
    assert word_errors(SENTENCE, visitor.of("transcript")[0]["text"]) < 0.1
    expect(visitor.page.locator("#chain [data-service=stt]")).not_to_have_text("Browser")
