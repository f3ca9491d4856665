"""The browser's own voice."""

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
