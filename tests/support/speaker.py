"""Somebody who speaks into the socket, and what the server has of their takes."""

import base64
import sqlite3
import time

from providers.audio import RATE, decode
from tests.support.recordings import PIECE_SECONDS, cut

MINUTE = {"openai": 0.003, "elevenlabs": 0.39 / 60}


class Speaker:
    """Sends a take piece by piece, as a page does."""

    def __init__(self, ws, turn: str, recording: bytes, pace: float = PIECE_SECONDS) -> None:
        self.ws, self.turn, self.recording, self.pace = ws, turn, recording, pace
        self.seconds = len(decode(recording)) / RATE
        self.pieces = cut(recording, self.seconds)
        self.sent = 0

    def speak(self, until: int | None = None, without: tuple[int, ...] = ()) -> "Speaker":
        for seq, piece in list(enumerate(self.pieces))[self.sent : until]:
            if seq not in without:
                data = base64.b64encode(piece).decode()
                self.ws.send(type="audio_chunk", turn=self.turn, seq=seq, data=data)
            self.sent = seq + 1
            time.sleep(self.pace)
        return self

    def let_go(self) -> float:
        """The moment at which it was."""
        self.ws.send(type="audio_complete", turn=self.turn, chunks=self.sent, mime="audio/webm", provider="x")
        return time.monotonic()

    def send_whole(self) -> None:
        self.ws.send(type="audio_complete", turn=self.turn, data=base64.b64encode(self.recording).decode())


def stored(ws, turn: str) -> sqlite3.Row:
    with sqlite3.connect(ws.server.data_dir / "talkbuddy.db") as db:
        db.row_factory = sqlite3.Row
        wanted = "SELECT * FROM turns WHERE session_id = ? AND turn = ?"
        return db.execute(wanted, (ws.session, turn)).fetchone()


def recordings(ws) -> list[bytes]:
    return [path.read_bytes() for path in (ws.server.data_dir / f"recordings/{ws.session}").glob("*")]


def partials(ws) -> list[str]:
    return [message["text"] for message in ws.heard if message["type"] == "transcript_partial"]


def paid_beside(ws) -> float:
    """What was paid beside the turns, a moment later."""
    time.sleep(0.2)
    with sqlite3.connect(ws.server.data_dir / "talkbuddy.db") as db:
        return db.execute("SELECT coalesce(sum(cost), 0) FROM expenses WHERE session_id = ?", (ws.session,)).fetchone()[
            0
        ]
