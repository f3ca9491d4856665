"""The room over HTTP: what a browser without scripts can do in it, and what the script finds."""

import html
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from fasthtml.common import to_xml

from services.lineup import NOBODY
from tests.conftest import need
from tests.support.speech import spoken
from tests.support.vendors import Vendors
from views.assets import STATIC
from views.bubbles import PartnerTemplate, StudentTemplate
from views.layout import Chain
from views.words import WORDS

SCRIPTS = STATIC / "js"
TYPED = {"type": "transcript_direct", "provider": "typed"}


def bubbles(page: str) -> list[str]:
    """What stands in the transcript for who has no scripts."""
    (shown,) = re.findall(r"<noscript>\s*<ol.*?</ol>\s*</noscript>", page, re.S)
    assert shown.count('<li class="said ') == shown.count('class="bubble"')
    return re.findall(r'class="text"[^>]*>(?:<q>)?(.*?)(?:</q>)?</p>', shown)


def test_without_scripts_the_partner_has_spoken_first(student):
    page = student.page(f"/conversation/{student.start()}")
    (opening,) = bubbles(page)
    assert "Emma" in opening
    assert '<link rel="stylesheet" href="/static/css/noscript.css"' in page


def test_a_typed_answer_is_heard_answered_and_shown_without_scripts(student):
    session = student.start()
    (opening,) = bubbles(student.page(f"/conversation/{session}"))
    answer = student.post(f"/conversation/{session}/say", text="  I like\nto swim. ")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/conversation/{session}#typed-text")
    said = bubbles(student.page(f"/conversation/{session}"))
    assert said[:2] == [opening, "I like to swim."] and len(said) == 3 and said[2]
    student.post(f"/conversation/{session}/say", text="And I cook.")
    assert len(bubbles(student.page(f"/conversation/{session}"))) == 5


def test_what_was_typed_without_scripts_is_there_for_the_socket(student):
    session = student.start()
    student.post(f"/conversation/{session}/say", text="I like to swim.")
    with student.socket(session) as ws:
        turns = ws.until("ready")["turns"]
    assert [turn["who"] for turn in turns] == ["partner", "student", "partner"]


def test_nothing_typed_is_said_so_beside_the_field(student):
    answer = student.post(f"/conversation/{student.start()}/say", text=" \n ")
    assert answer.status_code == 422
    assert "Please type your answer first." in answer.text and 'aria-invalid="true"' in answer.text


