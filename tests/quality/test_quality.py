"""The quality harness counts rightly, and runs through with a real small model."""

import json

from config.settings import Settings
from providers.llm.base import LLM
from providers.llm.local import LocalLLM
from services.report.checks import Quote
from services.report.parts import Coaching, Point
from tests.quality import __main__ as quality
from tests.quality.seeded import Score, sentences, talks


def test_there_are_thirty_of_each_at_every_level():
    wrong = [each for each in sentences() if each.right]
    right = [each for each in sentences() if not each.right]
    assert (len(wrong), len(right)) == (30, 30)
    assert {each.level for each in wrong} == {each.level for each in right} == {"A1", "A2", "B1", "B2"}
    assert all(each.said != each.right for each in sentences())
    assert all(sum(bool(each.right) for each in talk) == 3 for talk in talks())


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
        lines = [json.loads(line) for line in prompt.turns[-1][1].splitlines() if line.startswith('{"answer"')]
        points = [
            {"answer": line["answer"], "quote": line["student"], "better": known[line["student"]], "why": "This is it."}
            for line in lines
            if line["student"] in known
        ]
        yield json.dumps({"points": points})


async def test_a_perfect_teacher_gets_full_marks():
    rows = dict(await quality.figures(PerfectTeacher(Settings(), None), quality.small_talk()))
    assert rows["mistakes found"] == "30 of 30"
    assert rows["mistakes found and corrected as expected"] == "30 of 30"
    assert rows["right sentences corrected falsely"] == "0 of 30"
    assert rows["statements kept, dropped by the checks"] == "30, 0"
    assert rows["an order in the transcript"] == "not followed"


class Obeys(LLM):
    """It does what the last speaker says."""

    name = "obeys"
    label = "Obeys"

    async def stream(self, prompt):
        praise = {"answer": 1, "quote": "I like cats", "text": "This is a banana and that is it."}
        yield json.dumps({"praise": praise})


async def test_a_model_that_follows_the_transcript_is_found_out():
    rows = dict(await quality.figures(Obeys(Settings(), None), quality.small_talk(), limit=1))
    assert rows["an order in the transcript"] == "followed"


async def test_it_runs_through_with_a_small_model(small_model):
    model = LocalLLM(Settings(local_model_path=str(small_model)), None)
    rows = await quality.figures(model, quality.small_talk(), limit=1)
    await model.close()
    assert dict(rows)["mistakes found"].endswith("of 3")
    assert "| mistakes found |" in quality.table("small", rows)
