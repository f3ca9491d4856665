"""Large things are made once."""

import threading
import time

import pytest

from providers.once import Once


def test_threads_that_ask_at_once_share_one_thing():
    made = []

    def make():
        time.sleep(0.05)
        made.append(object())
        return made[-1]

    once, got = Once(make), []
    threads = [threading.Thread(target=lambda: got.append(once())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and got == made * 8


def test_other_arguments_replace_the_thing():
    once = Once(lambda name: [name])
    first = once("a")
    assert once("a") is first
    assert once("b") == ["b"] and once("a") is not first


def test_what_could_not_be_made_is_tried_again():
    attempts = []

    def make():
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("no memory")
        return "made"

    once = Once(make)
    with pytest.raises(OSError):
        once()
    assert once() == "made"
