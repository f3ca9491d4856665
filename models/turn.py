"""Turns: the truth of a conversation. Appended, never taken back."""

from dataclasses import dataclass

from .database import LARGEST_ID, Database, columns


@dataclass(frozen=True)
class Turn:
    """One utterance. `turn` is its public name: the client's own id of a take, otherwise ours.

    `duration` is in seconds, `*_ms` in milliseconds; `recording` is a file name inside the recordings folder.
    """

    id: int
    session_id: int
    turn: str
    who: str
    text: str
    provider: str
    recording: str | None
    mime: str | None
    duration: float | None
    voice: str | None
    stt_ms: int | None
    llm_ms: int | None
    tts_ms: int | None
    first_audio_ms: int | None
    created_at: str


@dataclass(frozen=True)
class Recording:
    file: str
    mime: str


ALL = columns(Turn)


def of_session(db: Database, session_id: int) -> list[Turn]:
    return db.rows(Turn, f"SELECT {ALL} FROM turns WHERE session_id = ? ORDER BY id", session_id)


def find(db: Database, session_id: int, turn: str) -> Turn | None:
    return db.row(Turn, f"SELECT {ALL} FROM turns WHERE session_id = ? AND turn = ?", session_id, turn)


def add_heard(
    db: Database,
    session_id: int,
    turn: str,
    text: str,
    provider: str,
    *,
    recording: Recording | None = None,
    duration: float | None = None,
    stt_ms: int | None = None,
) -> bool:
    """Store the student's words; False when this take is there already."""
    return bool(
        db.changed(
            "INSERT INTO turns (session_id, turn, who, text, provider, recording, mime, duration, stt_ms) "
            "VALUES (?, ?, 'student', ?, ?, ?, ?, ?, ?) ON CONFLICT (session_id, turn) DO NOTHING",
            session_id,
            turn,
            text,
            provider,
            recording.file if recording else None,
            recording.mime if recording else None,
            duration,
            stt_ms,
        )
    )


def add_reply(db: Database, session_id: int, turn: str, text: str, provider: str) -> None:
    """Store the partner's words, or more of them: a streamed reply grows sentence by sentence."""
    db.run(
        "INSERT INTO turns (session_id, turn, who, text, provider) VALUES (?, ?, 'partner', ?, ?) "
        "ON CONFLICT (session_id, turn) DO UPDATE SET text = excluded.text, provider = excluded.provider",
        session_id,
        turn,
        text,
        provider,
    )


def note_timing(
    db: Database,
    session_id: int,
    turn: str,
    voice: str | None,
    llm_ms: int | None,
    tts_ms: int | None,
    first_audio_ms: int | None,
) -> None:
    db.run(
        "UPDATE turns SET voice = ?, llm_ms = ?, tts_ms = ?, first_audio_ms = ? WHERE session_id = ? AND turn = ?",
        voice,
        llm_ms,
        tts_ms,
        first_audio_ms,
        session_id,
        turn,
    )


def recording_of(db: Database, turn_id: int, user_id: int) -> Recording | None:
    """The recording of one's own turn."""
    if turn_id > LARGEST_ID:
        return None
    return db.row(
        Recording,
        "SELECT t.recording AS file, t.mime AS mime FROM turns t JOIN conversation_sessions s ON s.id = t.session_id "
        "WHERE t.id = ? AND s.user_id = ? AND t.recording IS NOT NULL",
        turn_id,
        user_id,
    )
