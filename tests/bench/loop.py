"""Whether anything holds up the event loop, by the program's watchdog, while a student does all that students do."""

import base64
import json
import time
from pathlib import Path
from typing import Any

from models import turn as turns
from models.database import Database
from providers.audio import seconds
from tests.bench.embedded import SENTENCES
from tests.conftest import Server
from tests.support.recordings import PIECE_SECONDS, cut, recorded
from tests.support.student import Socket, Student

LIMIT_MS = 20
LONG = 200  # turns of the longest conversation that is read


def rows(folder: Path, _: str) -> list[tuple[str, str, str]]:
    """Once when everything is used for the first time, and once more."""
    server = Server(folder / "loop", LOG_SLOW_CALLBACKS_MS=LIMIT_MS).start()
    student = server.student()
    found = []
    for _ in range(2):
        talks(student, student.start())
        long = student.start()
        lengthen(server, long)
        student.post(f"/conversation/{long}/end")
        reads(student, long)
        found.append(stills(server))
    server.stop()
    loading, running = found[0], found[1][len(found[0]) :]
    return [
        (f"moments in which the loop was busy for more than {LIMIT_MS} ms: talking, help, report, sign-in, the pages "
         f"of a conversation of {LONG} turns", told([still for still in running if still["ran_ms"] > LIMIT_MS]), "0"),
        ("the same, waiting for a processor or the disk", told(running), ""),
        ("the same while everything is used for the first time", told(loading), ""),
    ]  # fmt: skip


def stills(server: Server) -> list[dict[str, Any]]:
    return [json.loads(line) for line in server.log.read_text().splitlines() if "the loop stood still" in line]


def told(stood: list[dict[str, Any]]) -> str:
    longest = max(stood, key=lambda still: still["ms"], default=None)
    return f"{len(stood)}, the longest {longest['ms']} ms in {longest['place'][-1]}" if longest else "0"


def talks(student: Student, session: int) -> None:
    """Spoken turns, live and whole, with help beside them; then the report."""
    with student.socket(session) as ws:
        ws.send(type="hello", stream=True, browser_stt=False, browser_tts=False)
        ws.opening()
        for number, sentence in enumerate(SENTENCES):
            (says_live if number % 2 else says)(ws, recorded(sentence), f"take{number}")
            ws.until("usage", 60)
        ws.send(type="transcript_direct", text="Yesterday I go to the lake.", provider="typed", turn="typed")
        ws.until("usage")
        ws.send(type="hint", step=2)
        ws.until("hint")
        ws.send(type="end_session")
        ws.until("session_end")


def says(ws: Socket, recording: bytes, turn: str) -> None:
    ws.say_aloud(recording, turn=turn)


def says_live(ws: Socket, recording: bytes, turn: str) -> None:
    parts = cut(recording, seconds(recording))
    for seq, part in enumerate(parts):
        ws.send(type="audio_chunk", seq=seq, data=base64.b64encode(part).decode(), turn=turn)
        time.sleep(PIECE_SECONDS)
    ws.send(type="audio_complete", chunks=len(parts), turn=turn)


def lengthen(server: Server, session: int) -> None:
    db = Database(server.data_dir / "talkbuddy.db")
    for number in range(LONG // 2):
        text = f"{number}. In my free time I like to walk in the mountains with my friends, and we take some bread."
        turns.add_heard(db, session, f"s{number}", text, "typed")
        turns.add_reply(db, session, f"p{number}", "That sounds lovely. What do you take with you for lunch?", "guided")
    db.close()


def reads(student: Student, session: int) -> None:
    pages = ("/dashboard", "/history", f"/history/{session}", "/progress", "/settings", "/account")
    for path in pages * 3:
        student.page(path)
    for path in ("/account/export", "/account/export.zip", f"/history/{session}/export.json"):
        assert student.http.get(path).status_code == 200
    student.sign_in()
