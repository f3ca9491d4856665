"""Choosing a model and a voice, heard before it is chosen, from what the vendor lists."""

import re

import pytest

from services.offers import SAMPLE
from tests.support.student import Student
from tests.support.vendors import Vendors

MP3 = b"\xff\xfb\x90\x64" + b"\0" * 2000


@pytest.fixture(scope="module")
def running():
    with Vendors() as vendors:
        yield vendors


@pytest.fixture
def maria(start_server, running) -> Student:
    """A student with an OpenAI key, whose server knows the vendors on loopback."""
    running.__dict__.update(failures={}, delays={}, asked=[], sound=MP3)
    student = start_server(**running.settings).student()
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    return student


def options(page: str, field: str) -> list[str]:
    select = re.search(rf'<select[^>]*name="{field}".*?</select>', page, re.S)
    return re.findall(r'<option[^>]*value="([^"]*)"', select.group()) if select else []


def test_the_settings_lead_to_what_a_provider_offers_with_its_default_first(maria):
    assert "/settings/tts/openai" in maria.page("/settings")
    voices = options(maria.page("/settings/tts/openai"), "voice")
    assert voices[0] == "" and len(voices) > 3 and "alloy" in voices
    assert "(default)" in maria.page("/settings/tts/openai")


def test_a_choice_is_kept_and_used_in_the_next_conversation(maria, running):
    assert maria.post("/settings/tts/openai", model="", voice="alloy").status_code == 303
    assert re.search(r'<option[^>]*value="alloy"[^>]*selected', maria.page("/settings/tts/openai"))
    with maria.socket(maria.start()) as ws:
        ws.opening()
    spoken = [wanted for service, _, wanted in running.asked if service == "tts"]
    assert {wanted["voice"] for wanted in spoken} == {"alloy"}


def test_a_voice_is_heard_before_it_is_chosen_and_only_by_who_asked(maria, running, start_server):
    fragment = maria.http.post(
        "/settings/tts/openai/sample", data={"voice": "alloy"}, headers={"HX-Request": "true"}
    ).text
    src = re.findall(r'<audio[^>]*src="([^"]+)"', fragment)[0]
    assert f'<q lang="en">{SAMPLE}</q>' in fragment, "its words can be read, too"
    sample = maria.http.get(src)
    assert (sample.content, sample.headers["content-type"]) == (MP3, "audio/mpeg")
    assert running.asked[-1][2]["voice"] == "alloy"
    assert "selected" not in "".join(re.findall(r"<option[^>]*alloy[^>]*>", maria.page("/settings/tts/openai")))
    other = Student(maria.url).register()
    assert other.http.get(src).status_code == 404
    other.http.close()


def test_without_script_the_sample_comes_with_the_page(maria):
    answer = maria.post("/settings/tts/openai/sample", voice="alloy")
    assert answer.status_code == 200 and "<html" in answer.text and "<audio" in answer.text
    assert answer.text.count('id="sample"') == 1


def test_a_voice_that_does_not_speak_says_why(maria, running):
    running.failures["tts"] = (401, {"error": {"code": "invalid_api_key", "message": "no"}})
    page = maria.post("/settings/tts/openai/sample", voice="alloy").text
    assert "<audio" not in page and "rejected" in page


@pytest.mark.parametrize("voice", ["../../etc", "a b", "<script>", "x" * 300])
def test_what_cannot_be_a_voice_is_refused_in_words(maria, voice):
    answer = maria.post("/settings/tts/openai", voice=voice)
    assert answer.status_code == 422 and "from the list" in answer.text and "<script>" not in answer.text


@pytest.mark.parametrize("path", ["/settings/tts/elevenlabs", "/settings/tts/nobody", "/settings/dance/openai"])
def test_a_provider_that_does_not_serve_the_student_is_404(maria, path):
    assert maria.http.get(path).status_code == 404
