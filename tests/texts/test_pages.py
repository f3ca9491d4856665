"""With a second language every page is in it."""

import re

import pytest

from tests.support.foreign import CODE, marked
from tests.support.reading import english

TO_REPEAT = re.compile(r'<template id="repeat"><span lang="(\w+)">(.*?)<span lang="en"></span>(.*?)</span></template>')

STRANGERS = ("/", "/register", "/login", "/login?confirmed=1", "/login?reset=1", "/login?address=1", "/forgot",
             "/reset?token=x", "/verify?token=x", "/account/email/confirm?token=x", "/nowhere")  # fmt: skip
STUDENTS = ("/dashboard", "/settings", "/account", "/account?done=password", "/account?done=devices", "/history",
            "/progress", "/nowhere", "/conversation/99999")  # fmt: skip


@pytest.mark.parametrize("path", STRANGERS)
def test_strangers_read_every_page_in_their_language(stranger, path):
    page = stranger.get(path).text
    assert f'<html lang="{CODE}" dir="ltr">' in page and marked("Register") in page
    assert english(page) == []


@pytest.mark.parametrize("path", STUDENTS)
def test_students_read_every_page_in_it(student, content, path):
    assert english(student.http.get(path).text, *content) == []


MODELS = ("gpt-4o-mini-transcribe", "gpt-4o-mini-tts", "gpt-4o-mini", "Coral")


@pytest.mark.parametrize("service", ["stt", "llm", "tts"])
def test_the_choices_at_a_vendor_are_offered_in_it(student, service):
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    assert english(student.page("/settings")) == []
    assert english(student.page(f"/settings/{service}/openai"), *MODELS) == []
    assert english(student.post(f"/settings/{service}/openai", model="x" * 500).text, *MODELS) == []
    assert english(student.post("/settings/test").text) == []


def test_a_conversation_is_led_in_english_by_a_page_that_is_not(student, content):
    session = student.start()
    assert english(student.page(f"/conversation/{session}"), *content) == []
    assert english(student.post(f"/conversation/{session}/say", text=" ").text, *content) == []
    assert english(student.post("/conversation", scenario_id=1).text, *content) == [], "another one is open"
    assert english(student.page("/dashboard"), *content) == []


def test_what_is_to_be_said_again_is_english_and_the_words_around_it_are_not(student):
    (around,) = TO_REPEAT.findall(student.page(f"/conversation/{student.start()}"))
    assert around == (CODE, *marked("Say this: “{words}”").split("{words}"))
