"""What a client is told: events as the contract's messages, and messages as frames. Nothing else."""

import base64
import json
from typing import Any

from services.events import (
    Ended,
    Event,
    Failed,
    FellBack,
    Heard,
    HeardSoFar,
    InUse,
    Ready,
    Replied,
    ReplyPart,
    Spoke,
    Took,
    Working,
)
from services.help.events import SpokeAgain

from . import help_messages


def encode(event: Event, stream: bool) -> dict[str, Any]:
    """An event as the message of the contract; a client that said `stream` gets speech in pieces."""
    match event:
        case Ready(session_id, turns):
            return {"type": "ready", "session_id": session_id, "turns": turns}
        case InUse(stt, llm, tts):
            return {"type": "provider_status", "stt": stt, "llm": llm, "tts": tts}
        case Working(status, provider):
            return {"type": "processing", "status": status, "provider": provider}
        case HeardSoFar(turn, text):
            return {"type": "transcript_partial", "turn": turn, "text": text}
        case Heard(turn, text, provider):
            return {"type": "transcript", "turn": turn, "text": text, "provider": provider}
        case ReplyPart(turn, text):
            return {"type": "ai_response_delta", "turn": turn, "text": text}
        case Replied(turn, text, provider):
            return {"type": "ai_response", "turn": turn, "text": text, "provider": provider}
        case Spoke():
            return _spoke(event, stream)
        case FellBack(service, given_up, taken_up, reason):
            return {
                "type": "fallback_activated",
                "from": given_up,
                "to": taken_up,
                "service": service,
                "reason": reason,
            }
        case Took():
            return {"type": "usage", **vars(event)}
        case Failed(code, message, provider, turn):
            about = {"turn": turn} if turn else {}
            return {"type": "error", "code": code, "message": message, "provider": provider, **about}
        case Ended(feedback, report_url):
            return {"type": "session_end", "feedback": feedback, "report_url": report_url}
        case SpokeAgain():
            return {**_spoke(event, stream), "again": True}
        case _:
            return help_messages.encode(event)


def as_text(message: dict[str, Any]) -> str:
    """The frame of a message. Base64 has nothing that JSON would escape: to look for it takes longer than all else."""
    data = message.get("data")
    if data is None:
        return json.dumps(message, ensure_ascii=False)
    rest = json.dumps({name: value for name, value in message.items() if name != "data"}, ensure_ascii=False)
    return f'{rest[:-1]}, "data": "{data}"}}'


def _spoke(event: Spoke | SpokeAgain, stream: bool) -> dict[str, Any]:
    order = {"seq": event.seq, "last": event.last} if stream else {}
    rate = {} if event.rate is None else {"rate": event.rate}
    if event.audio is None:
        return {"type": "ai_speak_browser", "text": event.text, "turn": event.turn, **order, **rate}
    return {
        "type": "ai_audio_chunk" if stream else "ai_audio_complete",
        "data": base64.b64encode(event.audio.data).decode(),
        "mime": event.audio.mime,
        "provider": event.provider,
        "turn": event.turn,
        **({"text": event.text} if stream else {}),
        **order,
        **rate,
    }
