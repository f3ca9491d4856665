"""Takes that arrive in chunks while the student still speaks."""

from services.said import SaidAudio

from .bad_message import BadMessage
from .messages import Chunk, ChunksComplete

LOST = "A part of this recording got lost on the way. Please say it again."


class Takes:
    """Holds the chunks of one take at a time, at most `limit` bytes; a new take's chunks replace the old one's."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._turn: str | None = None
        self._chunks: dict[int, bytes] = {}

    def add(self, chunk: Chunk) -> None:
        """Raises BadMessage when the take grows too large; it is dropped then."""
        if chunk.turn != self._turn:
            self._turn, self._chunks = chunk.turn, {}
        self._chunks[chunk.seq] = chunk.data
        if sum(map(len, self._chunks.values())) > self._limit:
            self._turn, self._chunks = None, {}
            raise BadMessage("This recording is too long. Say it in smaller parts.", "too_large", chunk.turn)

    def complete(self, whole: ChunksComplete) -> SaidAudio:
        """The take of chunks 0…n-1. Raises BadMessage when one is missing."""
        chunks = self._chunks if whole.turn == self._turn else {}
        self._turn, self._chunks = None, {}
        if not whole.chunks or set(chunks) != set(range(whole.chunks)):
            raise BadMessage(LOST, "bad_audio", whole.turn)
        return SaidAudio(b"".join(chunks[seq] for seq in range(whole.chunks)), whole.turn, whole.duration)
