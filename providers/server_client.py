"""The self-hoster's own servers that speak OpenAI's protocol. Their addresses are settings: no student enters one."""

from config.settings import Settings
from texts import N_, _

from .errors import NO_SUCH_MODEL, Unavailable
from .openai_client import OpenAIProvider


class ServerProvider(OpenAIProvider):
    name = "server"
    label = N_("Own server")
    needs_key = False
    default_model = ""

    @classmethod
    def address(cls, settings: Settings) -> str:
        return {
            "stt": settings.local_stt_base_url,
            "llm": settings.local_llm_base_url,
            "tts": settings.local_tts_base_url,
        }[cls.service]

    @classmethod
    def available(cls, settings: Settings) -> bool:
        return bool(cls.address(settings))

    @property
    def base_url(self) -> str:
        return self.address(self.settings)

    async def chosen_model(self) -> str:
        """What the student chose, otherwise the first that the server lists."""
        if self.model:
            return self.model
        offers = await self.models()
        if not offers:
            raise Unavailable(_(NO_SUCH_MODEL))
        return offers[0].id

    def fits(self, model: str) -> bool:
        """It serves what its owner put there."""
        return True
