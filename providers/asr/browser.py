"""The browser's own speech recognition. The words arrive as text; the server has nothing to do."""

from providers.base import Audio
from providers.errors import Unavailable
from providers.factory import register
from texts import N_, _

from .base import ASR, Transcript


@register
class BrowserASR(ASR):
    name = "browser"
    label = N_("Browser")
    in_browser = True

    async def transcribe(self, audio: Audio) -> Transcript:
        raise Unavailable(_("the browser sent a recording instead of words"))
