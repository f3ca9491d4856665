"""What is asked of every vendor, and how."""

from providers import factory
from providers.asr.base import ASR
from providers.base import Audio
from providers.llm.base import Prompt
from providers.tts.base import TTS
from tests.support.speech import spoken

factory.load()
PROMPT = Prompt("You are a kind neighbor.", [("partner", "Hi."), ("student", "I like to cook.")], max_tokens=77)
MP3 = b"\xff\xfb\x90\x64" + b"\0" * 2000
KEYED = [
    ("stt", "openai"),
    ("stt", "elevenlabs"),
    ("stt", "huggingface"),
    ("llm", "openai"),
    ("llm", "huggingface"),
    ("tts", "openai"),
    ("tts", "elevenlabs"),
]
OWN = [("stt", "server"), ("llm", "server"), ("tts", "server")]
REPLY = "That sounds lovely. What do you cook?"


async def use(provider) -> str:
    """Let it do its work; the text it gave, or the sound."""
    if isinstance(provider, ASR):
        return (await provider.transcribe(Audio(spoken("Yes."), "audio/wav"))).text
    if isinstance(provider, TTS):
        return await provider.speak("Hello there.")  # pyright: ignore[reportReturnType]
    return await provider.reply(PROMPT)
