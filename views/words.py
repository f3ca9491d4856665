"""Every sentence that the room's script puts in by itself, in A2 English; `words_with` looks them up for the reader."""

import json

from texts import N_, _

NO_MICROPHONE = N_("We found no microphone. Plug one in, or type your answer.")
BLOCKED = N_("The microphone is blocked. {steps} Then try again. You can also type.")
STEPS = (  # the first whose words all stand in the browser's name for itself
    (("CriOS",), N_("Open the Settings of your phone, then Apps, then Chrome, and allow the microphone.")),
    (("FxiOS",), N_("Open the Settings of your phone, then Apps, then Firefox, and allow the microphone.")),
    (("like Mac OS X",), N_("Tap the icon beside the address (AA or a page), then Website Settings, and allow it.")),
    (("Android", "Firefox"), N_("Tap the lock beside the address and allow the microphone.")),
    (("Android", "Chrome"), N_("Tap the icon beside the address, then Permissions, and allow the microphone.")),
    (("Firefox",), N_("Click the crossed-out microphone beside the address and remove the block.")),
    (("Chrome",), N_("Click the icon on the left of the address and switch the microphone on.")),
    (("Safari",), N_("Open the menu Safari, then Settings for this website, and allow the microphone.")),
)
ANY_BROWSER = N_("Click the icon beside the address and allow the microphone.")

WORDS = {
    "phase.connecting": N_("Connecting"),
    "phase.ready": N_("Ready"),
    "phase.asking": N_("Asking for the microphone"),
    "phase.on": N_("Listening"),
    "phase.writing": N_("Writing down what you said"),
    "phase.thinking": N_("{partner} is thinking"),
    "phase.speaking": N_("{partner} is speaking"),
    "phase.lost": N_("Reconnecting"),
    "phase.closed": N_("Closed"),
    "latency": N_("{ms} ms to first sound"),
    "copied": N_("Copied"),
    "selected": N_("Marked: now copy it"),
    "repaired": N_("Well done. That was right."),
    "differs": N_("Nearly. Underlined words were missing. Crossed-out words are not needed."),
    "disputed": N_("You did not say this. It does not count."),
    "check.speak": N_("Say something now. We listen for four seconds."),
    "check.playback": N_("This is what your microphone heard."),
    "microphone.NotAllowedError": BLOCKED,
    "microphone.not-allowed": BLOCKED,
    "microphone.NotFoundError": NO_MICROPHONE,
    "microphone.OverconstrainedError": NO_MICROPHONE,
    "microphone.NotReadableError": N_(
        "Another program uses the microphone. Close it and try again, or type your answer."
    ),
    "microphone.InsecureError": N_("This page needs https (or localhost) to hear you. You can type."),
    "microphone.network": N_("The browser stopped listening. Please say it once more, or type it."),
    "microphone.service-not-allowed": N_(
        "This browser is not allowed to write down speech. Please say it once more, or type it."
    ),
    "microphone.language-not-supported": N_(
        "This browser knows no English speech. Please say it once more, or type it."
    ),
    "microphone.audio-capture": NO_MICROPHONE,
    "microphone": N_("The microphone did not start ({error}). Try again, or type your answer."),
    "asking": N_("Please answer the browser’s question about the microphone."),
    "allowed": N_("The microphone is ready now. Press the button and speak."),
    "short": N_("That was very short. Hold the button while you speak, or tap it once, speak, and tap again."),
    "dropped": N_("Your recording was dropped."),
    "nothing": N_("We heard nothing. Speak a little louder, or type your answer."),
    "wait": N_("Please wait. Your last answer is still on its way."),
    "kept": N_("The connection is gone. Your answer is kept and goes out when it is back."),
    "stt": N_("This browser cannot write down speech now. You can type your answers."),
    "tts": N_("This browser has no English voice that works. You can read every answer."),
    "sound": N_("One sentence could not be played. You can read it."),
    "locked": N_("Sound is off until you touch the page."),
    "hear": N_("Hear {partner}"),
    "refused": N_("We cannot reach this conversation. Reload the page."),
    "reload": N_("Reload"),
    "closed.1000": N_("This conversation has ended."),
    "closed.4401": N_("You are signed out. Please sign in again. Everything you said is saved."),
    "closed.4403": N_("Please confirm your e-mail address first."),
    "closed.4408": N_("The conversation ended, because nothing happened for a long time."),
    "closed.4409": N_("This conversation is open on another device."),
    "next.1000": N_("See your feedback"),
    "next.4401": N_("Sign in"),
    "next.4403": N_("Back to the scenarios"),
    "next.4408": N_("See your feedback"),
    "next.4409": N_("Continue here"),
}


def words_with(partner: str, browser: str) -> str:
    """The sentences in the reader's language as JSON for the page; the script fills in the other names in braces.

    `browser` is the browser's name for itself, its User-Agent: each hides the microphone in another place.
    """
    known = {"{partner}": partner, "{steps}": steps_of(browser)}
    filled = {key: _filled(_(text), known) for key, text in WORDS.items()}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def steps_of(browser: str) -> str:
    """How a microphone is allowed there that was blocked."""
    return _(next((steps for marks, steps in STEPS if all(mark in browser for mark in marks)), ANY_BROWSER))


def _filled(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(name, value)
    return text
