"""Recordings as files: named by the server, one folder a session, owned by a turn row."""

import asyncio
import os
import secrets
import shutil
from pathlib import Path

from models.turn import Recording
from providers.audio import EXTENSIONS
from providers.base import Audio


class Recordings:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, session_id: int, audio: Audio) -> Recording:
        """Write a take to disk, safely: it is there before its turn is stored."""
        name = f"{session_id}/{secrets.token_hex(16)}.{EXTENSIONS[audio.mime]}"
        await asyncio.to_thread(self._write, self._folder / name, audio.data)
        return Recording(name, audio.mime)

    async def drop(self, recording: Recording | None) -> None:
        """A take without words is not kept."""
        if recording:
            await asyncio.to_thread(self.path(recording).unlink, missing_ok=True)

    async def drop_sessions(self, session_ids: list[int]) -> None:
        """Every recording of these sessions."""
        for session_id in session_ids:
            await asyncio.to_thread(shutil.rmtree, self._folder / str(session_id), ignore_errors=True)

    def path(self, recording: Recording) -> Path:
        return self._folder / recording.file

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        with open(draft, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
