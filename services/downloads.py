"""The download of the local language model: with consent, with progress, resumed, and verified before it is used."""

import asyncio
import hashlib
import logging
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from config.local_model import LocalModel, local_model, local_model_file
from config.settings import Settings
from texts import _

from .problems import Problem

log = logging.getLogger(__name__)
BLOCK = 2**20
CONNECT_SECONDS = 15.0
SILENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Progress:
    """Bytes so far and in all; `total` is 0 until the hub has said it."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class Download:
    """One download of the program; starting it again goes on where it stopped."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.model: LocalModel = local_model(settings)
        self.path: Path = local_model_file(settings)
        self.progress = Progress(0, self.model.size)
        self.problem: str | None = None
        self._hub = settings.model_hub_url.rstrip("/")
        self._transport = transport
        self._task: asyncio.Task[None] | None = None

    @property
    def is_here(self) -> bool:
        return self.path.is_file()

    @property
    def is_running(self) -> bool:
        return self._task is not None and not self._task.done()

    @property
    def url(self) -> str:
        return f"{self._hub}/{self.model.repo}/resolve/{self.model.revision}/{self.model.file}"

    def start(self) -> None:
        if not self.is_running and not self.is_here:
            self.problem = None
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def fetch(self) -> AsyncIterator[Progress]:
        """Download, verify and put into place. Raises Problem with a sentence; what has arrived is kept."""
        part = self.path.with_name(self.path.name + ".part")
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            async for progress in self._receive(part):
                yield progress
        except httpx.HTTPError as error:
            raise Problem(
                _(
                    "The download stopped ({error}). Check the connection and start it again: "
                    "it goes on where it stopped.",
                    error=type(error).__name__,
                )
            ) from None
        await asyncio.to_thread(_put_into_place, part, self.path, self.model.sha256)

    async def _receive(self, part: Path) -> AsyncIterator[Progress]:
        have = part.stat().st_size if part.exists() else 0
        timeout = httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS)
        headers = (
            {"Range": f"bytes={have}-", "Accept-Encoding": "identity"} if have else {"Accept-Encoding": "identity"}
        )
        async with (
            httpx.AsyncClient(transport=self._transport, timeout=timeout, follow_redirects=True) as client,
            client.stream("GET", self.url, headers=headers) as answer,
        ):
            if answer.status_code == 416:  # the part is whole already
                return
            if answer.status_code not in (200, 206):
                raise Problem(
                    _("{hub} answered with {status}. Try again later.", hub=self._hub, status=answer.status_code)
                )
            have = have if answer.status_code == 206 else 0
            total = have + int(answer.headers.get("content-length", 0))
            with open(part, "ab" if have else "wb") as file:
                async for block in answer.aiter_bytes(BLOCK):
                    await asyncio.to_thread(file.write, block)
                    have += len(block)
                    yield Progress(have, total)

    async def _run(self) -> None:
        try:
            async for progress in self.fetch():
                self.progress = progress
        except Problem as problem:
            self.problem = str(problem)
        except OSError as error:
            self.problem = _(
                "The model could not be saved: {error}. Make room and start it again.", error=error.strerror
            )
        log.info("model download: %s", self.problem or "done")


def _put_into_place(part: Path, path: Path, sha256: str) -> None:
    with open(part, "rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 and found != sha256.lower():
        part.unlink()
        raise Problem(_("The downloaded file is damaged and was removed. Start the download again."))
    os.replace(part, path)
