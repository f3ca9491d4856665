"""Reads a page as somebody who does not know English: what words are English, and are not marked as such?"""

import json
import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use"}
TOLD = ("aria-label", "placeholder", "title", "alt")
NAMES = re.compile(
    r"TalkBuddy|OpenAI|ElevenLabs|Hugging Face|JavaScript|Apache-2.0|JSON|UTC|USD|Ctrl\+C|https?|localhost|AA|CEFR|"
    r"\b[ABC][12]\b|\bs\b|\be-?mail\b|example\.org|\bzip\b|\bMB\b|\bGB\b|\bms\b"
)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.english: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        has_own = tag != "html" and ("lang" in given or given.get("translate") == "no")
        is_known = has_own or self._is_known or tag in ("script", "style")
        if not is_known:
            for name in TOLD:
                self._read(given.get(name, ""))
            if given.get("name") == "description":
                self._read(given["content"])
        for name in ("data-words", "data-labels"):
            for words in json.loads(given.get(name, "{}")).values():
                self._read(re.sub(r"\{\w+\}", "", words))
        if tag not in VOID:
            self._open.append((tag, is_known))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._is_known:
            self._read(data)

    @property
    def _is_known(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _read(self, text: str) -> None:
        if re.search("[A-Za-z]{2}", NAMES.sub("", text)):
            self.english.append(" ".join(text.split()))


def english(page: str, *content: str) -> list[str]:
    """The English in a page beside what is marked as such, proper names, and these words of its content."""
    reader = Reader()
    reader.feed(page)
    without = [text for text in reader.english if re.search("[A-Za-z]{2}", NAMES.sub("", _without(text, content)))]
    return list(dict.fromkeys(without))


def _without(text: str, content: tuple[str, ...]) -> str:
    for words in content:
        text = text.replace(words, "")
    return text
