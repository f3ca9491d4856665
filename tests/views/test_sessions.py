"""A conversation is begun and ended over HTTP: one at a time, so many a day, without a script."""

from tests.support.conversations import finished


def test_one_conversation_at_a_time_is_explained_and_can_be_replaced(student):
    session = student.start()
    refused = student.post("/conversation", scenario_id="3")
    assert refused.status_code == 429
    assert f"/conversation/{session}" in refused.text and 'name="replace"' in refused.text
    replaced = student.post("/conversation", scenario_id="3", replace=session)
    assert replaced.status_code == 303 and replaced.headers["location"] != f"/conversation/{session}"


def test_only_conversations_in_which_one_spoke_count_for_the_day(start_server):
    student = start_server(MAX_SESSIONS_PER_DAY=2).student()
    for _ in range(3):
        student.post(f"/conversation/{student.start()}/end")
    finished(student, "I like cats.")
    finished(student, "I like dogs.")
    refused = student.post("/conversation", scenario_id="1")
    assert refused.status_code == 429 and "midnight" in refused.text


def test_a_session_ends_without_socket_or_script(student):
    session = student.start()
    ended = student.post(f"/conversation/{session}/end")
    assert (ended.status_code, ended.headers["location"]) == (303, f"/history/{session}")
    assert student.http.get(f"/conversation/{session}").headers["location"] == f"/history/{session}"
