"""Dark, light, automatic: chosen once, there at once, without a script."""

import pytest

DARK = '<link rel="stylesheet" href="/static/css/dark.css"'


def test_without_a_choice_the_system_decides(stranger):
    page = stranger.get("/").text
    assert f'{DARK} media="(prefers-color-scheme: dark)"' in page and "data-theme=" not in page
    assert '<meta name="color-scheme" content="light dark">' in page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_is_remembered_on_every_page(stranger, theme):
    answer = stranger.post("/theme", data={"theme": theme}, headers={"Referer": f"{stranger.base_url}/login"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    for path in ("/", "/login", "/nowhere"):
        page = stranger.get(path).text
        assert f'data-theme="{theme}"' in page
        assert f'<meta name="color-scheme" content="{theme}">' in page
        assert (DARK in page) == (theme == "dark") and "prefers-color-scheme" not in page
        assert f'value="{theme}" aria-pressed="true"' in page or f'aria-pressed="true" value="{theme}"' in page
    stranger.post("/theme", data={"theme": "auto"})
    assert "data-theme=" not in stranger.get("/").text


def test_nonsense_changes_nothing(stranger):
    assert stranger.post("/theme", data={"theme": '"><script>'}).status_code == 303
    assert "data-theme=" not in stranger.get("/").text
    stranger.cookies.set("talkbuddy-theme", "pink")
    assert "data-theme=" not in stranger.get("/").text


@pytest.mark.parametrize("referer", ["http://evil.example//evil.example/x", "//evil.example", "", "nonsense"])
def test_it_leads_back_to_a_page_of_ours_only(stranger, referer):
    answer = stranger.post("/theme", data={"theme": "dark"}, headers={"Referer": referer})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("/reset?token=abc", "/reset?token=abc"),
        ("/history?type=small_talk&page=3", "/history?type=small_talk&page=3"),
        ("/account/password", "/"),
        ("/verify/resend", "/"),
    ],
)
def test_it_leads_back_to_the_very_page_where_that_can_be_opened(stranger, before, back):
    answer = stranger.post("/theme", data={"theme": "dark"}, headers={"Referer": f"http://localhost{before}"})
    assert answer.headers["location"] == back


def test_it_answers_post_only(stranger):
    assert stranger.get("/theme").status_code == 405


def test_another_site_cannot_choose(stranger):
    answer = stranger.post("/theme", data={"theme": "dark"}, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
