"""The registry of rooms: who comes while others are closed is not let go, who cannot come in leaves none behind."""

from types import SimpleNamespace

import pytest

from services.rooms import Rooms


class Room:
    def __init__(self, is_empty: bool = True) -> None:
        self.is_empty = is_empty
        self.is_closed = False

    async def close(self) -> None:
        self.is_closed = True


async def test_a_room_that_was_made_anew_while_others_were_closed_stays_open(db, settings, user_keys):
    rooms = Rooms(db, settings, user_keys, recordings=None)  # pyright: ignore[reportArgumentType]
    first, old, new = Room(), Room(), Room(is_empty=False)

    async def close_slowly() -> None:
        rooms._open[2] = new  # pyright: ignore[reportArgumentType] - somebody has come to the second one

    first.close = close_slowly
    rooms._open = {1: first, 2: old}  # pyright: ignore[reportAttributeAccessIssue]
    await rooms.close_empty()
    assert rooms.get(1) is None and rooms.get(2) is new and not new.is_closed


async def test_a_room_that_could_not_be_entered_is_closed(db, settings, user_keys):
    rooms = Rooms(db, settings, user_keys, recordings=None)  # pyright: ignore[reportArgumentType]
    room = Room(is_empty=False)

    async def enter(listener) -> None:
        raise OSError("the disk is full")

    async def leave(listener) -> None:
        room.is_empty = True

    room.enter, room.leave = enter, leave  # pyright: ignore[reportAttributeAccessIssue]
    rooms._open = {1: room}  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(OSError):
        await rooms.enter(SimpleNamespace(id=1), listener=None)  # pyright: ignore[reportArgumentType]
    assert room.is_closed and rooms.get(1) is None
