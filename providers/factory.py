"""Which providers there are: built-in ones and plug-ins register the same way."""

import importlib
import logging
from importlib.metadata import entry_points
from typing import TypeVar

from config.providers import BUILT_IN, DEFAULT_ORDER, SERVICES, Service
from config.settings import Settings

from .base import Choice, Provider

P = TypeVar("P", bound=Provider)
log = logging.getLogger(__name__)

ENTRY_POINTS = "talkbuddy.providers"
_registered: dict[tuple[Service, str], type[Provider]] = {}


def register(provider: type[P]) -> type[P]:
    """Class decorator: makes a provider known under its service and name."""
    _registered[provider.service, provider.name] = provider
    return provider


def load() -> None:
    """Import the built-in modules, then every installed plug-in. One that cannot be imported is logged and skipped."""
    for module in BUILT_IN:
        importlib.import_module(module)
    for plugin in entry_points(group=ENTRY_POINTS):
        try:
            plugin.load()
        except Exception as error:
            log.warning("plug-in %s skipped: %s: %s", plugin.name, type(error).__name__, error)


def known(service: Service) -> list[type[Provider]]:
    """Every registered provider of a service in the default order, plug-ins before what needs nothing."""
    order = DEFAULT_ORDER[service]
    rank = {name: position * 2 for position, name in enumerate(order)}
    before_free = next((rank[n] - 1 for n in order if not _needs_key(service, n)), 0)
    found = [provider for (of, _), provider in _registered.items() if of == service]
    return sorted(found, key=lambda provider: rank.get(provider.name, before_free))


def get(service: Service, name: str) -> type[Provider] | None:
    return _registered.get((service, name))


def available(service: Service, settings: Settings, keys: set[str]) -> list[type[Provider]]:
    """Providers that could serve now: their key is there, or they need none; so is what else they need."""
    return [p for p in known(service) if (not p.needs_key or p.name in keys) and _could_serve(p, settings)]


def without_key(service: Service, settings: Settings) -> list[type[Provider]]:
    """Providers that may be asked without a key, for a student who prefers them."""
    return [p for p in known(service) if p.needs_key and p.key_optional and _could_serve(p, settings)]


def missing(settings: Settings) -> list[str]:
    """What the self-hoster could add, and what is done without it."""
    providers = (provider for service in SERVICES for provider in known(service))
    return [provider.without for provider in providers if provider.without and not _could_serve(provider, settings)]


def create(kind: type[Provider], settings: Settings, api_key: str | None, choice: Choice | None = None) -> Provider:
    """A provider for one student; without a choice it uses its defaults."""
    provider = kind(settings, api_key)
    provider.choice = choice or Choice()
    return provider


def _could_serve(provider: type[Provider], settings: Settings) -> bool:
    """A plug-in that cannot even say whether it is available is not."""
    try:
        return provider.available(settings)
    except Exception as error:
        log.warning("%s %s passed over: %s", provider.service, provider.name, type(error).__name__)
        return False


def _needs_key(service: Service, name: str) -> bool:
    provider = get(service, name)
    return bool(provider and provider.needs_key)
