"""A conversation whose providers fail one after another: nothing is lost, everything is said, no key gets out."""

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.visitor import Visitor, give_key
from tests.support.missing import without
from tests.support.speech import word_errors
from tests.support.story import SENTENCE
from tests.support.vendors import Vendors

HERE = Path(__file__).parent
KEYS = {
    "OpenAI": "sk-loopback-0123456789abcdef",
    "ElevenLabs": "sk_loopback0123456789fedcba",
    "Hugging Face": "hf_loopback0123456789ghijkl",
}


def assert_notes_say_why(visitor: Visitor, *services: str) -> None:
    """The room shows the sentence of the newest message about each of them."""
    reasons = {m["service"]: m["reason"] for m in visitor.of("fallback_activated")}
    for service in services:
        note = visitor.page.locator(f"#note-{service}")
        expect(note).to_be_visible()
        expect(note.locator(".text")).to_have_text(reasons[service])


def test_a_conversation_goes_on_while_its_providers_fail(chromium, microphone, visit, start_server, small_model):
    with Vendors() as vendors:
        vendors.transcript = SENTENCE
        server = start_server(LOCAL_MODEL_PATH=small_model, **vendors.settings)
        visitor = visit(chromium, server.url, viewport={"width": 1280, "height": 900})
        visitor.context.add_init_script(path=HERE / "voice_double.js")
        visitor.come()
        pages = [visitor.page.content()]
        for vendor, key in KEYS.items():
            visitor.add_key(vendor, key)
            pages.append(visitor.page.content())
        for service, name in (("llm", "local"), ("llm", "huggingface"), ("tts", "browser"), ("tts", "elevenlabs")):
            visitor.prefer(service, name)
        visitor.prefer("stt", "openai")
        vendors.realtime.parts = [SENTENCE]
        vendors.failures |= {"llm": (503, "busy"), "tts": (500, "down")}
        visitor.start()
        visitor.talk(microphone, SENTENCE)
        badge = visitor.page.locator("#chain")
        for service, label in (("stt", "OpenAI"), ("llm", "TalkBuddy"), ("tts", "Browser")):
            expect(badge.locator(f"[data-service={service}]")).to_have_text(label)
        expect(badge.locator("s:not(:empty)")).to_have_text(["Hugging Face,", "ElevenLabs,"])
        visitor.picture("room-fallbacks")

        fallbacks = [(m["service"], m["from"], m["to"]) for m in visitor.of("fallback_activated")]
        assert set(fallbacks) == {("llm", "huggingface", "local"), ("tts", "elevenlabs", "browser")}
        assert len(fallbacks) <= 4
        assert all(len(m["reason"]) > 20 for m in visitor.of("fallback_activated"))
        assert_notes_say_why(visitor, "llm", "tts")
        assert [m["text"] for m in visitor.of("transcript")] == [SENTENCE]
        (reply,) = [m for m in visitor.of("ai_response") if m["provider"] == "local"]
        said = visitor.page.evaluate("window.__said")
        assert word_errors(reply["text"], " ".join(said)[-len(reply["text"]) :]) == 0, "the browser said the reply"

        pages.append(visitor.page.content())
        visitor.page.get_by_role("button", name="End and get feedback").click()
        expect(visitor.page.get_by_role("heading", name="Feedback")).to_be_visible()
        pages.append(visitor.page.content())
        visitor.page.goto("/settings")
        pages.append(visitor.page.content())
        assert not visitor.mistakes
        asked_with = {header.removeprefix("Bearer ") for _, header, _ in vendors.asked}
        assert asked_with == set(KEYS.values()), "each vendor was asked with its own key"
        server.stop()
        files = [server.log, *server.data_dir.glob("*.db*")]
        outside = "".join(pages) + json.dumps(visitor.received + visitor.sent)
        for key in KEYS.values():
            assert key not in outside
            for file in files:
                assert key.encode() not in file.read_bytes(), file


def test_where_no_recogniser_is_left_the_words_that_the_page_heard_are_taken(
    chromium, microphone, visit, start_server, tmp_path
):
    """The page listens along while a vendor hears; its words stand in for the same take."""
    with Vendors() as vendors:
        vendors.failures["stt"], vendors.realtime.failure = (500, "down"), "refused"
        server = start_server(**without(tmp_path, "sherpa_onnx"), **vendors.settings)
        visitor = visit(chromium, server.url)
        visitor.context.add_init_script(path=HERE / "recognition_double.js")
        visitor.come()
        give_key(visitor)
        visitor.prefer("llm", "guided")
        visitor.prefer("tts", "local")
        visitor.prefer("stt", "openai")
        visitor.start()
        visitor.page.evaluate("text => { window.__hears = text }", SENTENCE)
        visitor.talk(microphone, SENTENCE)
        takes = [m for m in visitor.sent if m["type"] in ("audio_complete", "transcript_direct")]
        assert [m["type"] for m in takes] == ["audio_complete", "transcript_direct"]
        assert takes[0]["turn"] == takes[1]["turn"] and "spare" not in takes[0]
        assert [(m["text"], m["provider"]) for m in visitor.of("transcript")] == [(SENTENCE, "browser")]
        assert ("openai", "browser") in {(m["from"], m["to"]) for m in visitor.of("fallback_activated")}
        assert_notes_say_why(visitor, "stt")
        expect(visitor.page.locator("#transcript .student")).to_have_count(1)


def test_who_was_given_up_is_so_only_until_the_next_turn(chromium, visit, start_server):
    with Vendors() as vendors:
        vendors.failures["llm"] = (503, "busy")
        visitor = visit(chromium, start_server(**vendors.settings).url)
        visitor.come()
        give_key(visitor)
        visitor.prefer("tts", "local")
        visitor.start()
        badge, model = visitor.page.locator("#chain"), visitor.page.locator("#chain [data-service=llm]")
        for text, given_up in (("I like cats.", ["OpenAI,"]), ("And dogs.", [])):
            visitor.page.get_by_label("Or type your answer").fill(text)
            visitor.page.get_by_role("button", name="Send").click()
            visitor.speaking()
            visitor.ready()
            expect(badge.locator("s:not(:empty)")).to_have_text(given_up)
            vendors.failures.clear()
        expect(model).to_have_text("OpenAI")
