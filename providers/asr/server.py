"""Recognition by the self-hoster's own server, such as speaches or LocalAI."""

from providers.factory import register
from providers.server_client import ServerProvider

from .openai_whisper import OpenAIASR


@register
class ServerASR(ServerProvider, OpenAIASR):
    async def live(self) -> None:
        """Few such servers have a socket for it, and each its own."""
        return None
