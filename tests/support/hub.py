"""A model hub on loopback, scripted by a test."""

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Hub(http.server.BaseHTTPRequestHandler):
    """Serves `content` at one address, ranges included; ends an answer after `cut` bytes."""

    protocol_version = "HTTP/1.1"
    path_of_model = "/someone/small/resolve/main/small.gguf"
    content = b""
    cut: int | None = None
    status = 200
    knows_ranges = True
    asked: list[str | None]
    url: str

    def do_GET(self) -> None:
        self.asked.append(self.headers.get("Range"))
        if self.path != self.path_of_model or self.status != 200:
            self.send_response(404 if self.status == 200 else self.status)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start = int(re.sub(r"\D", "", self.headers.get("Range") or "0")) if self.knows_ranges else 0
        if start >= len(self.content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(self.content) - start))
        self.end_headers()
        self.wfile.write(self.content[start : None if self.cut is None else start + self.cut])
        self.close_connection = True

    def log_message(self, *_: object) -> None: ...


@contextmanager
def running_hub() -> Iterator[type[Hub]]:
    """The handler's class, to be scripted; its `url` is where it listens."""
    handler = type("ThisHub", (Hub,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    handler.url = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    server.server_close()
