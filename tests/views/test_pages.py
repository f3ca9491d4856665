"""What the pages show, and to whom, from a server as a self-hoster runs it."""

from tests.support.conversations import finished


def test_strangers_see_the_landing_page_and_are_sent_to_sign_in_elsewhere(stranger):
    assert "Start for free" in stranger.get("/").text
    for path in ("/dashboard", "/history", "/progress", "/settings", "/conversation/1", "/recordings/1"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_the_dashboard_shows_six_families_by_track_and_who_serves(student):
    page = student.page("/dashboard")
    for text in ("English practice", "Interview preparation", "Casual conversation", "Healthcare and clients"):
        assert text in page
    assert page.count("Start: ") == 12
    assert 'data-service="llm">Guided practice</span>' in page


def test_another_students_things_are_the_same_404_as_missing_ones(server, student):
    session, other = finished(student, "I like cats."), server.student()
    for path in ("/conversation/{}", "/history/{}", "/history/{}/feedback", "/recordings/{}"):
        foreign, missing = (other.http.get(path.format(number)) for number in (session, 10**30))
        assert (foreign.status_code, foreign.text) == (404, missing.text)
    assert other.post(f"/conversation/{session}/end").status_code == 404


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" & 'this'"


def test_what_a_student_says_is_shown_as_text(student):
    session = finished(student, HOSTILE)
    for path in (f"/history/{session}", "/history"):
        page = student.page(path)
        assert "<script>alert" not in page and "<img" not in page
    assert "&lt;script&gt;alert(1)" in student.page(f"/history/{session}")


def test_healthz_says_ok(stranger):
    assert stranger.get("/healthz").json()["status"] == "ok"
