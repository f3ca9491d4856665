"""What is saved on the settings page: keys, which are never shown again, and who serves first."""

import pytest


def test_a_key_is_stored_and_never_shown_again(server, student):
    key = "sk-verysecret0123456789abcd"
    assert student.post("/settings/keys", provider="openai", api_key=f" {key}\n").status_code == 303
    page = student.page("/settings")
    assert "ends in abcd" in page and key not in page
    assert 'data-service="stt">OpenAI</span>' in student.page("/dashboard")
    assert key.encode() not in (server.data_dir / "talkbuddy.db").read_bytes()
    student.post("/settings/keys/delete", provider="openai")
    assert "ends in" not in student.page("/settings")


@pytest.mark.parametrize("key", ["", "short", "with space in it", "sk-ключ-ключ-ключ", "x" * 500])
def test_a_key_that_cannot_be_one_is_refused_beside_its_field(student, key):
    answer = student.post("/settings/keys", provider="openai", api_key=key)
    assert answer.status_code == 422 and 'id="key-openai-note"' in answer.text


def test_preferences_are_kept_in_order(student):
    student.http.post("/settings/providers", data={"stt": ["local", "browser"], "tts": "browser", "llm": "nonsense"})
    page = student.page("/dashboard")
    assert 'data-service="stt">TalkBuddy</span>' in page
    assert 'data-service="tts">Browser</span>' in page
    assert 'data-service="llm">Guided practice</span>' in page
