"""Where pages load htmx and Pico from: static/vendor when `npm ci` filled it, otherwise a CDN, pinned by hash."""

from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"
CDN = "https://cdn.jsdelivr.net"


@dataclass(frozen=True)
class Asset:
    """`package` is the pinned npm package, `path` the file in it; `integrity` its SHA-384."""

    file: str
    package: str
    path: str
    integrity: str

    @property
    def is_vendored(self) -> bool:
        return (STATIC / "vendor" / self.file).is_file()

    @property
    def url(self) -> str:
        return f"/static/vendor/{self.file}" if self.is_vendored else f"{CDN}/npm/{self.package}/{self.path}"

    @property
    def attributes(self) -> dict[str, str]:
        return {} if self.is_vendored else {"integrity": self.integrity, "crossorigin": "anonymous"}


HTMX = Asset(
    "htmx.min.js",
    "htmx.org@2.0.11",
    "dist/htmx.min.js",
    "sha384-2OatzQy1H+Zd/IIrjr1TcuDGqLXeHhbooAyJY1KdQMKnr4LZ22k31GBLdYKHmVjg",
)
PICO = Asset(
    "pico.min.css",
    "@picocss/pico@2.1.1",
    "css/pico.min.css",
    "sha384-L1dWfspMTHU/ApYnFiMz2QID/PlP1xCW9visvBdbEkOLkSSWsP6ZJWhPw6apiXxU",
)


def content_security_policy(guests: str = "") -> str:
    """`guests` are hosts beside our own that one page's scripts, styles, frames and requests may come from."""
    cdn = "" if HTMX.is_vendored and PICO.is_vendored else f" {CDN}"
    also = f" {guests}" if guests else ""
    frames = f"frame-src{also}; connect-src 'self'{also}; " if guests else ""
    return (
        f"default-src 'self'; script-src 'self'{cdn}{also}; style-src 'self'{cdn}{also}; {frames}"
        "media-src 'self' blob:; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
