"""Language models: the conversation so far in, the partner's next words out."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from providers.base import Provider

REMEMBERED_TURNS = 30
FORGOTTEN_AT_ONCE = 10


@dataclass(frozen=True)
class Prompt:
    """All that a model is told. `turns` are (who, text) with who in 'student', 'partner', oldest first.

    `guide` is the scenario's own material (questions, follow-ups, closing) for a partner that is no model.
    """

    instructions: str
    turns: list[tuple[str, str]]
    examples: list[tuple[str, str]] = field(default_factory=list)
    guide: dict[str, Any] = field(default_factory=dict)
    max_tokens: int = 160
    temperature: float = 0.7

    def messages(self) -> list[dict[str, str]]:
        """The usual chat format, with the latest turns. Consecutive utterances of one side become one message."""
        messages = [{"role": "system", "content": self.instructions}]
        for who, text in [*self.examples, *remembered(self.turns)]:
            role = "user" if who == "student" else "assistant"
            if messages[-1]["role"] == role:
                messages[-1] = {"role": role, "content": f"{messages[-1]['content']} {text}"}
            else:
                messages.append({"role": role, "content": text})
        return messages


def remembered(turns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The latest turns. Old ones are forgotten ten at a time: a start that moves with every turn would spoil the cache
    of a model on this computer, which then reads everything anew."""
    too_many = max(0, len(turns) - REMEMBERED_TURNS)
    return turns[-(-too_many // FORGOTTEN_AT_ONCE) * FORGOTTEN_AT_ONCE :]


@dataclass(frozen=True)
class Usage:
    """Tokens that a reply took, as its vendor counted them."""

    input_tokens: int
    output_tokens: int


class LLM(Provider):
    """`is_model` is False for a partner that cannot write anything but its own lines, such as feedback.

    `reads_ahead` is True for one whose first answer comes sooner after `prepare`.
    """

    service = "llm"
    is_model: ClassVar[bool] = True
    reads_ahead: ClassVar[bool] = False

    @abstractmethod
    def stream(self, prompt: Prompt) -> AsyncIterator[str | Usage]:
        """The reply in pieces as they come, and a Usage where the vendor counts tokens.

        Raises ProviderError; a reply without a word is one, too.
        """

    async def reply(self, prompt: Prompt) -> str:
        """The whole reply."""
        return "".join([piece async for piece in self.stream(prompt) if isinstance(piece, str)]).strip()

    async def prepare(self, prompt: Prompt) -> None:
        """Read in advance what the next answer will be about. May fail."""
