"""The network between a browser and the server. A test can cut it, and it brings test doubles into every page."""

import asyncio
import re
import threading
from collections.abc import Iterable
from pathlib import Path

DOUBLES = "/static/doubles.js"  # from the program's own address: its content-security policy allows no other
HEAD_END = b"\r\n\r\n"


class Wire:
    """Forwards connections to a port of this machine; each carries one request, or one socket while it lives.

    `Frames` would not do: Playwright alone has them, they hold one socket and no other request, and break it in the
    page, where a lost network breaks it outside. `refused` is how many connections came while it was cut.
    """

    def __init__(self, port: int, doubles: Iterable[Path] = ()) -> None:
        self._port = port
        self._script = b";\n".join(path.read_bytes() for path in doubles)
        self._is_cut = False
        self.refused = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()  # on a thread of its own: Playwright runs one on the tests'
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._carry, "127.0.0.1", 0, limit=2**20)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result(5)
        self.url = f"http://localhost:{self._server.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """Break what is open, as a lost network does, and let nothing new through until `mend`."""
        self._is_cut = True
        self._loop.call_soon_threadsafe(self._abort)

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        async def end() -> None:
            self._server.close()
            self._abort()
            await asyncio.sleep(0.05)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _abort(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            if self._is_cut:
                self.refused += 1
                return writer.transport.abort()
            head = await reader.readuntil(HEAD_END)
            if head.startswith(f"GET {DOUBLES} ".encode()):
                writer.write(answer(self._script))
            else:
                await self._forward(head, reader, writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _forward(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        self._writers.add(to_server)
        upward = asyncio.ensure_future(pipe(reader, to_server))
        try:
            to_server.write(one_request(head))
            answered = await from_server.readuntil(HEAD_END)
            if self._script and b"text/html" in answered:
                writer.write(with_doubles(answered, await from_server.read()))
            else:
                writer.write(answered)
                await pipe(from_server, writer)
        finally:
            upward.cancel()
            self._writers.discard(to_server)
            to_server.close()


async def pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(2**16):
            target.write(data)
            await target.drain()
    except OSError:
        pass


def one_request(head: bytes) -> bytes:
    """The server is to close after its answer, which then ends where the stream ends, and to pack nothing."""
    head = re.sub(rb"(?im)^accept-encoding:.*\r\n", b"", head)
    return re.sub(rb"(?i)\r\nconnection: *keep-alive", b"\r\nConnection: close", head)


def with_doubles(head: bytes, body: bytes) -> bytes:
    script = f'<head><script src="{DOUBLES}"></script>'.encode()
    body = body.replace(b"<head>", script, 1)
    return re.sub(rb"(?i)content-length: *\d+", b"content-length: %d" % len(body), head) + body


def answer(script: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\ncontent-type: text/javascript\r\ncontent-length: {len(script)}\r\nconnection: close"
    return head.encode() + HEAD_END + script
