"""Whatever the room's script may have to say has its words, and it finds them in the page."""

import html
import json
import re
import shutil
import subprocess

from fasthtml.common import to_xml

from services.lineup import NOBODY
from tests.conftest import need
from views.assets import STATIC
from views.layout import Chain
from views.words import WORDS

SCRIPTS = STATIC / "js"


def named(start: str) -> set[str]:
    """The keys of the catalogue that begin so, without that."""
    return {key.removeprefix(start) for key in WORDS if key.startswith(start)}


def listed(script: str, name: str) -> set[str]:
    """What stands in this list of a script."""
    (items,) = re.findall(rf"const {name} = \[(.*?)\]", (SCRIPTS / script).read_text())
    return set(re.findall(r"[\w-]+", items))


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


def test_where_nobody_serves_the_badge_says_so():
    badge = to_xml(Chain({"stt": NOBODY, "llm": "Guided practice", "tts": "Browser"}))
    assert 'data-service="stt">Nobody</span> hears' in badge
    assert '"none": "Nobody"' in html.unescape(badge)
