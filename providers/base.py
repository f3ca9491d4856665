"""What every provider is: a name, what it needs, and how it is opened and closed."""

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

from config.providers import Service
from config.settings import Settings


@dataclass(frozen=True)
class Audio:
    """Sound as a whole file in a container that names itself. `mime` has no parameters."""

    data: bytes
    mime: str


class Provider(ABC):
    """A provider is made once for a room and used for many turns.

    Class attributes say what it is; `available` says whether it could work here, and `without` tells the self-hoster
    what to install where it could not, and what is done meanwhile. The plain API key lives in this object only and
    never appears in `repr`.
    """

    service: ClassVar[Service]
    name: ClassVar[str]
    label: ClassVar[str]
    needs_key: ClassVar[bool] = False
    in_browser: ClassVar[bool] = False
    without: ClassVar[str] = ""

    def __init__(self, settings: Settings, api_key: str | None = None) -> None:
        self.settings = settings
        self._api_key = api_key

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name})"

    @classmethod
    def available(cls, settings: Settings) -> bool:
        """Whether what it needs besides a key is there: packages, a model, an address."""
        return True

    async def warm(self) -> None:  # noqa: B027 - many need nothing
        """Load or connect what the first turn would otherwise wait for. Called when a room opens; may fail."""

    async def check(self) -> None:  # noqa: B027 - many have no key
        """The cheapest real request that tells whether the key is good. Raises InvalidKey when it is not."""

    async def close(self) -> None:  # noqa: B027 - many hold nothing
        """Let go of connections. Called when the room closes."""
