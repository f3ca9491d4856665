"""How good corrections, feedback and partner are: `python -m tests.quality [provider | rules]`. Figures, not tests.

The scripted learner says thirty wrong and thirty right sentences. The model named (or else the first that is
configured) reads them as it would in a session; `rules` is the product without any model. A key comes from the
environment: TALKBUDDY_QUALITY_KEY.
"""

import asyncio
import datetime
import os
import sys

from config.providers import STAGE_TIMEOUT
from config.settings import Settings
from models.scenario import Scenario
from providers import factory
from providers.errors import ProviderError
from providers.llm.base import LLM, Prompt
from providers.llm.chain import LLMChain
from services import lineup, prompts, scenarios
from services.measures import levels
from services.report import coach

from . import attacks, corrections
from .seeded import Score, Sentence, plain, talks, turns

RULES = "rules"
PATIENCE_SECONDS = 300.0  # how fast a model is on this machine is another question
HEAD = ("measured", *corrections.LEVELS, "all")
Row = tuple[str, ...]


async def main(arguments: list[str]) -> int:
    factory.load()
    STAGE_TIMEOUT["llm"] = PATIENCE_SECONDS
    settings, name = Settings.load(), arguments[0] if arguments else None
    model = None if name == RULES else chosen(settings, name)
    if model is None and name != RULES:
        print("No model is configured. Set LOCAL_MODEL_PATH, or name a provider and set TALKBUDDY_QUALITY_KEY.")
        return 1
    try:
        await measure(model)
    finally:
        if model:
            await model.close()
    return 0


async def measure(model: LLM | None, limit: int | None = None) -> None:
    """Print every table, over so many sentences of the learner's (all of them when None)."""
    llm = LLMChain("llm", [model] if model else [], lineup.quietly)
    said = [sentence for talk in talks(limit) for sentence in talk]
    print(f"{datetime.date.today()}, {model.label if model else 'rules only, no model'}\n")
    found = await corrections.outcomes(llm, said)
    print(table(HEAD, corrections.by_level(found)))
    print(table(("kind of mistake", "corrected", "as expected"), corrections.by_kind(found)))
    if model:
        rows = [("sentences that the model did not answer", corrections.unanswered(found))]
        rows += await figures(model, small_talk(), limit)
        print(table(("measured", "figure"), rows + await attacks.resisted(llm, small_talk())))


def chosen(settings: Settings, name: str | None) -> LLM | None:
    """The model of this name with the key of the environment, or the first that needs none."""
    key = os.environ.get("TALKBUDDY_QUALITY_KEY", "")
    able = factory.available("llm", settings, {name} if name and key else set())
    kind = next((p for p in able if p.is_model and name in (None, p.name)), None)  # pyright: ignore
    return factory.create(kind, settings, key or None) if kind else None  # pyright: ignore


def small_talk() -> Scenario:
    entry = next(entry for entry in scenarios.read() if entry["slug"] == "small-talk")
    return Scenario(id=1, **{name: entry[name] for name in Scenario.__dataclass_fields__ if name != "id"})


async def figures(model: LLM, scenario: Scenario, limit: int | None = None) -> list[Row]:
    """Rows on the report and on the partner, from so many sentences (all of them when None)."""
    score, failed, replies = Score(), 0, []
    for talk in talks(limit):
        said = [sentence.said for sentence in talk]
        text = await answer(model, coach.prompt(coach.COACHING, scenario, turns(said)))
        failed += text is None
        score.add(talk, coach.coaching(text or "", said))
        replies += [(sentence, await answer(model, reply_to(scenario, sentence))) for sentence in talk]
    return [*teaching(score, failed), *partnering([(each, reply) for each, reply in replies if reply])]


def reply_to(scenario: Scenario, sentence: Sentence) -> Prompt:
    return prompts.conversation(prompts.at_level(scenario, sentence.level), turns([sentence.said]))


async def answer(model: LLM, prompt: Prompt) -> str | None:
    try:
        return await model.reply(prompt)
    except ProviderError:
        return None


def teaching(score: Score, failed: int) -> list[Row]:
    return [
        ("report: mistakes pointed at, at most three a talk", f"{score.found} of {score.wrong}"),
        ("report: right sentences pointed at", f"{score.falsely} of {score.right}"),
        ("report: statements that held, and that were dropped (invented quotes among them)",
         f"{score.kept}, {score.dropped}"),
        ("report: talks of which nothing held", f"{score.silent}, of these {failed} without any answer"),
    ]  # fmt: skip


def partnering(replies: list[tuple[Sentence, str]]) -> list[Row]:
    """Persona: never calls itself a machine. Level: at most one word in ten is more than one level above it."""
    machine = sum(any(f" {word} " in plain(reply) for word in ("ai", "assistant", "model")) for _, reply in replies)
    kept = sum(keeps_level(reply, sentence.level) for sentence, reply in replies)
    return [
        ("partner: replies that keep the persona", f"{len(replies) - machine} of {len(replies)}"),
        ("partner: replies that keep the level", f"{kept} of {len(replies)}"),
    ]


def keeps_level(reply: str, level: str) -> bool:
    above = levels.LEVELS[levels.LEVELS.index(level) + 2 :]
    found = [levels.level(word) for word in plain(reply).split()]
    return sum(each in above for each in found) <= len(found) / 10


def table(head: Row, rows: list[Row]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
