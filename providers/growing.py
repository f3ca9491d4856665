"""Decoding a recording while it is still being written."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator
from typing import Any

from .audio import MAX_SECONDS, RATE, SNIFFED_BYTES, pcm_of, sniff
from .errors import BadAudio

FORMATS = {
    "audio/webm": "matroska",
    "audio/ogg": "ogg",
    "audio/mp4": "mov",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
}
READ_BYTES = 4096
SAMPLE_BYTES = 2


class Growing:
    """The parts of a file go in as they come, and out comes its sound: 16 kHz, mono, 16 bit.

    A thread of its own reads the container as if it were a slow disk, so that everything is decoded once and any prefix
    will do. It ends with `end` or `stop`; one of them has to be called.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._sound: asyncio.Queue[bytes | type[BadAudio] | None] = asyncio.Queue()
        self._file = _File(self._hand_out)
        self._has_sound = False
        self._thread: threading.Thread | None = None

    def add(self, data: bytes) -> None:
        self._file.add(data)
        if self._thread is None and self._file.size >= SNIFFED_BYTES:
            self._thread = threading.Thread(target=self._decode, name="growing", daemon=True)
            self._thread.start()

    def end(self, whole: bytes) -> bool:
        """Nothing comes after `whole`; False when what came so far is not its beginning."""
        if not whole.startswith(self._file.data):
            return False
        self.add(whole[self._file.size :])
        self._file.end()
        if self._thread is None:
            self._sound.put_nowait(BadAudio)
        return True

    def stop(self) -> None:
        """Decode no further."""
        self._file.stop()

    async def pcm(self) -> AsyncGenerator[bytes, None]:
        """The sound, in pieces as long as what was added. Raises BadAudio where it cannot be read to its end."""
        while (piece := await self._sound.get()) is not None:
            if isinstance(piece, type):
                raise piece()  # made here, for the thread does not know the reader's language
            yield piece

    def _decode(self) -> None:
        with contextlib.suppress(Exception):  # FFmpeg's own, or a file that is none
            self._read()
        self._file.flush()
        # As everywhere, a file that is cut off at its end is heard as far as it goes.
        self._hand_out(None if self._file.is_whole and self._has_sound else BadAudio)

    def _read(self) -> None:
        import av

        kind, samples = FORMATS[sniff(bytes(self._file.data[:SNIFFED_BYTES])) or ""], 0
        with av.open(self._file, "r", format=kind, buffer_size=READ_BYTES) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                samples += self._take_in(resampler, frame)
                if samples > MAX_SECONDS * RATE:
                    raise BadAudio()
            self._take_in(resampler, None)

    def _take_in(self, resampler: Any, frame: Any) -> int:
        pcm = pcm_of(resampler.resample(frame))
        self._file.decoded += pcm
        self._has_sound = self._has_sound or bool(pcm)
        return len(pcm) // SAMPLE_BYTES

    def _hand_out(self, piece: bytes | type[BadAudio] | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._sound.put_nowait, piece)
        except RuntimeError:  # the loop has closed: nobody waits for it
            self._file.stop()


class _File:
    """What FFmpeg reads: it waits for bytes that have not come yet, and hands over what is decoded before it waits."""

    def __init__(self, hand_out: Any) -> None:
        self.data = bytearray()
        self.decoded = bytearray()
        self._hand_out = hand_out
        self._at = 0
        self._is_over = False
        self._is_stopped = False
        self._changed = threading.Condition()

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def is_whole(self) -> bool:
        return self._is_over and not self._is_stopped

    def add(self, data: bytes) -> None:
        with self._changed:
            self.data += data
            self._changed.notify()

    def end(self) -> None:
        with self._changed:
            self._is_over = True
            self._changed.notify()

    def stop(self) -> None:
        self._is_stopped = True
        self.end()

    def flush(self) -> None:
        if self.decoded and not self._is_stopped:
            self._hand_out(bytes(self.decoded))
        self.decoded.clear()

    def read(self, size: int) -> bytes:
        """For FFmpeg; an empty answer is the end."""
        with self._changed:
            if self._at >= len(self.data):
                self.flush()
            while self._at >= len(self.data) and not self._is_over:
                self._changed.wait()
            if self._is_stopped:
                return b""
            piece = bytes(self.data[self._at : self._at + size])
            self._at += len(piece)
            return piece
