"""What the vendors' services cost, for estimates: list prices in US dollars, without tax, plans or discounts.

From the vendors' price lists (openai.com/api/pricing, elevenlabs.io/pricing/api) as they were reported in June 2026.
OpenAI's speech is sold by the token; the prices here are its own estimates a minute, a minute of speech being about
900 characters.
"""

from dataclasses import dataclass

from .providers import Service

AS_OF = "2026-06"
FREE = {"browser", "local", "guided", "server", "typed", "scenario"}  # the self-hoster's own server costs no student


@dataclass(frozen=True)
class Spent:
    """What a stage used: seconds of recording, tokens of text, characters of speech."""

    seconds: float | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    characters: int = 0


@dataclass(frozen=True)
class Price:
    """US dollars: a minute of recording, a million tokens read and written, a million characters spoken."""

    minute: float = 0.0
    input_tokens: float = 0.0
    output_tokens: float = 0.0
    characters: float = 0.0


PRICES: dict[tuple[Service, str], dict[str, Price]] = {
    ("stt", "openai"): {
        "gpt-4o-mini-transcribe": Price(minute=0.003),
        "gpt-4o-transcribe": Price(minute=0.006),
        "whisper-1": Price(minute=0.006),
    },
    ("stt", "elevenlabs"): {
        "scribe_v1": Price(minute=0.22 / 60),
        "scribe_v2": Price(minute=0.22 / 60),
        "scribe_v2_realtime": Price(minute=0.39 / 60),
    },
    ("llm", "openai"): {
        "gpt-4o-mini": Price(input_tokens=0.15, output_tokens=0.60),
        "gpt-4o": Price(input_tokens=2.50, output_tokens=10.0),
        "gpt-4.1-nano": Price(input_tokens=0.10, output_tokens=0.40),
        "gpt-4.1-mini": Price(input_tokens=0.40, output_tokens=1.60),
        "gpt-4.1": Price(input_tokens=2.0, output_tokens=8.0),
        "gpt-3.5-turbo": Price(input_tokens=0.50, output_tokens=1.50),
    },
    ("tts", "openai"): {
        "gpt-4o-mini-tts": Price(characters=0.015 / 900 * 1e6),
        "tts-1": Price(characters=15.0),
        "tts-1-hd": Price(characters=30.0),
    },
    ("tts", "elevenlabs"): {
        "eleven_flash_v2_5": Price(characters=50.0),
        "eleven_flash_v2": Price(characters=50.0),
        "eleven_turbo_v2_5": Price(characters=50.0),
        "eleven_multilingual_v2": Price(characters=100.0),
        "eleven_v3": Price(characters=100.0),
    },
}


def cost(service: Service, provider: str, model: str, spent: Spent) -> float | None:
    """US dollars; 0.0 for what costs nothing, None when the price or what was used is not known."""
    if provider in FREE:
        return 0.0
    price = _price(PRICES.get((service, provider), {}), model)
    if price is None or price.minute and spent.seconds is None:
        return None
    tokens = price.input_tokens * spent.input_tokens + price.output_tokens * spent.output_tokens
    return price.minute * (spent.seconds or 0.0) / 60 + (tokens + price.characters * spent.characters) / 1e6


def _price(prices: dict[str, Price], model: str) -> Price | None:
    """A dated version (gpt-4o-mini-2024-07-18) costs what its model costs."""
    return prices.get(model) or prices.get(model.partition("-20")[0])
