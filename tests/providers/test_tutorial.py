"""docs/providers.md makes a provider in ten minutes: its code, as it stands there, in a real server."""

import base64
import os
import re
import subprocess
import sys
import tomllib

import pytest

from providers import audio
from tests.conftest import ROOT

TUTORIAL = (ROOT / "docs" / "providers.md").read_text("utf-8")


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The tutorial's files in a folder, installed as pip would do it."""
    folder = tmp_path_factory.mktemp("parrot")
    for name, code in re.findall(r"```python\n# (\w+\.py)\n(.*?)```", TUTORIAL, re.S):
        (folder / name).write_text(code, "utf-8")
    (project,) = re.findall(r"```toml\n(.*?)```", TUTORIAL, re.S)
    project = tomllib.loads(project)["project"]
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    group, points = next(iter(project["entry-points"].items()))
    lines = "".join(f"{name} = {module}\n" for name, module in points.items())
    (info / "entry_points.txt").write_text(f"[{group}]\n{lines}")
    return folder


def test_its_check_passes(package):
    path = os.pathsep.join([str(ROOT), str(package)])
    done = subprocess.run(
        [sys.executable, "check_parrot.py"],
        cwd=package,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "Parrot and Hum keep the contract.\n", done.stderr


def test_its_providers_serve_in_a_conversation(package, start_server):
    student = start_server(PYTHONPATH=package).student()
    student.post("/settings/providers", llm="parrot", tts="hum")
    with student.socket(student.start()) as ws:
        ws.opening()
        ws.heard.clear()
        ws.send(type="transcript_direct", text="I like cats.", provider="typed")
        reply, sound = ws.until("ai_response"), ws.until("ai_audio_complete")
        assert (reply["provider"], reply["text"]) == ("parrot", "You said: I like cats.")
        assert (sound["provider"], sound["mime"]) == ("hum", "audio/wav")
        assert audio.seconds(base64.b64decode(sound["data"])) == pytest.approx(1.0, abs=0.05), "five words"
        assert ws.until("usage")["cost"] is None, "nobody knows what a plug-in costs"


def test_every_name_that_it_mentions_exists():
    import importlib

    for module, name in re.findall(r"`(providers(?:\.\w+)+)\.([A-Z]\w+)`", TUTORIAL):
        assert hasattr(importlib.import_module(module), name), (module, name)
