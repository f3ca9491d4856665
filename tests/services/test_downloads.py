"""The model's download from a loopback hub: shown, resumed, verified, and never half a model."""

import asyncio
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from config.settings import Settings
from providers.llm.base import Prompt
from providers.llm.local import LocalLLM
from services.downloads import BLOCK, Download, Progress
from services.problems import Problem
from tests.conftest import ROOT

MODEL = os.urandom(3 * BLOCK + 1234)
SHA256 = hashlib.sha256(MODEL).hexdigest()


@pytest.fixture(autouse=True)
def served(hub):
    hub.content = MODEL


@pytest.fixture
def settings(tmp_path, hub) -> Settings:
    return Settings(
        data_dir=tmp_path, model_hub_url=hub.url, local_model="someone/small/small.gguf", local_model_sha256=SHA256
    )


@pytest.fixture
def download(settings) -> Download:
    return Download(settings)


@pytest.fixture
def part(download) -> Path:
    """Where a download lies until it is whole."""
    download.path.parent.mkdir(parents=True)
    return download.path.with_name("small.gguf.part")


async def fetch(download: Download) -> list[Progress]:
    return [progress async for progress in download.fetch()]


async def test_a_download_shows_its_progress_and_ends_verified_in_its_place(download, hub):
    assert not download.is_here
    steps = await fetch(download)
    assert download.is_here and download.path.read_bytes() == MODEL
    assert [step.done for step in steps] == sorted({step.done for step in steps})
    assert steps[-1] == Progress(len(MODEL), len(MODEL)) and steps[-1].percent == 100
    assert 0 < steps[0].percent < 100 and len(steps) >= 4
    assert [file.name for file in download.path.parent.iterdir()] == ["small.gguf"]
    assert hub.asked == [None]


async def test_it_goes_on_where_it_stopped(download, hub, part):
    part.write_bytes(MODEL[:1_000_000])
    steps = await fetch(download)
    assert hub.asked == ["bytes=1000000-"]
    assert steps[0].done > 1_000_000 and steps[-1] == Progress(len(MODEL), len(MODEL))
    assert download.path.read_bytes() == MODEL


async def test_a_hub_that_knows_no_ranges_is_asked_for_all_of_it(download, hub, part):
    hub.knows_ranges = False
    part.write_bytes(b"x" * 1_000_000)
    await fetch(download)
    assert download.path.read_bytes() == MODEL


async def test_a_part_that_is_whole_already_is_only_verified(download, part):
    part.write_bytes(MODEL)
    assert await fetch(download) == []
    assert download.path.read_bytes() == MODEL


async def test_a_connection_cut_midway_keeps_what_came_and_is_gone_on_with(download, hub, part):
    hub.cut = 2_000_000
    with pytest.raises(Problem, match="goes on where it stopped"):
        await fetch(download)
    kept = part.stat().st_size
    assert 0 < kept <= 2_000_000 and not download.is_here
    assert part.read_bytes() == MODEL[:kept]
    hub.cut = None
    await fetch(download)
    assert hub.asked == [None, f"bytes={kept}-"]
    assert download.path.read_bytes() == MODEL


async def test_a_damaged_file_is_removed_and_said(download, hub, part):
    hub.content = MODEL[:-1] + b"?"
    with pytest.raises(Problem, match="damaged and was removed"):
        await fetch(download)
    assert list(part.parent.iterdir()) == []
    hub.content = MODEL
    await fetch(download)
    assert download.is_here


@pytest.mark.parametrize("status", [404, 401, 500])
async def test_a_hub_that_does_not_have_it_is_said_with_its_answer(download, hub, part, status):
    part.write_bytes(MODEL[:1000])
    hub.status = status
    with pytest.raises(Problem, match=str(status)):
        await fetch(download)
    assert part.read_bytes() == MODEL[:1000] and not download.is_here


async def test_a_hub_that_is_down_is_said_in_words(settings):
    with pytest.raises(Problem, match="Check the connection"):
        await fetch(Download(replace(settings, model_hub_url="http://127.0.0.1:9")))


async def test_the_checksum_may_be_written_in_capitals(settings):
    download = Download(replace(settings, local_model_sha256=SHA256.upper()))
    await fetch(download)
    assert download.is_here


async def ended(download: Download) -> None:
    async with asyncio.timeout(10):
        while download.is_running:
            await asyncio.sleep(0.01)


async def test_in_the_background_it_runs_once_and_says_what_went_wrong(download, hub):
    hub.status = 500
    download.start()
    await ended(download)
    assert download.problem and "500" in download.problem and not download.is_here
    hub.status = 200
    download.start()
    download.start()
    assert download.is_running
    await ended(download)
    assert (download.problem, download.is_here, download.progress.percent) == (None, True, 100)
    download.start()
    assert not download.is_running and len(hub.asked) == 2


async def test_a_full_disk_is_said_in_words(download, part):
    part.mkdir()  # nothing can be written there
    download.start()
    await ended(download)
    assert download.problem and "could not be saved" in download.problem


async def test_stopping_keeps_what_came(download, hub, part):
    download.start()
    await asyncio.sleep(0)
    await download.stop()
    assert not download.is_running and not download.is_here
    await download.stop()
    await fetch(download)
    assert download.is_here


def test_without_a_wish_of_its_own_it_is_the_pinned_model(tmp_path):
    download = Download(Settings(data_dir=tmp_path))
    assert re.fullmatch(r"https://huggingface\.co/Qwen/[\w.-]+/resolve/[0-9a-f]{40}/[\w.-]+\.gguf", download.url)
    assert re.fullmatch("[0-9a-f]{64}", download.model.sha256) and download.progress.total > 10**9
    assert download.path.parent == tmp_path / "models"


async def test_the_command_fetches_a_model_that_then_answers(tmp_path, hub, small_model):
    hub.content = small_model.read_bytes()
    environ = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()} | {
        "DATA_DIR": str(tmp_path / "data"),
        "MODEL_HUB_URL": hub.url,
        "LOCAL_MODEL": "someone/small/small.gguf",
        "LOCAL_MODEL_SHA256": hashlib.sha256(hub.content).hexdigest(),
    }
    settings = Settings.load(environ, dotenv=None)
    assert not LocalLLM.available(settings)
    command = [sys.executable, "main.py", "download-models"]
    first = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert first.returncode == 0, first.stderr
    assert "100 %" in first.stdout and "Verified" in first.stdout
    assert LocalLLM.available(settings)
    assert await LocalLLM(settings).reply(Prompt("Be kind.", [("student", "Hello.")], max_tokens=8))
    again = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert again.returncode == 0 and "there already" in again.stdout and len(hub.asked) == 1


async def test_the_command_says_in_one_line_what_went_wrong(tmp_path, hub):
    hub.status = 404
    environ = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()} | {
        "DATA_DIR": str(tmp_path / "data"),
        "MODEL_HUB_URL": hub.url,
        "LOCAL_MODEL": "someone/small/small.gguf",
    }
    command = [sys.executable, "main.py", "download-models"]
    failed = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert failed.returncode == 1 and "Traceback" not in failed.stderr
    assert re.search(r"^TalkBuddy: .*404.*$", failed.stderr, re.M)
