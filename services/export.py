"""Everything about a student, for them to take along: as JSON, and as a zip with their recordings."""

import asyncio
import json
import tempfile
import zipfile
from datetime import UTC, datetime
from typing import IO, Any

from models import belongings
from models import scenario as scenarios
from models import session as sessions
from models import turn as turns
from models.database import Database
from models.turn import Recording

from .recordings import Recordings


def everything(db: Database, user_id: int) -> dict[str, Any]:
    """Every row by its table, without secrets; scenarios by their names."""
    rows = belongings.of_user(db, user_id)
    practised = {session["scenario_id"] for session in rows["conversation_sessions"]}
    found = {number: scenarios.get(db, number) for number in sorted(practised)}
    return {
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "scenarios": {number: scenario.name for number, scenario in found.items() if scenario},
        **rows,
    }


def as_json(db: Database, user_id: int) -> str:
    return json.dumps(everything(db, user_id), ensure_ascii=False, indent=2)


async def as_zip(db: Database, recordings: Recordings, user_id: int) -> IO[bytes]:
    """account.json and recordings/, in a file without a name that is gone when it is closed."""
    kept = [
        Recording(turn.recording, turn.mime or "")
        for session_id in sessions.ids_of(db, user_id)
        for turn in turns.of_session(db, session_id)
        if turn.recording
    ]
    return await asyncio.to_thread(_zipped, as_json(db, user_id), recordings, kept)


def _zipped(account: str, recordings: Recordings, kept: list[Recording]) -> IO[bytes]:
    file = tempfile.TemporaryFile()
    with zipfile.ZipFile(file, "w") as archive:  # stored: sound is compressed already
        archive.writestr("account.json", account)
        for recording in kept:
            path = recordings.path(recording)
            if path.is_file():
                archive.write(path, f"recordings/{recording.file}")
    file.seek(0)
    return file
