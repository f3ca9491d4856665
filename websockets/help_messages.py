"""The contract's messages of help beside the turn: hints, translations, corrections, lines once more."""

from typing import Any

from services.help.events import Corrected, Disputed, Edited, HelpEvent, Hinted, Rephrased, SaidAgain, Translated
from services.help.requests import MANNERS, STEPS, Again, Dispute, Edit, WantHint, WantTranslation
from services.languages import LANGUAGES
from texts import _

from .bad_message import BadMessage

MAX_ID_CHARACTERS = 64
MAX_LINE_CHARACTERS = 2000


def line(message: dict[str, Any], name: str = "turn") -> str:
    """The id of a line that was said before. Raises BadMessage."""
    turn = message.get(name)
    if isinstance(turn, int) and not isinstance(turn, bool):
        turn = str(turn)
    if not isinstance(turn, str) or not 0 < len(turn) <= MAX_ID_CHARACTERS or not turn.isprintable():
        raise BadMessage(_("{field} names a line of this conversation.", field=name))
    return turn


def _hint(message: dict[str, Any]) -> WantHint:
    step = message.get("step", 1)
    if isinstance(step, bool) or step not in STEPS:
        raise BadMessage(_("step is 1, 2 or 3."))
    return WantHint(int(step))


def _translate(message: dict[str, Any]) -> WantTranslation:
    turn, lang = line(message), message.get("lang") or ""
    if not isinstance(lang, str) or lang and lang not in LANGUAGES:
        raise BadMessage(_("TalkBuddy does not know this language."), turn=turn)
    return WantTranslation(turn, lang)


def _edit(message: dict[str, Any]) -> Edit:
    turn, text = line(message), message.get("text")
    text = " ".join(text.replace("\0", "").split()) if isinstance(text, str) else ""
    if not text:
        raise BadMessage(_("Write what you wanted to say."), turn=turn)
    if len(text) > MAX_LINE_CHARACTERS:
        raise BadMessage(_("This text is too long."), "too_large", turn)
    return Edit(turn, text)


def _again(message: dict[str, Any]) -> Again:
    turn, how = line(message), message.get("how", "again")
    if how not in MANNERS:
        raise BadMessage(_("how is again, simpler or slower."), turn=turn)
    return Again(turn, how)


READERS = {
    "hint": _hint,
    "translate": _translate,
    "dispute": lambda message: Dispute(line(message)),
    "edit": _edit,
    "again": _again,
}
NAMES: dict[type, str] = {
    Hinted: "hint",
    Translated: "translation",
    Disputed: "disputed",
    Edited: "edited",
    SaidAgain: "said_again",
    Rephrased: "rephrased",
    Corrected: "correction",
}


def encode(event: HelpEvent) -> dict[str, Any]:
    """What an event does not hold is left out."""
    return {"type": NAMES[type(event)], **{name: value for name, value in vars(event).items() if value is not None}}
