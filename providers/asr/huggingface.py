"""Speech recognition by Hugging Face Inference Providers."""

from config.providers import HF_STT_MODEL, HF_STT_MODELS
from providers.base import Audio, Offer
from providers.factory import register
from providers.huggingface_client import HuggingFaceProvider

from .base import ASR, Transcript
from .remote import named_file, transcript


@register
class HuggingFaceASR(HuggingFaceProvider, ASR):
    default_model = HF_STT_MODEL

    async def transcribe(self, audio: Audio) -> Transcript:
        from huggingface_hub.inference._common import MimeBytes

        _, data, mime = named_file(audio)
        client = await self.client()
        with self.in_our_words():
            return transcript(await client.automatic_speech_recognition(MimeBytes(data, mime), model=self._address))

    async def models(self) -> list[Offer]:
        others = (name for name in HF_STT_MODELS if name != self.default_model)
        return [Offer(name, name) for name in (self.default_model, *others)]

    @property
    def _address(self) -> str:
        """Given a model's bare name, the SDK first asks the hub who serves it, and stops the event loop meanwhile."""
        return f"{self.base_url.removesuffix('/v1')}/hf-inference/models/{self.model}"
