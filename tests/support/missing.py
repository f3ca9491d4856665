"""A server on which some packages are not installed."""

from pathlib import Path

HIDE = """
import sys
from importlib.machinery import PathFinder

class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        hidden = name.split(".")[0] in {packages!r}
        return None if hidden else super().find_spec(name, path, target)

sys.meta_path = [Without if finder is PathFinder else finder for finder in sys.meta_path]
"""


def without(folder: Path, *packages: str) -> dict[str, object]:
    """Settings for a server that does not find these packages; `folder` is the test's own."""
    (folder / "sitecustomize.py").write_text(HIDE.replace("{packages!r}", repr(set(packages))))
    return {"PYTHONPATH": folder}
