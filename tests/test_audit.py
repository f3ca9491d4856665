"""The audit of the installed packages finds what a vulnerability service knows, and passes when it knows nothing."""

import http.server
import json
import os
import subprocess
import threading
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

BAD = {
    "id": "OSV-TEST-1",
    "summary": "made for this test",
    "details": "",
    "aliases": [],
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "bcrypt"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}],
        }
    ],
}


class Service(http.server.BaseHTTPRequestHandler):
    """Knows of weaknesses in the packages that `weak` names."""

    weak: set[str] = set()
    asked: set[str] = set()

    def do_POST(self) -> None:
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]["name"]
        self.asked.add(wanted)
        found = json.dumps({"vulns": [BAD]} if wanted in self.weak else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def service() -> Iterator[type[Service]]:
    handler = type("ThisService", (Service,), {"weak": set(), "asked": set()})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    handler.url = f"http://127.0.0.1:{server.server_port}/v1/query"
    yield handler
    server.shutdown()
    server.server_close()


def audit(service, tmp_path) -> subprocess.CompletedProcess:
    own = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    command = [ROOT / "scripts" / "audit", "--cache-dir", tmp_path]
    environ = own | {"OSV_URL": service.url}
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)


def test_it_asks_about_every_package_and_passes_when_nothing_is_known(service, tmp_path):
    done = audit(service, tmp_path)
    assert done.returncode == 0, done.stderr
    assert {"bcrypt", "cryptography", "starlette", "openai"} <= service.asked


def test_it_names_the_package_in_which_something_is_known(service, tmp_path):
    service.weak = {"bcrypt"}
    done = audit(service, tmp_path)
    assert done.returncode != 0
    assert "bcrypt" in done.stdout and "OSV-TEST-1" in done.stdout
