"""The order of providers: moved by one place at a time, saved at once, with and without HTMX."""

import re

import pytest

from views.provider_order import moved


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("stt:b:up", ["b", "a", "c"]),
        ("stt:b:down", ["a", "c", "b"]),
        ("stt:a:up", ["a", "b", "c"]),
        ("stt:c:down", ["a", "b", "c"]),
        ("tts:b:up", ["a", "b", "c"]),
        ("stt:nobody:up", ["a", "b", "c"]),
        ("nonsense", ["a", "b", "c"]),
        ("", ["a", "b", "c"]),
    ],
)
def test_a_name_moves_by_one_place_and_stays_at_the_ends(move, order):
    assert moved(["a", "b", "c"], move, "stt") == order


def order_of(page: str, service: str) -> list[str]:
    return re.findall(rf'name="{service}" value="(\w+)"|value="(\w+)" name="{service}"', page)


def first(page: str, service: str) -> str:
    return "".join(order_of(page, service)[0])


def test_a_button_without_script_saves_and_comes_back_to_the_page(student):
    assert first(student.page("/settings"), "tts") == "local"
    answer = student.http.post("/settings/providers", data={"tts": ["local", "browser"], "move": "tts:browser:up"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    assert first(student.page("/settings"), "tts") == "browser"
    assert 'data-service="tts">Browser</span>' in student.page("/dashboard")


def test_with_htmx_the_lists_alone_come_back_in_their_new_order(student):
    fields = {"stt": ["browser", "local"], "llm": "guided", "tts": ["local", "browser"], "move": "stt:local:up"}
    answer = student.http.post("/settings/providers", data=fields, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.text
    assert (first(answer.text, "stt"), first(answer.text, "tts")) == ("local", "local")


def test_hugging_face_can_be_tried_without_a_key_and_taken_out_again(student):
    assert "Also try Hugging Face without a key" in student.page("/settings")
    student.post("/settings/providers", llm="guided", move="llm:huggingface:add")
    page = student.page("/settings")
    assert first(page, "llm") == "huggingface" and "Take Hugging Face out" in page
    student.http.post("/settings/providers", data={"llm": ["huggingface", "guided"], "move": "llm:huggingface:remove"})
    assert first(student.page("/settings"), "llm") == "guided"


def test_names_that_no_provider_has_are_left_out(student):
    student.http.post("/settings/providers", data={"stt": ["phantom", "local", "local"], "tts": "<b>"})
    page = student.page("/settings")
    assert first(page, "stt") == "local" and "<b>" not in page and "phantom" not in page
