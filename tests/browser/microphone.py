"""What Chromium hears instead of a microphone."""

import wave
from io import BytesIO
from pathlib import Path

from tests.support.speech import spoken


class Microphone:
    """The wav file that Chromium takes for its microphone; it is read anew whenever the page starts listening."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds = 0.0
        self.hears("Hello.")

    def hears(self, text: str) -> None:
        recording = spoken(text, before=0.3, after=20)
        self.path.write_bytes(recording)
        with wave.open(BytesIO(spoken(text, before=0.3, after=0.5))) as file:
            self.seconds = file.getnframes() / file.getframerate()
