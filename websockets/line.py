"""One client's connection, as the room's listener."""

import asyncio
import contextlib
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from services.events import Event, Failed
from texts import _

from .frames import as_text, encode

SEND_SECONDS = 10  # a peer that stops reading would otherwise hold its turn for ever
# Why it is closed.
SIGNED_OUT, UNVERIFIED, INACTIVE, REPLACED, TOO_LARGE = 4401, 4403, 4408, 4409, 4413


class Line:
    def __init__(self, ws: WebSocket) -> None:
        self._ws = ws
        self.stream = False
        self._is_over = False
        # Who opens it on another device may read another language.
        self._replaced = Failed("replaced", _("This conversation was opened on another device."))

    async def hear(self, event: Event) -> None:
        await self.send(encode(event, self.stream))

    async def send(self, message: dict[str, Any]) -> None:
        """A client that is gone or does not read is no reason to stop a turn."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, TimeoutError, OSError):
            async with asyncio.timeout(SEND_SECONDS):
                await self._ws.send_text(as_text(message))

    async def replaced(self) -> None:
        await self.end(self._replaced, REPLACED)

    async def end(self, why: Failed, code: int) -> None:
        """Tell the client why it is let go. Nothing that it still sends is read, however slowly it closes."""
        self._is_over = True
        await self.hear(why)
        await self.close(code)

    async def close(self, code: int) -> None:
        with contextlib.suppress(RuntimeError, TimeoutError, OSError):
            async with asyncio.timeout(SEND_SECONDS):
                await self._ws.close(code)

    async def receive(self) -> str | None:
        """The next text frame; None for a binary one. Raises WebSocketDisconnect."""
        if self._ws.client_state is not WebSocketState.CONNECTED:
            raise WebSocketDisconnect(1006)
        message = await self._ws.receive()
        if self._is_over or message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        return message.get("text")
