"""The sound check: microphone, loudspeaker and headphones, before the first talk and whenever the student wants it."""

from fasthtml.common import *
from starlette.requests import Request

from config.providers import KEY_VENDORS
from services.container import Services
from services.lineup import candidates

GOES = {
    "browser": "Your browser writes down what you say. Some browsers send your voice to their maker for that.",
    "local": "Your voice is written down by the computer that runs TalkBuddy. It goes to no other company.",
    "server": "Your voice goes to the speech server of whoever runs this TalkBuddy.",
}
COOKIE = "talkbuddy-checked"  # the script sets it
SENTENCE = "Hello! Can you hear me? Then your speaker works."


def where_sound_goes(services: Services, user_id: int) -> str:
    """Who hears the student, in one line: it depends on who serves first."""
    keys = set(services.user_keys.endings(user_id))
    providers = candidates(services.db, services.settings, keys, user_id, "stt")
    name = providers[0].name if providers else ""
    if name in GOES:
        return GOES[name]
    if name in KEY_VENDORS:
        return f"Your voice goes to {KEY_VENDORS[name][0]}, with your key, to be written down."
    return f"Your voice goes to {providers[0].label} to be written down." if providers else "Nobody can hear you now."


def has_checked(req: Request) -> bool:
    return COOKIE in req.cookies


def SoundCheck(partner: str, audio_goes: str, is_done: bool):
    """Open until it was done once in this browser; then it waits folded up in the room. The page comes as it will stay:
    what opens later pushes the conversation away."""
    return Details(
        Summary("Sound check"),
        Div(
            MicrophoneTest(),
            SpeakerTest(),
            Div(
                P(f"Headphones are best: then your microphone does not hear {partner}."),
                P(str(audio_goes)),
                Button("Done", id="check-done", type="button"),
            ),
        ),
        id="check", cls="check", open=not is_done,
    )  # fmt: skip


def MicrophoneTest():
    return Div(
        Label("Your microphone", fr="microphone"),
        Select(Option("The usual one", value=""), id="microphone"),
        Div(
            Button("Test the microphone", id="check-microphone", type="button", cls="secondary outline"),
            Meter(id="check-level", min="0", max="1", value="0", aria_label="Level of the test"),
        ),
        P(id="check-said", role="status"),
        Audio(id="check-heard", controls=True, aria_label="Recording of the test"),
    )  # fmt: skip


def SpeakerTest():
    return Div(
        P("Your speaker: play this. It says ", Q(SENTENCE, lang="en")),
        Audio(src="/static/audio/hello.mp3", controls=True, preload="none", aria_label="Test of your speaker"),
    )
