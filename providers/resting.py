"""Which of one student's providers rest: those that keep failing, and those whose key will not do."""

import time
from dataclasses import dataclass, field

from .base import Provider
from .errors import InvalidKey, OutOfQuota, ProviderError, RateLimited

FAILURES = 3
WITHIN_SECONDS = 60.0
REST_SECONDS = 60.0
FOR_GOOD = float("inf")


@dataclass
class _Record:
    key_digest: str
    error: ProviderError
    failed_at: list[float] = field(default_factory=list)
    until: float = 0.0


class Resting:
    """Shared by all rooms of a student.

    A provider that failed three times within a minute rests for a minute, one that asked to be left alone for as long
    as it said (a minute at most). A key that was rejected or is spent rests until it is changed.
    """

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], _Record] = {}

    def failed(self, provider: Provider, error: ProviderError) -> None:
        now, record = time.monotonic(), self._record(provider)
        recent = [moment for moment in record.failed_at if moment > now - WITHIN_SECONDS] if record else []
        record = _Record(provider.key_digest, error, [*recent, now], record.until if record else 0.0)
        self._records[provider.service, provider.name] = record
        if isinstance(error, InvalidKey | OutOfQuota) and provider.needs_key:
            record.until = FOR_GOOD
        elif isinstance(error, RateLimited) and error.retry_after:
            record.until = now + min(error.retry_after, REST_SECONDS)
        elif len(record.failed_at) >= FAILURES:
            record.until = now + REST_SECONDS

    def served(self, provider: Provider) -> None:
        """It no longer rests; that it failed lately still counts."""
        record = self._record(provider)
        if record:
            record.until = 0.0

    def why(self, provider: Provider) -> ProviderError | None:
        """The error for which it rests now; None when it does not."""
        record = self._record(provider)
        return record.error if record and record.until > time.monotonic() else None

    def is_for_good(self, provider: Provider) -> bool:
        record = self._record(provider)
        return record is not None and record.until == FOR_GOOD

    def wake(self, name: str) -> None:
        """Ask a provider again in all its services, for its key was entered anew or its credit was topped up."""
        for service, known in list(self._records):
            if known == name:
                del self._records[service, known]

    def _record(self, provider: Provider) -> _Record | None:
        """What happened with this key; with another one it is as if nothing had."""
        record = self._records.get((provider.service, provider.name))
        return record if record and record.key_digest == provider.key_digest else None
