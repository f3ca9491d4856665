"""What tests of pages share: a conversation that is over, and its report as soon as it is written."""

import time

from tests.support.student import Student

TYPED = {"type": "transcript_direct", "provider": "typed"}


def finished(student: Student, text: str) -> int:
    """A session in which the student said this."""
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.send(**TYPED, text=text)
        ws.until("usage")
    student.post(f"/conversation/{session}/end")
    return session


def written(student, session: int) -> str:
    for _ in range(100):
        page = student.page(f"/history/{session}")
        if "hx-get" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the report was never finished")
