"""Every component of every page, given hostile values of every type: they are shown as text and nothing else."""

import dataclasses
import importlib
import inspect
import types
import typing
from html.parser import HTMLParser

import pytest
from fasthtml.common import FT, to_xml
from starlette.requests import Request

from config.settings import Settings
from services.container import Services, open_services
from services.downloads import Download
from tests.conftest import ROOT

TEXT = '</script></p><img src=x onerror=alert(1)><script>alert(2)</script>"\' onclick="alert(3)'
HOSTILE = {
    "str": TEXT,
    "bytes": TEXT.encode(),
    "list": [TEXT, [TEXT]],
    "dict": {"onclick": TEXT, "hx-get": TEXT},
    "exception": ValueError(TEXT),
}
CHOSEN = {"session_type": "english_practice", "category": "english_casual", "status": "completed", "who": "student"}


class Elements(HTMLParser):
    """The elements that a browser would see, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))


class Maker:
    """Makes arguments for a component from its annotations; every text among them is the hostile value."""

    def __init__(self, services: Services, hostile: object) -> None:
        self._services = services
        self._hostile = hostile

    def arguments(self, component) -> dict[str, object]:
        hints = typing.get_type_hints(component)
        named = [p.name for p in inspect.signature(component).parameters.values() if p.kind not in (p.VAR_POSITIONAL,
                 p.VAR_KEYWORD)]  # fmt: skip
        return {name: self.make(hints.get(name, str), name) for name in named}

    def make(self, kind, name: str = ""):
        origin, inside = typing.get_origin(kind), typing.get_args(kind)
        if kind in (str, typing.Any):
            return CHOSEN.get(name, self._hostile)
        if origin in (types.UnionType, typing.Union):
            return self.make(next(k for k in inside if k is not type(None)), name)
        if origin is typing.Literal:
            return inside[0]
        if origin in (list, tuple, dict):
            return self._several(origin, inside)
        if origin is type:
            return type("Hostile", (), dict.fromkeys(("name", "label"), self._hostile) | {"service": "stt"})
        if dataclasses.is_dataclass(kind) and kind not in (Services, Settings):
            return self._row(kind)
        return self._plain(kind)

    def _several(self, origin, inside):
        if origin is dict:
            keys = inside[0].__args__ if typing.get_origin(inside[0]) is typing.Literal else ("stt", "llm", "tts")
            return {key: self.make(inside[1]) for key in keys}
        return origin(self.make(k) for k in inside)

    def _row(self, kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: self.make(hints[field.name], field.name) for field in dataclasses.fields(kind)})

    def _plain(self, kind):
        known = {int: 7, float: 1.5, bool: True, bytes: b"x"}
        if kind in known:
            return known[kind]
        if kind is Services:
            return self._services
        if kind is Request:
            scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [],
                     "client": ("127.0.0.1", 1), "app": types.SimpleNamespace(state=types.SimpleNamespace(
                         services=self._services))}  # fmt: skip
            return Request(scope)
        if kind is Download:
            return self._download()
        raise AssertionError(f"say here how to make a hostile {kind}")

    def _download(self) -> Download:
        download = Download(self._services.settings)
        hostile = {f.name: self._hostile for f in dataclasses.fields(download.model) if f.type in (str, "str")}
        download.model = dataclasses.replace(download.model, **hostile)
        download.problem = self._hostile  # pyright: ignore[reportAttributeAccessIssue]
        return download


def components() -> list[tuple[str, object]]:
    found = []
    for file in sorted((ROOT / "views").glob("*.py")):
        module = importlib.import_module(f"views.{file.stem}")
        for name, member in vars(module).items():
            if inspect.isfunction(member) and member.__module__ == module.__name__ and name[0].isupper():
                found.append((f"{file.stem}.{name}", member))
    return found


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    opened = open_services(Settings(data_dir=tmp_path_factory.mktemp("hostile") / "data"))
    yield opened
    opened.db.close()


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize(("name", "component"), components(), ids=[name for name, _ in components()])
async def test_a_component_shows_hostile_values_as_text(services, name, component, kind):
    made = component(**Maker(services, HOSTILE[kind]).arguments(component))
    page = to_xml(made if isinstance(made, FT) else tuple(made or ()), indent=False)
    for tag, attributes in Elements(page).found:
        assert tag != "img" and not (tag == "script" and not attributes.get("src")), page
        assert not any(attribute.startswith("on") for attribute in attributes), page
        assert not (attributes.get("hx-get") or "").startswith("<"), page


def test_every_page_module_is_looked_at():
    modules = {name.split(".")[0] for name, _ in components()}
    pages = {file.stem for file in (ROOT / "views").glob("*.py") if "@ar." in file.read_text()}
    assert pages - modules <= {"health", "export"}, "they answer with files"
