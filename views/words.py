"""Every sentence that the room's script shows; A2 English; one place, so that languages can be added."""

import json

NO_MICROPHONE = "We found no microphone. Plug one in, or type your answer."
BLOCKED = "The microphone is blocked. {steps} Then try again. You can also type."
STEPS = (  # the first whose words all stand in the browser's name for itself
    (("CriOS",), "Open the Settings of your phone, then Apps, then Chrome, and allow the microphone."),
    (("FxiOS",), "Open the Settings of your phone, then Apps, then Firefox, and allow the microphone."),
    (("like Mac OS X",), "Tap the icon beside the address (AA or a page), then Website Settings, and allow it."),
    (("Android", "Firefox"), "Tap the lock beside the address and allow the microphone."),
    (("Android", "Chrome"), "Tap the icon beside the address, then Permissions, and allow the microphone."),
    (("Firefox",), "Click the crossed-out microphone beside the address and remove the block."),
    (("Chrome",), "Click the icon on the left of the address and switch the microphone on."),
    (("Safari",), "Open the menu Safari, then Settings for this website, and allow the microphone."),
)
ANY_BROWSER = "Click the icon beside the address and allow the microphone."

WORDS = {
    "phase.connecting": "Connecting",
    "phase.ready": "Ready",
    "phase.asking": "Asking for the microphone",
    "phase.on": "Listening",
    "phase.writing": "Writing down what you said",
    "phase.thinking": "{partner} is thinking",
    "phase.speaking": "{partner} is speaking",
    "phase.lost": "Reconnecting",
    "phase.closed": "Not connected",
    "latency": "{seconds} s to first sound",
    "copied": "Copied",
    "selected": "Marked: press Ctrl+C",
    "repeat": "Say this: “{words}”",
    "repaired": "Well done. That was right.",
    "differs": "Nearly. Underlined words were missing, crossed out words were too much.",
    "disputed": "You said that this was misheard. It does not count.",
    "check.speak": "Say something now. We listen for four seconds.",
    "check.playback": "This is what your microphone heard.",
    "microphone.NotAllowedError": BLOCKED,
    "microphone.not-allowed": BLOCKED,
    "microphone.NotFoundError": NO_MICROPHONE,
    "microphone.OverconstrainedError": NO_MICROPHONE,
    "microphone.NotReadableError": "Another program uses the microphone. Close it and try again, or type your answer.",
    "microphone.InsecureError": "This page needs https (or localhost) to hear you. You can type.",
    "microphone.network": "The browser stopped listening. Please say it once more, or type it.",
    "microphone.service-not-allowed": "This browser may not write down speech. Please say it once more, or type it.",
    "microphone.language-not-supported": "This browser knows no English speech. Please say it once more, or type it.",
    "microphone.audio-capture": NO_MICROPHONE,
    "microphone": "The microphone did not start ({error}). Try again, or type your answer.",
    "asking": "Please answer the browser’s question about the microphone.",
    "allowed": "The microphone is ready now. Press the button and speak.",
    "short": "That was very short. Hold the button while you speak, or tap it once, speak, and tap again.",
    "dropped": "Your recording was dropped. Nothing was sent.",
    "nothing": "We heard nothing. Speak a little louder, or type your answer.",
    "wait": "Please wait. Your last answer is still on its way.",
    "kept": "The connection is gone. Your answer is kept and goes out when it is back.",
    "stt": "This browser cannot write down speech now. You can type your answers.",
    "tts": "This browser has no English voice that works. You can read every answer.",
    "sound": "One sentence could not be played. You can read it.",
    "locked": "Sound is off until you touch the page.",
    "hear": "Hear {partner}",
    "refused": "We cannot reach this conversation. Reload the page.",
    "reload": "Reload",
    "closed.1000": "This conversation has ended.",
    "closed.4401": "You are signed out. Please sign in again. Everything you said is saved.",
    "closed.4403": "Please confirm your e-mail address first.",
    "closed.4408": "The conversation ended, because nothing happened for a long time.",
    "closed.4409": "This conversation is open on another device.",
    "next.1000": "See your feedback",
    "next.4401": "Sign in",
    "next.4408": "See your feedback",
    "next.4409": "Continue here",
}


def words_with(partner: str, browser: str) -> str:
    """The sentences as JSON for the page; the script fills in the other names in braces.

    `browser` is the browser's name for itself, its User-Agent: each hides the microphone in another place.
    """
    known = {"{partner}": partner, "{steps}": steps_of(browser)}
    return json.dumps({key: _filled(text, known) for key, text in WORDS.items()}, ensure_ascii=False)


def steps_of(browser: str) -> str:
    """How a microphone is allowed there that was blocked."""
    return next((steps for marks, steps in STEPS if all(mark in browser for mark in marks)), ANY_BROWSER)


def _filled(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(name, value)
    return text
