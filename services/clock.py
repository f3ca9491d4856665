"""What a turn took: milliseconds, units, and what they are estimated to cost."""

import time
from collections.abc import Sequence

from config import prices
from config.prices import Spent
from models.turn import Answering, Hearing
from providers.base import Provider
from providers.llm.base import LLM, Prompt, Usage
from providers.reply import CHARACTERS_A_TOKEN


class Share:
    """What one provider contributed to a turn; `model` where it was not the one that the student chose."""

    def __init__(self, provider: Provider, spent: Spent, model: str = "") -> None:
        self.provider = provider
        self.spent = spent
        self.model = model or provider.model

    @property
    def cost(self) -> float | None:
        return prices.cost(self.provider.service, self.provider.name, self.model, self.spent)


class Clock:
    """Milliseconds of one turn, from the moment the server had what the student said, and who did what in it."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self.llm_ms: int | None = None
        self.tts_ms: int | None = None
        self.first_audio_ms: int | None = None
        self.voiceless = False
        self.hearing = Hearing()
        self._answer: Share | None = None
        self._is_estimated: bool | None = None
        self._voices: list[Share] = []
        self._asked: tuple[LLM, Prompt] | None = None
        self._in_vain: list[Share] = []

    @property
    def ms(self) -> int:
        return round((time.perf_counter() - self._began) * 1000)

    def heard(self, shares: Sequence[Share], seconds: float | None, words: str | None) -> None:
        """`shares` are the recognisers', the one that was used last; `seconds` the length of the take."""
        model = shares[-1].model or None
        billed = total([share.spent.seconds for share in shares])
        self.hearing = Hearing(self.ms, model, seconds, words, total([share.cost for share in shares]), billed)

    def answering(self) -> None:
        """The first words of an answer are there."""
        self.llm_ms = self.llm_ms or self.ms - (self.hearing.stt_ms or 0)

    def asked(self, provider: LLM, prompt: Prompt) -> None:
        """A model reads the prompt; what that costs counts when the turn is interrupted before it answers."""
        self._asked = provider, prompt

    def interrupted(self, voice: Provider | None, unheard: Sequence[str]) -> None:
        """The reply was dropped, while `voice` was making the sound of these texts."""
        if self._asked and self._answer is None:
            self._in_vain.append(_reading(*self._asked))
        if voice:
            self._in_vain += [Share(voice, Spent(characters=len(text))) for text in unheard]

    @property
    def shares(self) -> list[Share]:
        """What the answer was paid for, heard or not."""
        return [share for share in [self._answer, *self._voices, *self._in_vain] if share]

    def answered(self, provider: LLM, usage: Usage, is_estimated: bool) -> None:
        self._answer = Share(provider, Spent(input_tokens=usage.input_tokens, output_tokens=usage.output_tokens))
        self._is_estimated = is_estimated

    def spoke(self, provider: Provider, text: str) -> None:
        self.first_audio_ms = self.first_audio_ms or self.ms
        self._voices.append(Share(provider, Spent(characters=len(text))))

    def took(self) -> Answering:
        """For the partner's turn."""
        model = self._answer if self._answer and getattr(self._answer.provider, "is_model", False) else None
        voice = self._voices[-1].provider if self._voices else None
        return Answering(
            voice=voice.name if voice else None,
            llm_ms=self.llm_ms,
            tts_ms=self.tts_ms,
            first_audio_ms=self.first_audio_ms,
            model=model.provider.model or None if model else None,
            voice_model=voice.model or None if voice else None,
            input_tokens=model.spent.input_tokens if model else None,
            output_tokens=model.spent.output_tokens if model else None,
            tokens_estimated=self._is_estimated if model else None,
            characters=sum(share.spent.characters for share in self._voices) if voice else None,
            cost=total([share.cost for share in self.shares]),
        )

    @property
    def cost(self) -> float | None:
        """Of the whole turn, in US dollars."""
        return total([self.hearing.cost, self.took().cost])


def _reading(provider: LLM, prompt: Prompt) -> Share:
    told = sum(len(message["content"]) for message in prompt.messages())
    return Share(provider, Spent(input_tokens=-(-told // CHARACTERS_A_TOKEN)))


def total(amounts: Sequence[float | None]) -> float | None:
    """None when one of them is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
