"""What tests of the socket share: what is said, by whom, and what the database has of it."""

import json
import sqlite3

from services.help import corrector, hints, rewording
from tests.support.vendors import Vendors

TYPED = {"type": "transcript_direct", "text": "I like cats.", "provider": "typed"}


def slow_student(start_server, vendors: Vendors):
    return with_openai(start_server(**vendors.settings).student())


def with_openai(student):
    """Only the model is OpenAI's; speech stays on this computer."""
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    student.post("/settings/providers", stt="local", llm="openai", tts="local")
    return student


def count(server, sql: str) -> int:
    with sqlite3.connect(server.data_dir / "talkbuddy.db") as db:
        return db.execute(sql).fetchone()[0]


LAKE = "Yesterday I go to the lake with my sister."
BETTER = "Yesterday I went to the lake with my sister."


def teaching(reworded: str, better: str = BETTER) -> dict[str, str]:
    """The answers of a model that corrects, translates or says it more simply, and hints."""
    return {
        corrector.INSTRUCTIONS: json.dumps({"better": better, "kind": "tense", "why": "It is over: use went."}),
        rewording.INSTRUCTIONS: json.dumps({"text": reworded}),
        hints.INSTRUCTIONS: json.dumps({"text": "You can talk about your family."}),
    }


def say(ws, text: str, turn: str, **more) -> None:
    ws.send(type="transcript_direct", text=text, provider="typed", turn=turn, **more)


def corrected(ws) -> None:
    """Read on until the reply is over and its correction is there, in whichever order they come."""
    missing = {"correction", "usage"}
    while missing:
        missing.discard(ws.receive()["type"])


def of(vendors: Vendors, instructions: str) -> list:
    chats = [wanted for service, _, wanted in vendors.asked if service == "llm"]
    return [wanted for wanted in chats if instructions in wanted["messages"][0]["content"]]
