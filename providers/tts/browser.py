"""The browser's own voice. Its pace goes to the page beside the text, for nothing is spoken here."""

from providers.base import Audio
from providers.factory import register
from texts import N_

from .base import TTS


@register
class BrowserTTS(TTS):
    name = "browser"
    label = N_("Browser")
    in_browser = True

    async def speak(self, text: str) -> Audio | None:
        return None
