"""The language model that a self-hoster may download: where it is, how large, under which licence."""

from dataclasses import dataclass
from pathlib import Path

from texts import N_

from .settings import Settings


@dataclass(frozen=True)
class LocalModel:
    """A GGUF file in a model hub. `size` is in bytes, 0 when only the hub knows it."""

    label: str
    repo: str
    file: str
    licence: str
    revision: str = "main"
    size: int = 0
    sha256: str = ""


QWEN = LocalModel(
    label="Qwen2.5 1.5B Instruct",
    repo="Qwen/Qwen2.5-1.5B-Instruct-GGUF",
    file="qwen2.5-1.5b-instruct-q4_k_m.gguf",
    licence="Apache-2.0",
    revision="91cad51170dc346986eccefdc2dd33a9da36ead9",
    size=1_117_320_736,
    sha256="6a1a2eb6d15622bf3c96857206351ba97e1af16c30d7a74ee38970e434e9407e",
)


def local_model(settings: Settings) -> LocalModel:
    """The model that LOCAL_MODEL names as `owner/name/file.gguf`, otherwise the one we know to be good."""
    if not settings.local_model:
        return QWEN
    repo, _slash, file = settings.local_model.rpartition("/")
    return LocalModel(file, repo, file, N_("see the model's page"), sha256=settings.local_model_sha256)


def local_model_file(settings: Settings) -> Path:
    """Where the model lies, or will lie once it is downloaded."""
    if settings.local_model_path:
        return Path(settings.local_model_path)
    return settings.models_dir / local_model(settings).file
