"""Interviews that are spoken aloud, and what a model reads in them."""

from tests.support.speech import RATE, wav, with_pauses
from tests.support.vendors import Vendors

ANSWERS = [
    "My name is Maria and I work in a hospital. I like my job because my colleagues are very friendly to me.",
    "My brother is a cook. He eat everything, and every Sunday he make a big dinner for our whole family.",
    "In my last job the plan was late, so I asked every colleague for help, and then we finished in time.",
    "In my free time I like to walk in the mountains with my friends. We take some bread and cheese with us.",
    "Next year I would like to learn more about my work. I hope to help many people in my new job.",
]
COACH = {
    "praise": {"answer": 1, "quote": "I like my job because", "text": "You give a reason for what you like."},
    "points": [
        {"answer": 2, "quote": "He eat everything", "better": "He eats everything",
         "why": "After he, she and it the verb takes an s."},
        {"answer": 2, "quote": "he make a big dinner", "better": "he makes a big dinner",
         "why": "This is the same rule: the verb takes an s."},
        {"answer": 1, "quote": "I hate my job", "better": "I love my job", "why": "It is kinder."},
    ],
    "range": {"level": "A2 to B1", "answer": 2, "quote": "a big dinner for our whole family"},
    "accuracy": {"level": "A2", "answer": 2, "quote": "He eat everything"},
    "coherence": {"level": "B1", "answer": 1, "quote": "because my colleagues are very friendly"},
    "answers": [{"answer": 3, "situation": "the plan was late", "action": "I asked every colleague for help"}],
}  # fmt: skip


def with_keys(server, stt: str):
    """A student whose words `stt` writes down, read by OpenAI's model."""
    student = server.student()
    for vendor in ("openai", "elevenlabs"):
        student.post("/settings/keys", provider=vendor, api_key="sk-loopback-0123456789")
    student.post("/settings/providers", stt=stt, llm="openai", tts="local")
    return student


def answer_aloud(ws, vendors: Vendors, answers: list[str]) -> None:
    ws.opening()
    for answer in answers:
        vendors.transcript = answer
        vendors.word_times = [(word, 1 + n / 3, 1.3 + n / 3) for n, word in enumerate(answer.split())]
        sentences = [part + "." for part in answer.rstrip(".").split(". ")]
        ws.say_aloud(wav(with_pauses(sentences, [0.8] * (len(sentences) - 1), 1.0), RATE))
        ws.until("usage")
