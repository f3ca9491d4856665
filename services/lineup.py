"""A student's preferences and keys become three fallback chains."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from config.providers import SERVICES, Service
from config.settings import Settings
from models import provider_choice, user_key
from models.database import Database
from providers import factory
from providers.asr.chain import ASRChain
from providers.base import Choice, Provider
from providers.chain import Chain
from providers.errors import ProviderError, Unavailable
from providers.llm.base import Prompt
from providers.llm.chain import LLMChain
from providers.resting import Resting
from providers.tts.chain import TTSChain
from texts import N_, _

from .user_keys import UserKeys

FellBackTo = Callable[[Service, Provider, Provider | None, ProviderError], Awaitable[None]]
NOBODY = "none"
CHAINS = {"stt": ASRChain, "llm": LLMChain, "tts": TTSChain}
NOT_IN_THIS_BROWSER = N_("it does not work in this browser")
_resting: WeakKeyDictionary[Database, dict[int, Resting]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Abilities:
    """What a client said it can do; a client that said nothing is the spec's. No `sound`: it only reads."""

    stream: bool = False
    browser_stt: bool = True
    browser_tts: bool = True
    sound: bool = True


class Lineup:
    """Who serves a room: speech recognition, language model and voice, each with its fallbacks."""

    def __init__(self, chains: dict[Service, Chain], moved: FellBackTo) -> None:
        self._chains = chains
        self._moved = moved

    @property
    def stt(self) -> ASRChain:
        return self._chains["stt"]  # pyright: ignore[reportReturnType]

    @property
    def llm(self) -> LLMChain:
        return self._chains["llm"]  # pyright: ignore[reportReturnType]

    @property
    def tts(self) -> TTSChain:
        return self._chains["tts"]  # pyright: ignore[reportReturnType]

    def of(self, service: Service) -> Chain:
        return self._chains[service]

    def in_use(self) -> dict[Service, str]:
        return {service: chain.active.name if chain.active else NOBODY for service, chain in self._chains.items()}

    def begin_turn(self) -> None:
        for chain in self._chains.values():
            chain.begin_turn()

    def pace(self, speed: float) -> None:
        """How fast the voices speak that can do so themselves; 1 is their usual speed."""
        for voice in self.tts.providers:
            voice.speed = speed

    async def adapt(self, able: Abilities, announce: bool) -> None:
        """Leave the browser out where it cannot serve; `announce` says so when it was the one in use."""
        for voice in self.tts.providers:
            self.tts.leave_out(voice.name, not able.sound and not voice.in_browser)  # who only reads costs no voice
        services: tuple[tuple[Service, bool], ...] = (("stt", able.browser_stt), ("tts", able.browser_tts))
        for service, can in services:
            chain = self._chains[service]
            before = chain.active
            chain.leave_out("browser", not can)
            after = chain.active
            if announce and not can and before and after and before.name == "browser":
                await self._moved(service, before, after, Unavailable(_(NOT_IN_THIS_BROWSER)))

    async def warm(self, prompt: Callable[[], Prompt]) -> None:
        await asyncio.gather(*(chain.warm() for chain in self._chains.values()), self.llm.prepare(prompt))

    async def warm_soon(self) -> None:
        """The student has begun to speak: by the end of it, whatever answers should be ready."""
        await asyncio.gather(*(chain.warm_soon() for chain in self._chains.values()))

    async def close(self) -> None:
        for chain in self._chains.values():
            await chain.close()


async def quietly(*_: object) -> None:
    """For whoever works where nobody listens: moving to another provider is not told."""


def candidates(
    db: Database, settings: Settings, keys: set[str], user_id: int, service: Service
) -> list[type[Provider]]:
    """Providers that could serve this student now: the preferred ones first, the others behind them.

    One that may be asked without a key is among them only when the student prefers it.
    """
    usual = factory.available(service, settings, keys)
    able = {provider.name: provider for provider in [*usual, *factory.without_key(service, settings)]}
    wanted = [name for name in user_key.preferences(db, user_id, service) if name in able]
    return [able[name] for name in dict.fromkeys([*wanted, *(provider.name for provider in usual)])]


def choices_of(db: Database, user_id: int) -> dict[tuple[Service, str], Choice]:
    """The models and voices that the student chose, by service and provider."""
    chosen = provider_choice.of_user(db, user_id)
    return {(c.service_type, c.provider): Choice(c.model, c.voice) for c in chosen}  # pyright: ignore[reportReturnType]


def resting_of(db: Database, user_id: int) -> Resting:
    """Which of the student's providers rest: known to this process, the same for all rooms of the student."""
    return _resting.setdefault(db, {}).setdefault(user_id, Resting())


def for_user(db: Database, settings: Settings, user_keys: UserKeys, user_id: int, moved: FellBackTo) -> Lineup:
    keys, choices = user_keys.reveal(user_id), choices_of(db, user_id)

    def chain(service: Service) -> Chain:
        providers = [
            factory.create(provider, settings, keys.get(provider.name), choices.get((service, provider.name)))
            for provider in candidates(db, settings, set(keys), user_id, service)
        ]

        async def announce(given_up: Provider, taken_up: Provider | None, error: ProviderError) -> None:
            await moved(service, given_up, taken_up, error)

        return CHAINS[service](service, providers, announce, resting_of(db, user_id))

    return Lineup({service: chain(service) for service in SERVICES}, moved)
