"""Everything about a session that can be measured without a model."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from models.turn import Recording, Turn
from providers.asr import spans, vad
from providers.audio import can_decode
from providers.errors import BadAudio
from services.measures import answers, vocabulary
from services.measures.delivery import Delivery, Take
from services.recordings import Recordings

from .parts import Measured

log = logging.getLogger(__name__)

_listener = ThreadPoolExecutor(1, thread_name_prefix="measure")


async def measure(recordings: Recordings, turns: Sequence[Turn], is_interview: bool) -> Measured:
    """Works in a thread, one report at a time: listening takes about a twentieth of the recordings' length."""
    files = {turn.id: path for turn in turns if (path := _path(recordings, turn))}
    return await asyncio.get_running_loop().run_in_executor(_listener, _measure, list(turns), files, is_interview)


def _measure(turns: list[Turn], files: dict[int, Path], is_interview: bool) -> Measured:
    takes = {
        turn.id: take for turn in turns if turn.id in files and (take := _take(files[turn.id], turn.heard or turn.text))
    }
    said = [turn.text for turn in turns if turn.who == "student"]
    partner = [turn.text for turn in turns if turn.who == "partner"]
    exchanges = _exchanges(turns, takes) if is_interview else []
    return Measured(
        Delivery(list(takes.values())).figures(), vocabulary.figures(said, partner), answers.lengths(exchanges)
    )


def _take(file: Path, text: str) -> Take | None:
    """None for a recording that is gone or cannot be read: it is not measured, and the sample says how many were."""
    try:
        return Take(spans.of_recording(file.read_bytes()), text)
    except (OSError, BadAudio) as error:
        log.info("a recording was not measured: %s", type(error).__name__)
        return None


def _exchanges(turns: list[Turn], takes: dict[int, Take]) -> list[tuple[str, str, float | None]]:
    question, found = "", []
    for turn in turns:
        if turn.who == "partner":
            question = turn.text
        else:
            take = takes.get(turn.id)
            found.append((question, turn.text, take.spans.spoken if take else None))
    return found


def _path(recordings: Recordings, turn: Turn) -> Path | None:
    if turn.who != "student" or not turn.recording or not turn.mime or not (vad.available() and can_decode()):
        return None
    return recordings.path(Recording(turn.recording, turn.mime))
