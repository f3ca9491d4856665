"""The model and voice that a student chose at a provider."""

from dataclasses import dataclass

from .database import Database, columns


@dataclass(frozen=True)
class ProviderChoice:
    """'' stands for the provider's default."""

    service_type: str
    provider: str
    model: str
    voice: str


ALL = columns(ProviderChoice)


def of_user(db: Database, user_id: int) -> list[ProviderChoice]:
    return db.rows(ProviderChoice, f"SELECT {ALL} FROM provider_choices WHERE user_id = ?", user_id)


def put(db: Database, user_id: int, chosen: ProviderChoice) -> None:
    """Keep a choice; it replaces the one before."""
    db.run(
        "INSERT INTO provider_choices (user_id, service_type, provider, model, voice) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (user_id, service_type, provider) DO UPDATE SET model = excluded.model, voice = excluded.voice",
        user_id,
        chosen.service_type,
        chosen.provider,
        chosen.model,
        chosen.voice,
    )
