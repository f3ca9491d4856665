"""The record that grows, and the list of conversations, over HTTP."""

import pytest

from tests.support.conversations import finished, written
from views.progress import HEIGHT, WIDTH, scaled

SAID = "I like to cook dinner for my family, and my brother likes to eat it. " * 3


def test_a_new_student_is_told_how_to_begin(student):
    page = student.page("/progress")
    assert "Nothing here yet" in page and "Too little to say" in page


def test_it_grows_with_every_conversation_and_shows_a_line_from_the_third_on(student):
    for _ in range(2):
        written(student, finished(student, SAID))
    page = student.page("/progress")
    assert "<strong>2</strong> conversations" in page and "<strong>1</strong> day with practice" in page
    assert "1 more conversation until there is a line" in page and "<svg" not in page
    written(student, finished(student, SAID))
    assert "in 3 conversations" in student.page("/progress") and "<svg" in student.page("/progress")


def test_the_history_lists_one_track_or_all_and_keeps_the_choice_on_every_page(student):
    link = f"/history/{finished(student, SAID)}"
    assert link in student.page("/history") and link in student.page("/history?type=nonsense")
    assert "No conversation here yet" in student.page("/history?type=interview_prep")
    page = student.page("/history?type=english_practice")
    assert link in page and 'aria-current="true">English practice' in page


@pytest.mark.parametrize("numbers", [[90.0, 95.0, 110.0], [5.0, 5.0, 5.0]])
def test_the_points_of_a_line_lie_inside_the_picture_and_low_ones_at_the_bottom(numbers):
    points = scaled(numbers)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    heights = [y for _, y in points]
    assert heights == sorted(heights, reverse=True)
