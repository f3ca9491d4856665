"""Turns: the truth of a conversation. Appended; only what nobody heard of an interrupted reply is taken back."""

from dataclasses import asdict, dataclass, fields

from .database import LARGEST_ID, Database


@dataclass(frozen=True)
class Turn:
    """One utterance. `turn` is its public name: the client's own id of a take, otherwise ours.

    `text` is the line as the student meant it; where they wrote it anew, `heard` is what was heard, otherwise None. A
    disputed line was not said so: nothing in it counts as a mistake.

    `duration` (the client's) and `seconds` (measured) are in seconds, `*_ms` in milliseconds, `cost` in US dollars or
    None where it is not known; `billed_seconds` are those that recognition was given, attempts in vain included;
    `recording` is a file name inside the recordings folder; `words` is JSON (text, start, end, and probability where
    the recogniser gave it).
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
    model: str | None = None
    voice_model: str | None = None
    seconds: float | None = None
    words: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    tokens_estimated: bool | None = None
    characters: int | None = None
    cost: float | None = None
    billed_seconds: float | None = None
    heard: str | None = None
    is_disputed: bool = False


@dataclass(frozen=True)
class Hearing:
    """What hearing a student took; the fields are those of Turn."""

    stt_ms: int | None = None
    model: str | None = None
    seconds: float | None = None
    words: str | None = None
    cost: float | None = 0.0
    billed_seconds: float | None = None


@dataclass(frozen=True)
class Answering:
    """What an answer took; the fields are those of Turn."""

    voice: str | None = None
    llm_ms: int | None = None
    tts_ms: int | None = None
    first_audio_ms: int | None = None
    model: str | None = None
    voice_model: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    tokens_estimated: bool | None = None
    characters: int | None = None
    cost: float | None = 0.0


@dataclass(frozen=True)
class Recording:
    file: str
    mime: str


AS_MEANT = {"text": "coalesce(edited, text) AS text", "heard": "iif(edited IS NULL, NULL, text) AS heard"}
ALL = ", ".join(AS_MEANT.get(field.name, field.name) for field in fields(Turn))


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
    took: Hearing = Hearing(),
) -> bool:
    """Store the student's words; False when this take is there already."""
    file, mime = (recording.file, recording.mime) if recording else (None, None)
    return bool(
        db.write_soon(
            "INSERT INTO turns (session_id, turn, who, text, provider, recording, mime, duration, "
            "stt_ms, model, seconds, words, cost, billed_seconds) "
            "VALUES (?, ?, 'student', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (session_id, turn) DO NOTHING",
            session_id,
            turn,
            text,
            provider,
            file,
            mime,
            duration,
            *asdict(took).values(),
        )
    )


def add_reply(db: Database, session_id: int, turn: str, text: str, provider: str) -> None:
    """Store the partner's words, or more of them: a streamed reply grows sentence by sentence."""
    db.write_soon(
        "INSERT INTO turns (session_id, turn, who, text, provider) VALUES (?, ?, 'partner', ?, ?) "
        "ON CONFLICT (session_id, turn) DO UPDATE SET text = excluded.text, provider = excluded.provider",
        session_id,
        turn,
        text,
        provider,
    )


def cut_reply(db: Database, session_id: int, turn: str, heard: str) -> None:
    """An interrupted reply stays as far as it was heard; one of which nothing was heard was not given."""
    if heard:
        db.write_soon("UPDATE turns SET text = ? WHERE session_id = ? AND turn = ?", heard, session_id, turn)
    else:
        db.write_soon("DELETE FROM turns WHERE session_id = ? AND turn = ? AND who = 'partner'", session_id, turn)


def edit(db: Database, session_id: int, turn: str, text: str) -> None:
    """What the student meant; what was heard stays. Whoever writes a line stands by it."""
    db.run("UPDATE turns SET edited = ?, is_disputed = FALSE WHERE session_id = ? AND turn = ?", text, session_id, turn)


def dispute(db: Database, session_id: int, turn: str) -> None:
    """The student did not say this."""
    db.run("UPDATE turns SET is_disputed = TRUE WHERE session_id = ? AND turn = ?", session_id, turn)


def note(db: Database, session_id: int, turn: str, took: Answering) -> bool:
    """Write down what an answer took; False when there is no such answer."""
    values = asdict(took)
    assignments = ", ".join(f"{name} = ?" for name in values)
    return bool(
        db.write_soon(
            f"UPDATE turns SET {assignments} WHERE session_id = ? AND turn = ?", *values.values(), session_id, turn
        )
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
