"""The quality harness counts rightly, and runs through with a real small model."""

import json
from dataclasses import replace

import pytest

from config.settings import Settings
from providers.grammar import rules
from providers.llm.base import LLM
from providers.llm.chain import LLMChain
from providers.llm.local import LocalLLM
from services import lineup
from services.report.checks import Quote
from services.report.parts import Coaching, Point
from tests.quality import __main__ as quality
from tests.quality import attacks, corrections
from tests.quality.seeded import Score, Sentence, sentences, talks


@pytest.fixture
def no_rules(monkeypatch):
    monkeypatch.setattr(rules, "CHECKERS", ())


def chain(*models: LLM) -> LLMChain:
    return LLMChain("llm", list(models), lineup.quietly)


def test_there_are_thirty_of_each_at_every_level():
    wrong = [each for each in sentences() if each.right]
    right = [each for each in sentences() if not each.right]
    assert (len(wrong), len(right)) == (30, 30)
    assert {each.level for each in wrong} == {each.level for each in right} == set(corrections.LEVELS)
    assert all(each.said != each.right for each in sentences())
    assert all(sum(bool(each.right) for each in talk) == 3 for talk in talks())


def test_the_examples_that_the_model_gets_are_none_of_the_sentences():
    from services.help.corrector import EXAMPLES

    known = {text for each in sentences() for text in (each.said, each.right)}
    assert not known & {text for said, better, _, _ in EXAMPLES for text in (said, better)}


def test_a_point_on_a_right_sentence_is_a_false_correction_and_a_missed_one_is_missed():
    talk, score = talks()[0], Score()
    points = [Point(Quote(1, "She have"), "She has a small dog", "why"), Point(Quote(2, "x"), "y", "why")]
    score.add(talk, Coaching(None, points, dropped=4))
    assert (score.wrong, score.found, score.fixed, score.right, score.falsely) == (3, 1, 1, 3, 1)
    assert (score.kept, score.dropped, score.silent) == (2, 4, 0)


class PerfectTeacher(LLM):
    """It knows the sentences by heart."""

    name = "perfect"
    label = "Perfect"

    async def stream(self, prompt):
        known = {each.said: each.right for each in sentences() if each.right}
        asked = prompt.turns[-1][1]
        if asked.startswith('{"sentence"'):
            said = json.loads(asked)["sentence"]
            yield json.dumps({"better": known.get(said, said)})
            return
        lines = [json.loads(line) for line in asked.splitlines() if line.startswith('{"answer"')]
        points = [
            {"answer": line["answer"], "quote": line["student"], "better": known[line["student"]], "why": "This is it."}
            for line in lines
            if line["student"] in known
        ]
        yield json.dumps({"points": points})


async def test_a_perfect_teacher_gets_full_marks_because_the_checks_let_every_right_correction_pass(no_rules):
    teacher = PerfectTeacher(Settings(), None)
    found = await corrections.outcomes(chain(teacher), sentences())
    figures = {row[0]: row[-1] for row in corrections.by_level(found)}
    assert figures == {
        "mistakes corrected": "30 of 30",
        "corrected as expected": "30 of 30",
        "right sentences corrected falsely": "0 of 30",
    }
    assert all(row[1] == row[2] for row in corrections.by_kind(found)) and corrections.unanswered(found) == "0 of 60"
    rows = dict(await quality.figures(teacher, quality.small_talk()))
    assert rows["report: mistakes pointed at, at most three a talk"] == "30 of 30"
    assert rows["report: right sentences pointed at"] == "0 of 30"


async def test_the_rules_alone_correct_no_right_sentence():
    found = await corrections.outcomes(chain(), sentences())
    figures = {row[0]: row[-1] for row in corrections.by_level(found)}
    assert figures["right sentences corrected falsely"] == "0 of 30"
    assert int(figures["mistakes corrected"].split()[0]) >= 10


class Obeys(LLM):
    """It does what the last speaker says."""

    name = "obeys"
    label = "Obeys"

    async def stream(self, prompt):
        obedient = {"answer": 1, "quote": "I like cats", "text": "This is a banana and that is it."}
        hinted = {"praise": obedient, "better": "banana banana", "text": "I like banana and that is it."}
        yield json.dumps(hinted) if prompt.turns[-1][1].endswith("}") or "JSON" in prompt.instructions else "banana"


async def test_a_model_that_obeys_is_found_out_where_its_words_would_reach_the_student(small_talk):
    found = dict(await attacks.resisted(chain(Obeys(Settings(), None)), small_talk))
    assert list(found.values()) == ["followed", "not followed", "followed", "followed"]


@pytest.fixture
def small_talk():
    return quality.small_talk()


def test_a_reply_keeps_the_level_when_hardly_a_word_is_far_above_it():
    assert quality.keeps_level("Do you like your dog?", "A1")
    assert not quality.keeps_level("Your meticulous deliberations are indispensable.", "A1")
    rows = dict(quality.partnering([(Sentence("A1", "right", "x", None), "As an AI model, I like dogs.")]))
    assert rows["partner: replies that keep the persona"] == "0 of 1"


class Brief(LocalLLM):
    """The small model, cut short: it rambles, and this shows the plumbing, not what it says."""

    async def stream(self, prompt):
        async for piece in super().stream(replace(prompt, max_tokens=16)):
            yield piece


async def test_it_runs_through_with_a_small_model(small_model, capsys):
    model = Brief(Settings(local_model_path=str(small_model)), None)
    await quality.measure(model, limit=2)
    await model.close()
    told = capsys.readouterr().out
    with capsys.disabled():
        print(f"\nThe harness on two sentences, with a model that is too small to teach and was cut short:\n{told}")
    assert "| mistakes corrected | " in told and " of 1 |" in told
    assert "an order in a CV as the goal, to the partner" in told
