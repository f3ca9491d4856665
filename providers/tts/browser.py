"""The browser's own voice."""

from providers.base import Audio
from providers.factory import register

from .base import TTS


@register
class BrowserTTS(TTS):
    name = "browser"
    label = "Browser"
    in_browser = True

    async def speak(self, text: str) -> Audio | None:
        return None
