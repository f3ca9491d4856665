"""What a student can choose at a provider: models and voices, and how a voice sounds before it is chosen."""

import re
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from config.providers import Service
from config.settings import Settings
from models import provider_choice
from models.database import Database
from models.provider_choice import ProviderChoice
from providers import factory
from providers.base import Audio, Choice, Offer, Provider
from providers.tts.base import TTS
from texts import N_, _

from .lineup import candidates, choices_of
from .problems import FieldProblem, Problem
from .trial import tried
from .user_keys import UserKeys

SAMPLE = "Hello! This is how I sound. Shall we practise together?"
KEPT_SAMPLES = 30
# Both end up in addresses and requests of vendors.
SHAPES = {"model": re.compile(r"(?!.*\.\.)[\w.:/@+\-]{0,200}"), "voice": re.compile(r"[\w\-]{0,100}")}
NOT_ONE_OF_THEM = {
    "model": N_("Please choose a model from the list."),
    "voice": N_("Please choose a voice from the list."),
}


@dataclass(frozen=True)
class Offered:
    """`models` and `voices` are empty where there is nothing to choose."""

    provider: type[Provider]
    chosen: Choice
    models: list[Offer]
    voices: list[Offer]


class Offers:
    """Samples are kept in memory for whoever asked for them: a page plays one a moment later."""

    def __init__(self, db: Database, settings: Settings, user_keys: UserKeys) -> None:
        self._db = db
        self._settings = settings
        self._user_keys = user_keys
        self._samples: OrderedDict[str, tuple[int, Audio]] = OrderedDict()

    async def of(self, user_id: int, service: Service, name: str) -> Offered | None:
        """What this provider offers; None when it does not serve this student."""
        async with self._opened(user_id, service, name) as provider:
            if provider is None:
                return None
            voices = await provider.voices() if isinstance(provider, TTS) else []
            return Offered(type(provider), provider.choice, await provider.models(), voices)

    def choose(self, user_id: int, service: Service, name: str, choice: Choice) -> None:
        """Raises FieldProblem for what cannot be a model or a voice."""
        _check(choice)
        chosen = ProviderChoice(service, name, choice.model, choice.voice)
        provider_choice.put(self._db, user_id, chosen)

    async def sample(self, user_id: int, name: str, choice: Choice) -> str:
        """Let a voice say a sentence; the number under which `heard` gives it. Raises Problem."""
        _check(choice)
        async with self._opened(user_id, "tts", name, choice) as provider:
            if not isinstance(provider, TTS):
                raise Problem(_("This voice is not yours to choose. Go back to the settings."))
            audio, problem = await tried(provider, lambda voice: voice.speak(SAMPLE))
        if problem:
            label = _(provider.label)
            raise Problem(
                _("{provider}: {problem}. Try again, or choose another voice.", provider=label, problem=problem)
            )
        if audio is None:
            raise Problem(_("This voice is your browser's own. You hear it in the conversation."))
        number = secrets.token_urlsafe(16)
        self._samples[number] = (user_id, audio)
        while len(self._samples) > KEPT_SAMPLES:
            self._samples.popitem(last=False)
        return number

    def heard(self, user_id: int, number: str) -> Audio | None:
        """A sample of this student's."""
        of, audio = self._samples.get(number, (0, None))
        return audio if of == user_id else None

    @asynccontextmanager
    async def _opened(
        self, user_id: int, service: Service, name: str, choice: Choice | None = None
    ) -> AsyncIterator[Provider | None]:
        keys = self._user_keys.reveal(user_id)
        found = candidates(self._db, self._settings, set(keys), user_id, service)
        kind = next((provider for provider in found if provider.name == name), None)
        if kind is None:
            yield None
            return
        chosen = choice or choices_of(self._db, user_id).get((service, name))
        provider = factory.create(kind, self._settings, keys.get(name), chosen)
        try:
            yield provider
        finally:
            await provider.close()


def _check(choice: Choice) -> None:
    for field, value in (("model", choice.model), ("voice", choice.voice)):
        if not SHAPES[field].fullmatch(value):
            raise FieldProblem(field, _(NOT_ONE_OF_THEM[field]))
