"""A wav that is still being made, cut into smaller ones that play one after another without a gap.

An mp3 cannot be cut so: its decoder needs what came before, and adds silence at every start.
"""

import asyncio
import struct
import time
from collections.abc import AsyncIterator

from texts import _

from .audio import MAX_SOUND_BYTES, SNIFFED_BYTES, collected, sniff
from .base import Audio
from .errors import Unavailable

FIRST_SECONDS = 0.06
FIRST_SECONDS_OF_A_SLOW_VOICE = 0.25  # it gains little on who listens: a machine or net that halts would be heard
SLOW, QUICKEST = 2.0, 4.0  # times real time; what comes more quickly than that waits in the connection for a moment
LONGEST_SECONDS = 1.5
KEPT_SECONDS = 0.01  # kept back for the end, so that every slice knows whether more follows
MAX_HEAD_BYTES = 4096
UNKNOWN = 2**32 - 4096  # a length above this, or none, means that nobody knew it yet
MIME = "audio/wav"


class Pace:
    """How much faster than real time a voice made its last sentence; a voice is taken for fast until it is known."""

    def __init__(self) -> None:
        self.speed = float("inf")

    @property
    def first_seconds(self) -> float:
        return FIRST_SECONDS_OF_A_SLOW_VOICE if self.speed < SLOW else FIRST_SECONDS

    def learn(self, sound: float, took: float) -> None:
        if sound > LONGEST_SECONDS:
            self.speed = sound / max(took, 0.001)


async def slices(chunks: AsyncIterator[bytes], pace: Pace) -> AsyncIterator[Audio]:
    """A vendor's stream of sound: a wav as it comes, anything else whole when it is there. Raises Unavailable.

    A slice is at most half as long as what is still to be heard of those before it, so that the next one is in time.
    Until a part of it is due nobody looks: to be woken for every packet takes more time than all else.
    """
    head, wav = b"", None
    async for chunk in chunks:
        head += chunk
        wav = _Wav.of(head)
        if wav or len(head) >= SNIFFED_BYTES and (sniff(head) != MIME or len(head) > MAX_HEAD_BYTES):
            break
    if wav is None and sniff(head) == MIME:
        raise Unavailable(_("it sent sound that makes no sense"))
    if wav is None:
        yield await collected(_after(head, chunks))
        return
    began = time.monotonic()
    async for chunk in _after(wav.begun, chunks):
        wav.add(chunk)
        if piece := wav.take(pace.first_seconds):
            pace.learn(wav.seconds, time.monotonic() - began)
            yield piece
            await asyncio.sleep(wav.next_seconds / QUICKEST)
    yield wav.rest()


def silence(rate: int = 24_000) -> Audio:
    """Ends a sentence whose voice broke off."""
    return _file(struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16), bytes(round(KEPT_SECONDS * rate) * 2))


class _Wav:
    """Samples on their way. `form` is the header's description of them, `begun` what has come with the header."""

    def __init__(self, form: bytes, length: int, begun: bytes) -> None:
        self.begun = begun
        self._form = form
        self._a_second, self._block = struct.unpack_from("<IH", form, 8)
        self._left = length if 0 < length < UNKNOWN else MAX_SOUND_BYTES + 1
        self._size = 0
        self._samples = bytearray()
        self._heard_at: float | None = None

    @classmethod
    def of(cls, head: bytes) -> "_Wav | None":
        """The wav that begins so; None when it is none, or not enough of one."""
        at, form = 12, b""
        while sniff(head) == MIME and len(head) >= at + 8:
            name, size = struct.unpack_from("<4sI", head, at)
            at += 8
            if name == b"data":
                makes_sense = len(form) >= 16 and all(struct.unpack_from("<IH", form, 8))
                return cls(form, size, head[at:]) if makes_sense else None
            form = head[at : at + size] if name == b"fmt " else form
            at += size + size % 2
        return None

    def add(self, chunk: bytes) -> None:
        chunk = chunk[: self._left]  # behind the samples there may be a title, which is no sound
        self._left -= len(chunk)
        self._size += len(chunk)
        if self._size > MAX_SOUND_BYTES:
            raise Unavailable(_("it sent far too much sound"))
        self._samples += chunk

    @property
    def seconds(self) -> float:
        return self._size / self._a_second

    def take(self, first_seconds: float) -> Audio | None:
        """All that has come, once that is worth a slice; a little is kept back for the end."""
        kept = round(KEPT_SECONDS * self._a_second)
        worth = first_seconds if self._heard_at is None else self.next_seconds
        if len(self._samples) < worth * self._a_second + kept:
            return None
        self._heard_at = self._heard_at or time.monotonic()
        return self._cut(len(self._samples) - kept, more=True)

    @property
    def next_seconds(self) -> float:
        """How much sound the next slice should hold, now that the first has gone out."""
        assert self._heard_at is not None  # noqa: S101 - asked afterwards only
        taken = self.seconds - len(self._samples) / self._a_second
        ahead = taken - (time.monotonic() - self._heard_at)
        return max(FIRST_SECONDS, min(ahead / 2, LONGEST_SECONDS))

    def rest(self) -> Audio:
        if not self._samples:
            raise Unavailable(_("it sent no sound"))
        return self._cut(len(self._samples), more=False)

    def _cut(self, size: int, more: bool) -> Audio:
        size -= size % self._block
        samples = bytes(self._samples[:size])
        del self._samples[:size]
        return _file(self._form, samples, more)


def _file(form: bytes, samples: bytes, more: bool = False) -> Audio:
    head = struct.pack("<4sI4s4sI", b"RIFF", 20 + len(form) + len(samples), b"WAVE", b"fmt ", len(form))
    return Audio(head + form + struct.pack("<4sI", b"data", len(samples)) + samples, MIME, more)


async def _after(begun: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield begun
    async for chunk in chunks:
        yield chunk
