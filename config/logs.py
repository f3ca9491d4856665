"""The log: one JSON object a line, so that nothing that a line quotes can look like another line."""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

from .redaction import Redaction

FRAMES = 8


class JsonLines(logging.Formatter):
    """`extra={"fields": {…}}` adds to the object. Of an error only its kind and place: its text may hold a secret."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def where(error: BaseException) -> dict[str, object]:
    """The kind of an error, and the lines of code it passed, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {
        "error": type(error).__name__,
        "place": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }


def set_up() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(Redaction())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for client in ("httpx", "httpx2"):
        logging.getLogger(client).setLevel(logging.WARNING)  # they log whole addresses, queries included
