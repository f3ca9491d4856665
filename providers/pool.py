"""Connections to vendors: one HTTP client per vendor and event loop, shared by every key, closed with its last holder.

Students talk longer than a client's usual five seconds of keep-alive, so idle connections are held for minutes. httpx
and httpx2 (which the vendors' SDKs use) are twins: whatever says `http` here takes either module.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from texts import _

from .errors import Unavailable

KEEP_ALIVE_SECONDS = 300.0
CONNECT_SECONDS = 5.0
NO_KEY = "none"  # given none, an SDK would look for the server's own; this one is taken off on its way out
MAX_ANSWER_BYTES = 16 * 2**20
REST_OF_AN_ANSWER_SECONDS = 0.05
AT_A_TIME = 2
LIVES_SECONDS = 10.0  # so long a connection that was just used is believed to be open


@dataclass
class _Shared:
    making: "asyncio.Task[Any]"
    holders: int = 0
    connected_at: float = float("-inf")


_shared: dict[tuple[asyncio.AbstractEventLoop, str], _Shared] = {}


async def take(vendor: str, make: Callable[[], Any]) -> Any:
    """The vendor's client; the first who wants it makes it, in a thread, for the SDK's import takes half a second."""
    key = (asyncio.get_running_loop(), vendor)
    shared = _shared.get(key)
    if shared is None or shared.making.done() and shared.making.exception():
        holders = shared.holders if shared else 0
        shared = _shared[key] = _Shared(asyncio.create_task(asyncio.to_thread(make)), holders)
    shared.holders += 1
    return await asyncio.shield(shared.making)


def held(vendor: str) -> Any:
    """The vendor's client, for whoever has taken it."""
    return _shared[asyncio.get_running_loop(), vendor].making.result()


async def connect(vendor: str, url: str) -> None:
    """Open a connection, or see that an idle one still lives, for whoever has taken the client."""
    await held(vendor).head(url, timeout=CONNECT_SECONDS)


async def connect_soon(vendor: str, url: str) -> None:
    """Have two connections ready, unless that was just done for somebody else."""
    shared, now = _shared[asyncio.get_running_loop(), vendor], asyncio.get_running_loop().time()
    if now - shared.connected_at > LIVES_SECONDS:
        shared.connected_at = now
        await asyncio.gather(*(connect(vendor, url) for _ in range(AT_A_TIME)))


async def give_back(vendor: str) -> None:
    key = (asyncio.get_running_loop(), vendor)
    shared = _shared.get(key)
    if shared is None:
        return
    shared.holders -= 1
    if shared.holders <= 0:
        del _shared[key]
        with contextlib.suppress(Exception):
            await (await shared.making).aclose()


def options(http: Any) -> dict[str, Any]:
    """What every vendor's client is made with: long keep-alive, no redirects, and answers that are looked at first."""
    return {
        "follow_redirects": False,
        "limits": http.Limits(max_connections=600, max_keepalive_connections=200, keepalive_expiry=KEEP_ALIVE_SECONDS),
        "event_hooks": {"request": [_ask_plainly], "response": [_look(_capped(http))]},
    }


async def _ask_plainly(request: Any) -> None:
    """Packed answers can unpack to a thousand times their size; one student's cookies are not another's."""
    request.headers["accept-encoding"] = "identity"
    request.headers.pop("cookie", None)
    if request.headers.get("authorization") == f"Bearer {NO_KEY}":
        del request.headers["authorization"]


def _look(capped: type) -> Callable[[Any], Any]:
    async def look(response: Any) -> None:
        """Refuse what is no answer to what we asked, before an SDK reads it. Raises Unavailable."""
        if response.headers.get("content-encoding", "identity") != "identity":
            raise Unavailable(_("it sent a packed answer that nobody asked for"))
        if response.has_redirect_location:
            raise Unavailable(_("it points to another address, where we do not follow"))
        if response.is_success and response.headers.get("content-type", "").startswith("text/html"):
            raise Unavailable(_("it sent a web page instead of an answer"))
        response.stream = capped(response.stream)
        if response.is_error:
            await response.aread()

    return look


def _capped(http: Any) -> type:
    class Capped(http.AsyncByteStream):
        """An answer of bounded size. Its end is read although an SDK stops early, so that the connection lives on; that
        of a cancelled one is not wanted any more, and its connection is closed at once."""

        def __init__(self, stream: Any) -> None:
            self._stream = stream
            self._pieces = _bounded(stream, http)

        def __aiter__(self) -> AsyncIterator[bytes]:
            return self._pieces

        async def aclose(self) -> None:
            task = asyncio.current_task()
            if not (task and task.cancelling()):
                with contextlib.suppress(Exception):
                    async with asyncio.timeout(REST_OF_AN_ANSWER_SECONDS):
                        async for _ in self._pieces:
                            pass
            await self._stream.aclose()

    return Capped


async def _bounded(stream: Any, http: Any) -> AsyncIterator[bytes]:
    size = 0
    try:
        async for piece in stream:
            size += len(piece)
            if size > MAX_ANSWER_BYTES:
                raise Unavailable(_("its answer was far too long"))
            yield piece
    except http.TimeoutException:
        raise
    except http.TransportError:
        raise Unavailable(_("its answer broke off half-way")) from None
