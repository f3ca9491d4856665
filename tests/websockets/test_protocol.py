"""docs/protocol.md lists every code that the socket says, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from providers.errors import ProviderError

ROOT = Path(__file__).parents[2]
CODE_AT = {"Failed": 0, "BadMessage": 1, "CannotBe": 1}  # which argument is the code
OF_THE_SERVER = {1009, 1011, 1012}  # uvicorn closes with these by itself


def calls(*folders: str) -> Iterator[tuple[str, list[ast.expr]]]:
    """Every call in these folders: what is called, and its arguments."""
    for file in (file for folder in folders for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func).split(".")[-1], node.args


def kinds(of: type[ProviderError]) -> Iterator[type[ProviderError]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


def listed(heading: str) -> set[str]:
    """The codes in the first column of the table under this heading."""
    section = (ROOT / "docs/protocol.md").read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return set(re.findall(r"`(\w+)`", " ".join(cells)))


def test_every_error_code_is_listed():
    said = {args[CODE_AT[name]] for name, args in calls("websockets", "services") if len(args) > CODE_AT.get(name, 99)}
    written = {code.value for code in said if isinstance(code, ast.Constant)}
    ours = {kind.code for kind in kinds(ProviderError) if kind.__module__ == ProviderError.__module__}
    assert listed("Errors") == written | ours | {"bad_message"}, "bad_message is the usual one of two of them"


def test_every_close_code_is_listed():
    source = (ROOT / "websockets/line.py").read_text()
    names, numbers = re.search(r"^(SIGNED_OUT.*) = ([\d, ]+)$", source, re.M).groups()  # pyright: ignore
    constants = dict(zip(names.split(", "), numbers.split(", "), strict=True))
    used = {ast.unparse(args[-1]) for name, args in calls("websockets") if name in ("close", "end") and args}
    closing = {constants.get(code, code) for code in used if code in constants or code.isdecimal()}
    assert closing == {*constants.values(), "1000"}
    assert listed("How it closes") == closing | set(map(str, OF_THE_SERVER))