def test_an_answer_that_could_not_be_taken_stays_in_the_field(start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 5
        student = start_server(**vendors.settings).student()
        student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
        student.post("/settings/providers", tts="browser")
        session = student.start()
        with student.socket(session) as ws:
            ws.opening()
            ws.send(**TYPED, text="I like cats.")
            ws.until("processing", status="thinking")
            answer = student.post(f"/conversation/{session}/say", text="And <dogs>.")
    assert answer.status_code == 503
    assert "still answering" in answer.text and 'value="And &lt;dogs&gt;."' in answer.text


def test_a_session_that_is_over_leads_to_its_report(student):
    session = student.start()
    student.post(f"/conversation/{session}/end")
    answer = student.post(f"/conversation/{session}/say", text="Hello?")
    assert answer.headers["location"] == f"/history/{session}"


def test_nobody_types_into_anothers_room_or_from_another_site(server, student):
    session, other = student.start(), server.student()
    assert other.post(f"/conversation/{session}/say", text="Hello").status_code == 404
    forged = student.http.post(
        f"/conversation/{session}/say", data={"text": "Hello"}, headers={"Origin": "http://evil.example"}
    )
    assert forged.status_code == 403
    assert student.http.get(f"/conversation/{session}/say").status_code == 405
    assert len(bubbles(student.page(f"/conversation/{session}"))) == 1


def test_every_sentence_of_the_script_comes_from_the_catalogue(student):
    page = student.page(f"/conversation/{student.start()}")
    (words,) = re.findall(r"data-words='([^']*)'|data-words=\"([^\"]*)\"", page)
    given = json.loads("".join(words).replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&"))
    assert given.keys() == WORDS.keys()
    scripts = "".join(path.read_text() for path in SCRIPTS.glob("*.js"))
    used = set(re.findall(r"words\.(\w+)|words\['([\w.]+)'\]", scripts))
    chosen = re.findall(r"words\[[^\]`]* \? '(\w+)' : '(\w+)'\]", scripts)
    given_up = re.findall(r"giveUp\('(\w+)'\)", scripts)
    assert len(chosen) >= 2 and given_up
    assert {a or b for a, b in used}.union(*chosen, given_up) <= WORDS.keys()


def named(start: str) -> set[str]:
    """The keys of the catalogue that begin so, without that."""
    return {key.removeprefix(start) for key in WORDS if key.startswith(start)}


def listed(script: str, name: str) -> set[str]:
    """What stands in this list of a script."""
    (items,) = re.findall(rf"const {name} = \[(.*?)\]", (SCRIPTS / script).read_text())
    return set(re.findall(r"[\w-]+", items))


def test_whatever_closes_a_room_for_good_is_explained_and_leads_on(student):
    final = listed("socket.js", "FINAL")
    assert named("closed.") == named("next.") == final
    page = student.page(f"/conversation/{student.start()}")
    ways = dict(re.findall(r' data-(\d{4})="([^"]*)"', page))
    assert set(ways) == final - {"4409"}, "what another device took is opened anew here"
    assert ways["4403"] == "/dashboard", "there the mail can be sent again"


PHASES = """import { phaseOf } from './static/js/phase.js'
const { link, mic, server, waiting, sounding } = JSON.parse(process.argv[1])
const all = link.flatMap(link => mic.flatMap(mic => server.flatMap(server => waiting.flatMap(waiting =>
  sounding.map(sounding => phaseOf({ link, mic, server, waiting, sounding }))))))
console.log(JSON.stringify(all))"""


def test_every_phase_has_its_words():
    need(shutil.which("node") is not None, "node")
    types = (SCRIPTS / "types.d.ts").read_text()
    states = {name: json.loads(f"[{re.sub(r' *[|] *', ',', values).replace(chr(39), chr(34))}]")
              for name, values in re.findall(r"^  (link|mic|server|waiting): (.*)$", types, re.M)}  # fmt: skip
    states["sounding"] = [False, True]
    command = ["node", "--input-type=module", "-e", PHASES, json.dumps(states)]
    found = subprocess.run(command, cwd=STATIC.parent, capture_output=True, text=True, check=True, timeout=20)
    assert set(json.loads(found.stdout)) == named("phase.")


def test_every_trouble_with_the_microphone_that_the_script_names_has_its_words():
    thrown = re.findall(r"new DOMException\('', '(\w+)'\)", (SCRIPTS / "recorder.js").read_text())
    assert thrown and {*thrown, *listed("recognition.js", "FATAL")} <= named("microphone.")


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


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("local", "computer that runs TalkBuddy"),
        ("browser", "Your browser writes down"),
        ("openai", "Your voice goes to OpenAI"),
    ],
)
def test_the_sound_check_says_where_the_voice_goes(student, first, sentence):
    student.post("/settings/keys", provider="openai", api_key="sk-0123456789")
    student.post("/settings/providers", stt=first)
    page = student.page(f"/conversation/{student.start()}")
    assert sentence in page and "Headphones" in page


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


CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1"
CHROME_ON_ANDROID = CHROME.replace("X11; Linux x86_64", "Linux; Android 15; Pixel 9")
FIREFOX_ON_ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0"
IPHONE = SAFARI.replace("Macintosh; Intel Mac OS X 10_15_7", "iPhone; CPU iPhone OS 18_6 like Mac OS X")


@pytest.mark.parametrize(
    ("browser", "steps"),
    [
        (CHROME, "on the left of the address"),
        (FIREFOX, "crossed-out microphone"),
        (SAFARI, "the menu Safari"),
        (CHROME_ON_ANDROID, "then Permissions"),
        (FIREFOX_ON_ANDROID, "the lock"),
        (IPHONE, "Website Settings"),
        (IPHONE.replace("Version/26.0", "CriOS/156.0"), "then Apps, then Chrome"),
        (IPHONE.replace("Version/26.0", "FxiOS/153.0"), "then Apps, then Firefox"),
        ("", "the icon beside the address"),
    ],
)
def test_a_blocked_microphone_is_explained_for_this_browser(student, browser, steps):
    page = student.http.get(f"/conversation/{student.start()}", headers={"User-Agent": browser})
    assert page.text.count(steps) == 2, "once for the recorder, once for the browser's recognition"
    assert "{steps}" not in page.text


def test_where_nobody_serves_the_badge_says_so():
    badge = to_xml(Chain({"stt": NOBODY, "llm": "Guided practice", "tts": "Browser"}))
    assert 'data-service="stt">Nobody</span> hears' in badge
    assert '"none": "Nobody"' in html.unescape(badge)
