"""Takes that arrive in chunks while the student still speaks."""

from collections.abc import Iterator

from services.said import SaidAudio
from texts import N_, _

from .bad_message import BadMessage
from .messages import Chunk, ChunksComplete

LOST = N_("A part of this recording got lost on the way. Please say it again.")


class Takes:
    """Holds the chunks of one take at a time, at most `limit` bytes; a new take's chunks replace the old one's."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._turn: str | None = None
        self._dropped: str | None = None
        self._chunks: dict[int, bytes] = {}
        self._read = 0

    def add(self, chunk: Chunk) -> bytes:
        """What can now be read on: the chunks that follow those before without a gap.

        Raises BadMessage when the take grows too large; it is dropped then.
        """
        if chunk.turn == self._dropped:
            return b""
        if chunk.turn != self._turn:
            self._forget(chunk.turn)
        self._chunks[chunk.seq] = chunk.data
        if sum(map(len, self._chunks.values())) > self._limit:
            self.drop()
            raise BadMessage(_("This recording is too long. Say it in smaller parts."), "too_large", chunk.turn)
        return b"".join(self._next())

    def complete(self, whole: ChunksComplete) -> SaidAudio:
        """The take of chunks 0…n-1. Raises BadMessage when one is missing."""
        chunks = self._chunks if whole.turn == self._turn else {}
        self._forget(None)
        if not whole.chunks or set(chunks) != set(range(whole.chunks)):
            raise BadMessage(_(LOST), "bad_audio", whole.turn)
        return SaidAudio(b"".join(chunks[seq] for seq in range(whole.chunks)), whole.turn, whole.duration)

    def drop(self) -> None:
        """The student dropped the take that they were speaking: whatever else comes of it is not kept."""
        self._dropped = self._turn
        self._forget(None)

    def _forget(self, turn: str | None) -> None:
        self._turn, self._chunks, self._read = turn, {}, 0

    def _next(self) -> Iterator[bytes]:
        while self._read in self._chunks:
            yield self._chunks[self._read]
            self._read += 1
