"""Every sentence that the room's script shows; A2 English; one place, so that languages can be added."""

import json

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
    "phase.ended": "Conversation ended",
    "who.student": "You",
    "who.partner": "{partner}",
    "start": "Start talking",
    "stop": "Stop talking",
    "latency": "{seconds} s to first sound",
    "microphone.NotAllowedError": "The microphone is blocked. Click the icon beside the address, allow the microphone, "
    "and try again. You can also type.",
    "microphone.NotFoundError": "We found no microphone. Plug one in, or type your answer.",
    "microphone.OverconstrainedError": "We found no microphone. Plug one in, or type your answer.",
    "microphone.NotReadableError": "Another program uses the microphone. Close it and try again, or type your answer.",
    "microphone.InsecureError": "This page needs https (or localhost) to hear you. You can type.",
    "microphone": "The microphone did not start ({error}). Try again, or type your answer.",
    "asking": "Please answer the browser’s question about the microphone.",
    "allowed": "The microphone is ready now. Press the button and speak.",
    "short": "That was very short. Hold the button while you speak, or tap it once, speak, and tap again.",
    "dropped": "Your recording was dropped. Nothing was sent.",
    "nothing": "We heard nothing. Speak a little louder, or type your answer.",
    "wait": "Please wait. Your last answer is still on its way.",
    "kept": "The connection is gone. Your answer is kept and goes out when it is back.",
    "again": "The browser stopped listening. Please say it once more, or type it.",
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
    "feedback": "See your feedback",
    "here": "Continue here",
}


def words_with(partner: str) -> str:
    """The sentences as JSON for the page; the script fills in the other names in braces."""
    return json.dumps({key: text.replace("{partner}", partner) for key, text in WORDS.items()}, ensure_ascii=False)
