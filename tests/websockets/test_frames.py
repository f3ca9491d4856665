"""A frame is the JSON of its message, however large its sound."""

import base64
import json

import pytest
from realtime.frames import as_text  # pyright: ignore[reportMissingImports]

SOUND = base64.b64encode(bytes(range(256))).decode()
MESSAGES = [
    {"type": "pong"},
    {"type": "ai_response", "text": 'She said: "Ünïcödé, 東京!"\n\u2028', "turn": "t1", "provider": "openai"},
    {
        "type": "ai_audio_chunk",
        "data": base64.b64encode(bytes(range(256))).decode(),
        "text": '"',
        "seq": 0,
        "last": True,
    },
    {"type": "ai_audio_complete", "data": ""},
    {"type": "usage", "cost": None},
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["type"])
def test_a_frame_says_what_its_message_says(message):
    assert json.loads(as_text(message)) == message
    assert as_text(message).startswith(f'{{"type": "{message["type"]}"')
