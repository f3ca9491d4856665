"""The report over HTTP: at once, with nothing configured, and gone when it is deleted."""

from tests.support.conversations import finished, written
from tests.support.speech import spoken

SAID = "I like to cook dinner for my family, and my brother likes to eat it. " * 3


def test_with_nothing_configured_it_is_measured_and_says_that_no_model_read_it(student):
    page = written(student, finished(student, SAID))
    for words in (
        "No language model read this conversation",
        "Your share of the talk",
        "too little to say",
        "45 words",
    ):
        assert words in page
    assert "Written by" not in page and "Try again" in page


def test_while_nothing_is_new_the_fragment_is_empty_and_a_stranger_gets_nothing(server, student):
    session = finished(student, SAID)
    written(student, session)
    news = student.http.get(f"/history/{session}/feedback?seen=-").text
    assert "Your words: counted" in news
    assert 'hx-swap-oob="true" id="facts"' in news, "the cost grows by the report's own"
    other = server.student()
    for path in ("again", "delete"):
        assert other.post(f"/history/{session}/{path}").status_code == 404
    assert student.post(f"/history/{session}/again").headers["location"] == f"/history/{session}"


def test_practising_takes_only_a_point_that_is_in_ones_own_report(server, student):
    session = finished(student, SAID)
    for from_session, point in ((session, 0), (999, 0), ("x", 1), (session, "-1"), (10**30, 10**30)):
        answer = student.post("/conversation", scenario_id=1, from_session=from_session, point=point)
        room = student.page(answer.headers["location"])
        assert "Try to say words like" not in room
        student.post(f"{answer.headers['location']}/end")


def test_deleting_takes_the_report_and_the_recordings_with_it(server, student):
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.say_aloud(spoken("I work in a hospital."))
        ws.until("usage")
    folder = server.data_dir / "recordings" / str(session)
    assert list(folder.iterdir())
    student.post(f"/conversation/{session}/end")
    assert student.post(f"/history/{session}/delete").headers["location"] == "/history"
    assert student.http.get(f"/history/{session}").status_code == 404
    assert not folder.exists()


def test_a_report_can_be_taken_away_by_its_owner_only(server, student):
    session = finished(student, SAID)
    written(student, session)
    for kind, mime in (("md", "text/markdown"), ("json", "application/json"), ("vtt", "text/vtt")):
        answer = student.http.get(f"/history/{session}/export.{kind}")
        assert answer.headers["content-type"].startswith(mime) and "I like to cook dinner" in answer.text
        assert f"talkbuddy-{session}.{kind}" in answer.headers["content-disposition"]
        assert server.student().http.get(f"/history/{session}/export.{kind}").status_code == 404
    assert student.http.get(f"/history/{session}/export.exe").status_code == 404
