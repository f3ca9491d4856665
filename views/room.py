"""The room's components: transcript, talk panel, and the templates that its script copies."""

from dataclasses import dataclass

from fasthtml.common import *

from models.scenario import Scenario
from models.session import Session
from models.turn import Turn
from texts import N_, _, around, spoken

from .bubbles import Icon, PartnerTemplate, Said, StudentTemplate
from .layout import Chain
from .soundcheck import SoundCheck
from .theme import Themes
from .words import words_with

# One after the other, by the button's value.
HINTS = (N_("Stuck? Get an idea"), N_("How can I begin?"), N_("Show a full answer"))


@dataclass(frozen=True)
class Shown:
    """What a room shows. `chain` has the label of who serves each service; `wishes` are data for the script;
    `has_checked` is whether the sound check was done in this browser, `browser` its name for itself.

    `text` is a typed answer that could not be sent, `problem` the sentence about it.
    """

    session: Session
    scenario: Scenario
    said: list[Turn]
    chain: dict[str, str]
    audio_goes: str
    theme: str
    has_checked: bool
    wishes: dict[str, str]
    browser: str
    text: str = ""
    problem: str = ""


def Room(shown: Shown):
    partner = str(shown.scenario.partner)
    return Div(
        RoomHead(shown),
        Div(
            Ol(id="transcript", cls="transcript"),
            Noscript(SoFar(shown.said, shown.scenario)),
            cls="log", role="log", aria_label=_("Conversation"), aria_live="off", tabindex="0",
        ),
        Div(Div(id="notices", cls="notices"), TalkPanel(shown.session, shown.text, shown.problem), cls="at-hand"),
        PartnerTemplate(partner),
        StudentTemplate(),
        NoticeTemplate(),
        RepeatTemplate(),
        *Marks(),
        id="room", cls="room",
        data_socket=f"/ws/conversation/{shown.session.id}",
        data_words=words_with(partner, str(shown.browser)),
        **ways_on(shown.session),
        **{str(name): str(value) for name, value in shown.wishes.items()},
    )  # fmt: skip


def ways_on(session: Session) -> dict[str, str]:
    """Where to go when the socket was closed for good, by the closing code; without a way it is opened anew."""
    report, sign_in = f"/history/{session.id}", f"/login?room={session.id}"
    return {"data-1000": report, "data-4401": sign_in, "data-4403": "/dashboard", "data-4408": report}


def SoFar(said: list[Turn], scenario: Scenario):
    """The transcript for a browser without scripts. The partner speaks first, also when nothing was said yet."""
    opening = Li(Div(P(str(scenario.partner), cls="who"), P(str(scenario.opening), cls="text", lang="en"),
                     cls="bubble"), cls="said partner")  # fmt: skip
    bubbles = [Said(turn, scenario.partner) for turn in said]
    return Ol(*(bubbles or [opening]), cls="transcript")


def RoomHead(shown: Shown):
    partner, goal = str(shown.scenario.partner), shown.session.goal
    return Header(
        H1(str(shown.scenario.name), lang="en"),
        P(_("with {partner}", partner=partner), Span(" · ", Span("0:00", id="clock"), cls="time")),
        Options(partner, shown.theme),
        Chain(shown.chain),
        Goal(str(goal)) if goal else None,
        SoundCheck(partner, shown.audio_goes, shown.has_checked),
        cls="room-head",
    )


def Goal(words: str):
    return P(*around(_("Try to say words like {words}"), words=Q(str(words), lang="en")), cls="goal")


def Options(partner: str, theme: str):
    return Details(
        Summary(_("Options")),
        Div(
            Label(
                Input(id="hide", type="checkbox", role="switch"),
                _("Listen first: hide what {partner} says", partner=partner),
            ),
            Themes(str(theme)),
            cls="options-menu",
        ),
        cls="options",
    )


def TalkPanel(session: Session, text: str, problem: str):
    note = P(str(problem), role="alert", cls="field-error") if problem else None
    return Section(
        P(Span(_("Connecting")), " ", Span(id="counter", aria_hidden="true"), id="phase", role="status"),
        Div(
            Meter(id="level", min="0", max="1", value="0", aria_label=_("Microphone level")),
            Span(*(I() for _ in range(5)), id="wave", cls="wave", aria_hidden="true"),
            Button(_("Stop the voice"), id="interrupt", cls="secondary outline", type="button"),
            Button(Icon("idea"), *(Span(_(hint)) for hint in HINTS), id="stuck", type="button", value="1", cls="stuck"),
            cls="beside",
        ),
        P(id="partial", cls="partial", lang="en"),
        P(id="hint", cls="hint", lang="en", role="status"),  # hints are English, what RepeatTemplate asks is not
        Button(Span(_("Start talking")), Span(_("Stop talking")), id="talk", cls="talk", type="button",
               aria_pressed="false"),
        Form(
            Label(_("Or type your answer"), fr="typed-text", cls="visually-hidden"),
            Div(
                Input(id="typed-text", name="text", maxlength="2000", autocomplete="off", lang="en", value=str(text),
                      placeholder=_("Or type your answer"), aria_invalid="true" if problem else None),
                Button(_("Send"), type="submit"),
                role="group",
            ),
            note,
            id="typed", method="post", action=f"/conversation/{session.id}/say",
        ),
        Form(
            Button(_("End and get feedback"), type="submit", cls="secondary outline"),
            id="end", method="post", action=f"/conversation/{session.id}/end",
        ),
        cls="talk-panel", aria_label=_("Your turn"),
    )  # fmt: skip


def Marks():
    """How words of a sentence said again are shown; each says it in words, too."""
    return (
        Template(Span(" "), id="same"),
        Template(Ins(" ", Span(_("missing:"), cls="visually-hidden"), " "), id="missing"),
        Template(Del(" ", Span(_("not needed:"), cls="visually-hidden"), " "), id="extra"),
    )


def RepeatTemplate():
    """Stands where hints do: asked in the reader's language, and what is to be said is English."""
    return Template(
        Span(*around(_("Say this: “{words}”"), words=Span(lang="en")), lang=spoken()),
        id="repeat",
    )


def NoticeTemplate():
    act = Button(cls="act", type="button")
    close = Button("×", cls="close", type="button", aria_label=_("Close this note"))
    return Template(Div(P(cls="text"), act, close, cls="notice", role="status"), id="notice")
