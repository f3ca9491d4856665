"""What every provider is: a name, what it needs, and how it is opened and closed."""

import hashlib
from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

from config.providers import Service
from config.settings import Settings


@dataclass(frozen=True)
class Audio:
    """Sound as a whole file in a container that names itself. `mime` has no parameters; `more` says that another file
    continues this one without a gap."""

    data: bytes
    mime: str
    more: bool = False


@dataclass(frozen=True)
class Choice:
    """What a student chose at a provider; '' is the provider's default."""

    model: str = ""
    voice: str = ""


@dataclass(frozen=True)
class Offer:
    """A model or a voice that can be chosen; `label` is what a student reads."""

    id: str
    label: str


class Provider(ABC):
    """A provider is made once for a room and used for many turns.

    Class attributes say what it is; `available` says whether it could work here, and `without` tells the self-hoster
    what to install where it could not, and what is done meanwhile. `key_optional` marks one that is asked without a key
    when a student prefers it. The plain API key lives in this object only and never appears in `repr`.
    """

    service: ClassVar[Service]
    name: ClassVar[str]
    label: ClassVar[str]
    needs_key: ClassVar[bool] = False
    key_optional: ClassVar[bool] = False
    in_browser: ClassVar[bool] = False
    without: ClassVar[str] = ""
    default_model: ClassVar[str] = ""

    choice: Choice = Choice()

    def __init__(self, settings: Settings, api_key: str | None = None) -> None:
        self.settings = settings
        self._api_key = api_key

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name})"

    @property
    def model(self) -> str:
        return self.choice.model or self.default_model

    @property
    def key_digest(self) -> str:
        """Tells one key from another without holding it; '' without a key."""
        return hashlib.sha256(self._api_key.encode()).hexdigest()[:16] if self._api_key else ""

    @classmethod
    def available(cls, settings: Settings) -> bool:
        """Whether what it needs besides a key is there: packages, a model, an address."""
        return True

    async def warm(self) -> None:  # noqa: B027 - many need nothing
        """Load or connect what the first turn would otherwise wait for. Called when a room opens; may fail."""

    async def warm_soon(self) -> None:  # noqa: B027 - many need nothing
        """Have ready what the next turn needs at once. Called when somebody begins to speak; may fail."""

    async def check(self) -> None:  # noqa: B027 - many have nothing to check
        """Whether the key is good, by the cheapest real request.

        Raises InvalidKey when it was rejected, another ProviderError when it could not be checked.
        """

    async def models(self) -> list[Offer]:
        """What can be chosen, the default first; [] where there is nothing to choose."""
        return []

    async def close(self) -> None:  # noqa: B027 - many hold nothing
        """Let go of connections. Called when the room closes."""
