"""What tests of whole turns share: three vendors, which of them fails first, and what a conversation told."""

from services.said import SaidAudio
from tests.support.speech import spoken

REPLY = "That sounds lovely. What do you cook?"
FAILING = {"stt": "openai", "llm": "openai", "tts": "elevenlabs"}
HELPING = {"stt": "elevenlabs", "llm": "huggingface", "tts": "openai"}


def of(kind, told):
    return [event for event in told if isinstance(event, kind)]


async def aloud(talking, turn: str = "t1") -> None:
    await talking.turn(SaidAudio(spoken("I like to cook."), turn, 1.5), stream=True)
