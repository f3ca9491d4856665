"""What the room says of the microphone: where the voice goes, and how a blocked one is allowed again."""

import pytest


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("local", "computer that runs TalkBuddy"),
        ("browser", "Your browser writes down"),
        ("openai", "Your voice goes to OpenAI"),
    ],
)
def test_the_sound_check_says_where_the_voice_goes(student, first, sentence):
    student.post("/settings/keys", provider="openai", api_key="sk-0123456789")
    student.post("/settings/providers", stt=first)
    page = student.page(f"/conversation/{student.start()}")
    assert sentence in page and "Headphones" in page


CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1"
CHROME_ON_ANDROID = CHROME.replace("X11; Linux x86_64", "Linux; Android 15; Pixel 9")
FIREFOX_ON_ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0"
IPHONE = SAFARI.replace("Macintosh; Intel Mac OS X 10_15_7", "iPhone; CPU iPhone OS 18_6 like Mac OS X")


@pytest.mark.parametrize(
    ("browser", "steps"),
    [
        (CHROME, "on the left of the address"),
        (FIREFOX, "crossed-out microphone"),
        (SAFARI, "the menu Safari"),
        (CHROME_ON_ANDROID, "then Permissions"),
        (FIREFOX_ON_ANDROID, "the lock"),
        (IPHONE, "Website Settings"),
        (IPHONE.replace("Version/26.0", "CriOS/156.0"), "then Apps, then Chrome"),
        (IPHONE.replace("Version/26.0", "FxiOS/153.0"), "then Apps, then Firefox"),
        ("", "the icon beside the address"),
    ],
)
def test_a_blocked_microphone_is_explained_for_this_browser(student, browser, steps):
    page = student.http.get(f"/conversation/{student.start()}", headers={"User-Agent": browser})
    assert page.text.count(steps) == 2, "once for the recorder, once for the browser's recognition"
    assert "{steps}" not in page.text
