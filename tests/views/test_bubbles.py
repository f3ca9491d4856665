"""The bubbles of a conversation: what screen readers are told, in which language, and what is heard again."""

import re
from html.parser import HTMLParser

from fasthtml.common import to_xml

from tests.support.speech import spoken
from views.bubbles import PartnerTemplate, StudentTemplate


class Live(HTMLParser):
    """Which classes of elements, and which tags, screen readers are told about by themselves."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self._around: list[bool] = []
        self.live: set[str] = set()
        self.quiet: set[str] = set()
        self.feed(template)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_live = given["aria-live"] == "polite" if "aria-live" in given else self._around[-1:] == [True]
        names = (given.get("class") or tag).split()
        (self.live if is_live else self.quiet).update(names)
        if tag != "input":
            self._around.append(is_live)

    def handle_endtag(self, tag: str) -> None:
        self._around.pop()


def test_what_comes_late_in_a_bubble_is_announced_and_nothing_around_it():
    partner, student = Live(to_xml(PartnerTemplate("Emma"))), Live(to_xml(StudentTemplate()))
    assert {"text", "simple", "translation"} <= partner.live
    assert {"diff", "verdict", "translation", "chip", "praise", "better", "why"} <= student.live
    assert {"bubble", "who", "show", "tools"} <= partner.quiet and {"bubble", "text", "dialog"} <= student.quiet
    assert not {"bubble", "who", "show", "tools", "dialog"} & (partner.live | student.live)


def test_the_words_of_every_bubble_say_their_language(student):
    page = student.page(f"/conversation/{student.start()}")
    templates = re.findall(r'<template id="(?:partner|student)">.*?</template>', page, re.S)
    texts = re.findall(r"<p[^>]*class=\"(?:text|simple|diff)\"[^>]*>", "".join(templates))
    assert len(texts) == 4 and all('lang="en"' in text for text in texts)


def test_an_answer_that_was_spoken_can_be_heard_again_after_a_reload(student):
    student.post("/settings/providers", stt="local")
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.say_aloud(spoken("I like to swim in the sea."))
        ws.until("usage")
    with student.socket(session) as ws:
        turns = ws.until("ready")["turns"]
    numbers = [turn["recording"] for turn in turns]
    assert [bool(number) for number in numbers] == [False, True, False]
    assert student.http.get(f"/recordings/{numbers[1]}").content[:4] == b"RIFF"
