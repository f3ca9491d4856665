"""What a turn took."""

import time


class Clock:
    """Milliseconds of one turn, from the moment the server had what the student said."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self.stt_ms: int | None = None
        self.llm_ms: int | None = None
        self.tts_ms: int | None = None
        self.first_audio_ms: int | None = None
        self.voice: str | None = None
        self.voiceless = False
        self.pieces = 0

    @property
    def ms(self) -> int:
        return round((time.perf_counter() - self._began) * 1000)
