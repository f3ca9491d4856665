"""What was said, as bubbles: the room's script copies them from templates, pages without it fill them themselves."""

from fasthtml.common import *

from models.turn import Turn
from texts import N_, _, around

TOOLS: dict[str, tuple[str, dict[str, str]]] = {
    "hear": (N_("Hear again"), {}),
    "slow": (N_("Slower, 0.75×"), {"data_do": "hear", "data_rate": "0.75"}),
    "repeat": (N_("Say it again"), {}),
    "simpler": (N_("Simpler"), {"data_do": "again", "data_how": "simpler"}),
    "edit": (N_("I didn’t say that"), {}),
    "translate": (N_("Translate"), {}),
    "copy": (N_("Copy"), {}),
}
OF_PARTNER = ["hear", "slow", "simpler", "translate", "copy"]
OF_STUDENT = ["hear", "slow", "repeat", "edit", "translate", "copy"]


def Icon(name: str):
    """A picture beside words that say the same."""
    return ft_hx("svg", ft_hx("use", href=f"/static/icons.svg#{name}"), cls="icon", aria_hidden="true")


def Tool(tool: str):
    """A button for one bubble. `data-do` is what the script does, or the message that the server gets."""
    words, does = TOOLS.get(str(tool), (str(tool), {}))
    return Button(Icon(tool), Span(_(words)), type="button", **{"data_do": str(tool), **does})


def Tools(names: list[str]):
    """One quiet row. On a phone all but the first fold into More."""
    more = Button(Icon("more"), _("More"), data_do="toggle", data_name="open", aria_expanded="false", type="button",
                  cls="more")  # fmt: skip
    first, *others = map(Tool, names)
    return Div(first, more, *others, P(cls="meta"), cls="tools")


def PartnerTemplate(partner: str):
    show = Button(_("Show the text"), data_do="toggle", data_name="shown", aria_expanded="false", type="button",
                  cls="show")  # fmt: skip
    return Template(
        Li(
            Div(
                P(str(partner), cls="who"),
                P(cls="text", lang="en", aria_live="polite"),
                show,
                Late(P(cls="simple", lang="en"), P(cls="translation")),
                cls="bubble",
            ),
            Tools(OF_PARTNER),
            cls="said partner",
        ),
        id="partner",
    )


def StudentTemplate():
    return Template(
        Li(
            Div(
                P(_("You"), cls="who"),
                P(cls="text", lang="en"),
                Late(P(cls="diff", lang="en"), P(cls="verdict"), P(cls="translation"), Correction()),
                Edit(),
                cls="bubble",
            ),
            Tools(OF_STUDENT),
            cls="said student",
        ),
        id="student",
    )


def Late(*parts):
    """What comes beside a line that was read already: screen readers say it, and of it only what is new."""
    return Div(*parts, aria_live="polite")


def Correction():
    """At most one on a sentence: praise first, then better words and why."""
    return Div(
        P(cls="praise", lang="en"),
        P(*around(_("Better: {words}"), words=Strong(cls="better", lang="en")), cls="instead"),
        P(cls="why", lang="en"),
        Div(Tool("repeat"), Tool("edit"), cls="instead"),
        cls="chip",
    )  # fmt: skip


def Edit():
    """For words that were misheard: put them right, or leave them out of every count."""
    return Dialog(
        Form(
            Label(
                _("What did you really say?"),
                Input(name="text", maxlength="2000", autocomplete="off", lang="en"),
            ),
            Button(_("Save"), value="edit"),
            Button(_("Leave this sentence out"), value="dispute", cls="secondary"),
            Button(_("Cancel"), value="", cls="secondary outline"),
            method="dialog",
        ),
        aria_label=_("I didn’t say that"),
    )


def Said(turn: Turn, partner: str):
    """A bubble to read, with the student's recording where there is one."""
    is_student = turn.who == "student"
    sound = Audio(src=f"/recordings/{turn.id}", controls=True, preload="none") if turn.recording else None
    return Li(
        Div(
            P(_("You") if is_student else str(partner), cls="who"),
            P(Q(str(turn.text)) if is_student else str(turn.text), cls="text", lang="en"),
            sound,
            cls="bubble",
        ),
        cls=f"said {turn.who}",
    )
