"""An answer typed where no script runs: its turn goes through the room as one over the socket does."""

from models.session import Session
from texts import _

from .events import Event, Failed
from .lineup import Abilities
from .rooms import Rooms
from .said import SaidText, new_turn

SILENT = Abilities(browser_stt=False, sound=False)


class Reading:
    """Listens for one turn and keeps the sentence about what went wrong. A voice that failed is none of it."""

    def __init__(self) -> None:
        self.problem: str | None = None
        # Who opens it on another device may read another language.
        self._when_replaced = _("This conversation was opened on another device.")

    async def hear(self, event: Event) -> None:
        if isinstance(event, Failed) and event.provider != "tts":
            self.problem = event.message

    async def replaced(self) -> None:
        self.problem = self._when_replaced


async def say(rooms: Rooms, session: Session, text: str) -> str | None:
    """Wait for the whole turn, the opening before it included; what went wrong, in words."""
    reading = Reading()
    room = await rooms.enter(session, reading)
    try:
        await room.meet(SILENT)
        room.begin()
        await room.say(SaidText(text, "typed", new_turn()))
        await room.settled()
    finally:
        await rooms.leave(room, reading)
    return reading.problem
