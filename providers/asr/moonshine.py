"""Moonshine's tiny English model, run by sherpa-onnx; the weights lie in the package moonshine-voice."""

import base64
import os
import tempfile
import threading
from importlib.util import find_spec
from pathlib import Path

from providers.audio import RATE
from providers.once import Once

THREADS = 1  # a second one gains nothing on pieces of a few seconds, and would not know whose work it does
AT_A_TIME = 2


class Recognizer:
    def __init__(self, models_dir: Path) -> None:
        import sherpa_onnx

        weights = _package_dir("moonshine_voice") / "assets" / "tiny-en"
        self._recognizer = sherpa_onnx.OfflineRecognizer.from_moonshine_v2(
            encoder=str(weights / "encoder_model.ort"),
            decoder=str(weights / "decoder_model_merged.ort"),
            tokens=str(_tokens_file(weights / "tokenizer.bin", models_dir)),
            num_threads=THREADS,
        )
        self._free = threading.Semaphore(AT_A_TIME)
        self._counting = threading.Lock()
        self._wanted = 0

    def words(self, samples) -> str:
        self._count(1)
        try:
            with self._free:
                return self._decoded(samples)
        finally:
            self._count(-1)

    def guess(self, samples) -> str | None:
        """Words of a take that goes on; None while others are decoded that somebody waits for."""
        return None if self._wanted else self._decoded(samples)

    def _count(self, change: int) -> None:
        with self._counting:
            self._wanted += change

    def _decoded(self, samples) -> str:
        stream = self._recognizer.create_stream()
        stream.accept_waveform(RATE, samples)
        self._recognizer.decode_stream(stream)
        return stream.result.text.strip()


recognizer = Once(Recognizer)


def _package_dir(package: str) -> Path:
    """Where a package lies, without importing it: only its weights are wanted."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0])


def _tokens_file(tokenizer: Path, models_dir: Path) -> Path:
    """Moonshine's vocabulary in the form that sherpa-onnx reads, converted once."""
    target = models_dir / "moonshine-tiny-en.tokens.txt"
    if not target.exists():
        models_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        fd, draft = tempfile.mkstemp(dir=models_dir, prefix=".tokens-")
        with os.fdopen(fd, "w") as file:
            file.write(tokens_from(tokenizer.read_bytes()))
        os.replace(draft, target)
    return target


def tokens_from(vocabulary: bytes) -> str:
    """`tokenizer.bin` holds a length (one byte, or two from 128 on) and the token; wanted is base64 and a number."""
    lines, at = [], 0
    while at < len(vocabulary):
        length = vocabulary[at]
        at += 1
        if length >= 128:
            length = vocabulary[at] * 128 + length - 128
            at += 1
        token = vocabulary[at : at + length] or b"<empty%d>" % len(lines)
        lines.append(f"{base64.b64encode(token).decode()} {len(lines)}\n")
        at += length
    return "".join(lines)
