"""The W3C's checker of HTML, run on pages."""

import json
import shutil
import subprocess
from pathlib import Path

HTMX = "Attribute “hx-[a-z-]+” not allowed.*"
JAR = Path("node_modules/vnu-jar/build/dist/vnu.jar")


def is_there() -> bool:
    return JAR.exists() and shutil.which("java") is not None


def faults(pages: dict[str, str], folder: Path) -> list[str]:
    """What is wrong with these pages, by name; the folder is for its files."""
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html)
    files = sorted(map(str, folder.glob("*.html")))
    # It knows of attributes that scripts may invent only those that begin with data-; htmx reads hx- as well.
    options = ["--format", "json", "--errors-only", "--filterpattern", HTMX]
    checked = subprocess.run(
        [str(shutil.which("java")), "-jar", str(JAR), *options, *files], capture_output=True, text=True, timeout=120
    )
    return [
        f"{Path(found['url']).stem}: {found['message']} ({found.get('extract', '')!r})"
        for found in json.loads(checked.stderr)["messages"]
    ]
