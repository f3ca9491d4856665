"""Providers that were given up, and how reliably each one serves a student."""

import statistics
from collections import defaultdict
from dataclasses import dataclass

from config.providers import Service

from .database import Database


@dataclass(frozen=True)
class Reliability:
    """How a provider did in a student's own turns; `median_ms` is None where nothing was measured (a browser)."""

    service: Service
    provider: str
    served: int
    given_up: int
    median_ms: int | None


@dataclass(frozen=True)
class _Served:
    service: Service
    provider: str
    ms: int | None


SERVED = (
    "SELECT 'stt' AS service, provider, stt_ms AS ms FROM mine WHERE who = 'student' AND provider <> 'typed' "
    "UNION ALL SELECT 'llm', provider, llm_ms FROM mine WHERE who = 'partner' AND provider <> 'scenario' "
    "UNION ALL SELECT 'tts', voice, CASE voice WHEN 'browser' THEN NULL ELSE tts_ms END FROM mine WHERE voice <> ''"
)
MINE = "WITH mine AS (SELECT t.* FROM turns t JOIN conversation_sessions s ON s.id = t.session_id WHERE s.user_id = ?) "


def add(db: Database, session_id: int, service: str, provider: str, reason_code: str) -> None:
    db.run(
        "INSERT INTO fallbacks (session_id, service_type, provider, reason_code) VALUES (?, ?, ?, ?)",
        session_id,
        service,
        provider,
        reason_code,
    )


def reliability(db: Database, user_id: int) -> list[Reliability]:
    """Every provider that served or failed this student, by service and name."""
    times: dict[tuple[Service, str], list[int | None]] = defaultdict(list)
    for served in db.rows(_Served, MINE + SERVED, user_id):
        times[served.service, served.provider].append(served.ms)
    given_up = _given_up(db, user_id)
    return [
        Reliability(*which, len(times[which]), given_up.get(which, 0), _median(times[which]))
        for which in sorted({*times, *given_up})
    ]


@dataclass(frozen=True)
class _GivenUp:
    service: Service
    provider: str
    times: int


def _given_up(db: Database, user_id: int) -> dict[tuple[Service, str], int]:
    rows = db.rows(
        _GivenUp,
        "SELECT f.service_type AS service, f.provider AS provider, count(*) AS times FROM fallbacks f "
        "JOIN conversation_sessions s ON s.id = f.session_id WHERE s.user_id = ? GROUP BY 1, 2",
        user_id,
    )
    return {(row.service, row.provider): row.times for row in rows}


def _median(times: list[int | None]) -> int | None:
    measured = [ms for ms in times if ms is not None]
    return round(statistics.median(measured)) if measured else None
