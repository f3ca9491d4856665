"""The sound check: microphone, loudspeaker and headphones, before the first talk and whenever the student wants it."""

from fasthtml.common import *
from starlette.requests import Request

from config.providers import KEY_VENDORS
from services.container import Services
from services.lineup import candidates
from texts import N_, _, around

GOES = {
    "browser": N_("Your browser writes down what you say. Some browsers send your voice to their maker for that."),
    "local": N_("Your voice is written down by the computer that runs TalkBuddy. It goes to no other company."),
    "server": N_("Your voice goes to the speech server of whoever runs this TalkBuddy."),
}
COOKIE = "talkbuddy-checked"  # the script sets it
SENTENCE = "Hello! Can you hear me? Then your speaker works."  # in English, as the sound is


def where_sound_goes(services: Services, user_id: int) -> str:
    """Who hears the student, in one line: it depends on who serves first."""
    keys = set(services.user_keys.endings(user_id))
    providers = candidates(services.db, services.settings, keys, user_id, "stt")
    name = providers[0].name if providers else ""
    if name in GOES:
        return _(GOES[name])
    if name in KEY_VENDORS:
        vendor = KEY_VENDORS[name][0]
        return _("Your voice goes to {vendor}, with your key, to be written down.", vendor=vendor)
    if providers:
        return _("Your voice goes to {name} to be written down.", name=_(str(providers[0].label)))
    return _("Nobody can hear you now.")


def has_checked(req: Request) -> bool:
    return COOKIE in req.cookies


def SoundCheck(partner: str, audio_goes: str, is_done: bool):
    """Open until it was done once in this browser; then it waits folded up in the room. The page comes as it will stay:
    what opens later pushes the conversation away."""
    return Details(
        Summary(_("Sound check")),
        Div(
            MicrophoneTest(),
            SpeakerTest(),
            Div(
                P(_("Headphones are best: then your microphone does not hear {partner}.", partner=partner)),
                P(str(audio_goes)),
                Button(_("Done"), id="check-done", type="button"),
            ),
        ),
        id="check", cls="check", open=not is_done,
    )  # fmt: skip


def MicrophoneTest():
    return Div(
        Label(_("Your microphone"), fr="microphone"),
        Select(Option(_("The usual one"), value=""), id="microphone"),
        Div(
            Button(_("Test the microphone"), id="check-microphone", type="button", cls="secondary outline"),
            Meter(id="check-level", min="0", max="1", value="0", aria_label=_("Level of the test")),
        ),
        P(id="check-said", role="status"),
        Audio(id="check-heard", controls=True, aria_label=_("Recording of the test")),
    )  # fmt: skip


def SpeakerTest():
    return Div(
        P(*around(_("Your speaker: play this. It says {sentence}"), sentence=Q(SENTENCE, lang="en"))),
        Audio(
            id="hello",
            src="/static/audio/hello.mp3",
            controls=True,
            preload="none",
            aria_label=_("Test of your speaker"),
        ),
    )
