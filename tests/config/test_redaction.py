"""No key gets into a log line, whoever writes it."""

import io
import logging

import pytest

from config.redaction import Redaction, redacted

KEYS = [
    "sk-proj-0123456789_ABCDEF",
    "sk_0123456789abcdef0123456789abcdef",
    "hf_abcdefghijklmnop",
    "gAAAAABmX0123456789012345678901234567890==",
]


@pytest.fixture
def lines():
    """What a logger with the filter on its handler writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Redaction())
    logger = logging.getLogger("a library")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_in_a_message_its_values_or_a_traceback_is_cut_out(lines, key):
    logger, written = lines
    logger.warning("sending %s to {'x': '%s'}", key, [key])
    try:
        raise ValueError(f"Illegal header value b'Bearer {key}'")
    except ValueError:
        logger.exception("it broke")
    assert key not in written.getvalue() and key[4:] not in written.getvalue()
    assert "it broke" in written.getvalue() and "ValueError" in written.getvalue()


@pytest.mark.parametrize(
    "line", ["Authorization: Bearer abc.def.ghi12345", "xi-api-key: 0123456789abcdef", "GET /x?api_key=0123456789&a=b"]
)
def test_what_stands_where_keys_stand_is_cut_out_however_it_looks(line):
    assert "abc.def" not in redacted(line) and "0123456789" not in redacted(line)


@pytest.mark.parametrize(
    "line", ["GET /history/12 200 7 ms", "stt openai failed: Timeout", "a risk-free task", "no token was sent"]
)
def test_an_ordinary_line_stays_as_it_is(line):
    assert redacted(line) == line
