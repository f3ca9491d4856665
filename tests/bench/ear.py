"""OpenAI's realtime transcription on a connection of the bench's vendors: a piece's words, 100 ms after its commit."""

import asyncio
import json
from typing import Any

from websockets.http11 import Request
from websockets.server import ServerProtocol

from websockets.frames import Opcode

LAST_WORDS = 0.100
WORDS = "I like to cook dinner for my family."
ITEM = "conversation.item.input_audio_transcription."


class Ear:
    """Speaks websockets over the connection's transport."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._protocol = ServerProtocol(max_size=2**20)
        self._message = b""
        self._commits = 0
        self._answers: set[asyncio.Task] = set()

    def data_received(self, data: bytes) -> None:
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Request):
                self._protocol.send_response(self._protocol.accept(event))
            elif event.opcode in (Opcode.TEXT, Opcode.CONT):
                self._message += event.data
                if event.fin:
                    self._take(json.loads(self._message))
                    self._message = b""
        self._flush()

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "input_audio_buffer.commit":
            self._commits += 1
            answer = asyncio.create_task(self._answer(f"item{self._commits}"))
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)

    async def _answer(self, item: str) -> None:
        self._send(type="input_audio_buffer.committed", item_id=item)
        await asyncio.sleep(LAST_WORDS)
        self._send(type=f"{ITEM}completed", item_id=item, transcript=WORDS)

    def _send(self, **message: Any) -> None:
        if not self._transport.is_closing():
            self._protocol.send_text(json.dumps(message).encode())
            self._flush()

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._transport.write(data)
            else:
                self._transport.close()
