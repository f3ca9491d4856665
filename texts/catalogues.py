"""The languages that there are: each is a file of gettext's, <language>.po, in this folder."""

import logging
from collections.abc import Sequence
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

log = logging.getLogger(__name__)
FOLDER = Path(__file__).parent
ENGLISH = "en"


@cache
def translations() -> dict[str, NullTranslations]:
    """What every language has, by its code (BCP 47); English is what stands in the program."""
    found = {file.stem: _read(file) for file in sorted(FOLDER.glob("*.po"))}
    return {ENGLISH: NullTranslations(), **{code: each for code, each in found.items() if each}}


def best(wanted: list[str]) -> str:
    """The first of these languages that there is, also for one of its regions; English without any."""
    return negotiate_locale(wanted, list(translations()), sep="-") or ENGLISH


def own_name(code: str) -> str:
    """What a language calls itself."""
    locale = Locale.parse(code, sep="-")
    name = locale.get_display_name(locale) or code
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """'ltr' or 'rtl'."""
    return Locale.parse(code, sep="-").text_direction


def _read(file: Path) -> NullTranslations | None:
    """One that cannot be read is logged and left out; the program never stands still for a translation."""
    try:
        catalogue = load(file)
    except (PoFileError, UnknownLocaleError, ValueError) as error:
        log.warning("texts/%s passed over: %s: %s", file.name, type(error).__name__, error)
        return None
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def load(file: Path) -> Catalog:
    """A catalogue without the sentences that would break when they are filled in; those stay English.

    Raises PoFileError, UnknownLocaleError or ValueError for a file that is none, or whose name is no language.
    """
    with file.open("rb") as source:
        catalogue = read_po(source, Locale.parse(file.stem, sep="-"), ignore_obsolete=True, abort_invalid=True)
    for message in [message for message in catalogue if message.id and not keeps_its_names(message)]:
        log.warning("texts/%s: other names in braces than in the English: %s", file.name, message.id)
        catalogue.delete(message.id, message.context)
    return catalogue


def keeps_its_names(message: Message) -> bool:
    """Whether a translation has the names in braces of its sentence; a form of a plural may leave some out."""
    given = set().union(*map(names, forms(message.id)))
    made = [names(text) for text in forms(message.string) if text]
    return all(found <= given if message.pluralizable else found == given for found in made)


def forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """A sentence's one form, or the forms that it has with a count."""
    return (text,) if isinstance(text, str) else text or ()


def names(text: str) -> set[str]:
    """The names in braces; braces that are not closed count as one that nobody fills in."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}
