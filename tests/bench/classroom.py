"""A server with students who are signed in and have keys, and the asynchronous client that each of them uses."""

import asyncio
import base64
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from config.keys import with_keys
from config.settings import Settings
from models import preference, scenario, signin, user, user_key
from models import session as sessions
from models.database import Database
from models.preference import Preference
from services.container import open_services
from services.tokens import Tokens, new_secret
from tests.bench.vendors import RATE as VOICE_RATE
from tests.conftest import Server
from tests.support.recordings import recorded

KEY = "sk-loopback-0123456789"
DATA = base64.b64encode(recorded("I like to cook dinner for my family.")).decode()
SPEAKS_ALONE = {"audio/mpeg": 8000.0, "audio/wav": VOICE_RATE * 2.0}  # bytes a second of the vendors' sound


@dataclass(frozen=True)
class Seat:
    """A student's place: the cookie, and the number of the open session."""

    cookie: str
    session: int


class Classroom:
    """A server process whose students have a key at every vendor of `vendors`."""

    def __init__(self, folder: Path, students: int, vendors: str, base: str = "/v1", **settings: object) -> None:
        self.server = Server(folder, OPENAI_BASE_URL=f"{vendors}{base}", **settings)
        self.seats = seated(folder, students)

    def __enter__(self) -> "Classroom":
        self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()

    @property
    def address(self) -> str:
        return f"ws://localhost:{self.server.port}/ws/conversation"

    def processor_seconds(self) -> float:
        """What the server process has used so far."""
        assert self.server.process
        fields = Path(f"/proc/{self.server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100


def seated(folder: Path, students: int) -> list[Seat]:
    """Students with a key and an open session, written before the server starts: it hashes no passwords for them."""
    services = open_services(Settings(data_dir=folder))
    tokens = Tokens(services.db, with_keys(services.settings))
    seats = [_seat(services.db, services.user_keys, tokens, number) for number in range(students)]
    services.db.close()
    return seats


def _seat(db: Database, user_keys: Any, tokens: Tokens, number: int) -> Seat:
    student, cookie = user.add(db, f"seat{number}@example.org", "no password"), new_secret()
    user.mark_verified(db, student)
    signin.add(db, student, tokens.digest(cookie), "bench")
    user_keys.put(student, "openai", KEY)
    preference.put(db, student, Preference(corrections="off"))  # they ask the model besides, after the first sound
    for service in ("stt", "llm", "tts"):
        user_key.set_preferences(db, student, service, ["openai"])
    chosen = scenario.offered(db)[0]
    return Seat(cookie, sessions.start(db, student, chosen.id, chosen.session_type))


@dataclass
class Heard:
    """A turn as its client heard it: (type, seconds after the take was sent, frame), in order."""

    frames: list[tuple[str, float, str]] = field(default_factory=list)

    def first(self, kind: str) -> float:
        return next(seconds for of, seconds, _ in self.frames if of == kind)

    @property
    def is_good(self) -> bool:
        kinds = {kind for kind, *_ in self.frames}
        return "usage" in kinds and not kinds & {"error", "fallback_activated"}

    def pauses(self) -> float:
        """Seconds in which a player that starts with the first sound would have had nothing to play."""
        silent, ends = 0.0, None
        for kind, arrived, frame in self.frames:
            if kind == "ai_audio_chunk":
                message = json.loads(frame)
                silent += max(0.0, arrived - ends) if ends is not None else 0.0
                sounding = len(message["data"]) * 3 / 4 / SPEAKS_ALONE[message["mime"]]
                ends = max(arrived, ends or arrived) + sounding
        return silent


class Talker:
    """One student's socket."""

    def __init__(self, ws: ClientConnection) -> None:
        self.ws = ws

    @classmethod
    async def enter(cls, room: Classroom, seat: Seat, stream: bool = True) -> "Talker":
        """Connect, and hear the opening where there was none before."""
        headers = {"Cookie": f"{COOKIE}={seat.cookie}"}
        ws = await connect(
            f"{room.address}/{seat.session}", origin=room.server.url, additional_headers=headers,
            max_size=None, proxy=None, compression=None, close_timeout=1,
        )  # fmt: skip
        talker = cls(ws)
        if stream:
            await talker.send(type="hello", stream=True, browser_stt=False, browser_tts=False)
        before = await talker.listen(time.perf_counter(), until="ready")
        if not json.loads(before.frames[-1][2])["turns"]:
            await talker.listen(time.perf_counter())
        return talker

    async def send(self, **message: Any) -> None:
        await self.ws.send(json.dumps(message))

    async def say(self) -> Heard:
        """A take, and all that comes back."""
        began = time.perf_counter()
        await self.take()
        return await self.listen(began)

    async def take(self) -> None:
        await self.send(type="audio_complete", data=DATA, provider="openai")

    async def listen(self, began: float, until: str = "usage") -> Heard:
        heard = Heard()
        while not heard.frames or heard.frames[-1][0] != until:
            frame = str(await self.ws.recv())
            at = time.perf_counter() - began
            heard.frames.append((frame[10 : frame.index('"', 10)], at, frame))  # after {"type": "
        return heard

    async def close(self) -> None:
        await self.ws.close()


COOKIE = "talkbuddy"


async def enter_all(room: Classroom, seats: list[Seat]) -> list[Talker]:
    """A few at a time, as students come."""
    door = asyncio.Semaphore(10)

    async def enter(seat: Seat) -> Talker:
        async with door:
            return await Talker.enter(room, seat)

    return list(await asyncio.gather(*(enter(seat) for seat in seats)))
