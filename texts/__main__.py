"""`python -m texts` writes the catalogue anew from the program, and brings every language up to it."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from .catalogues import FOLDER

ROOT = FOLDER.parent
ROOMS = ("config", "models", "providers", "services", "views", "websockets")
KEYWORDS = {"_": None, "_n": (1, 2), "N_": None}
HEADER = "# What TalkBuddy says. Written by `python -m texts`; docs/languages.md says how a language is added."
TEMPLATE = FOLDER / "talkbuddy.pot"


def extracted() -> Catalog:
    """Every sentence of the interface with the files that say it."""
    catalogue = Catalog(project="TalkBuddy", version="1", header_comment=HEADER, charset="utf-8", fuzzy=False)
    for room in ROOMS:
        for file, _line, text, comments, context in extract_from_dir(ROOT / room, keywords=KEYWORDS):
            catalogue.add(text, locations=[(f"{room}/{file}", 0)], auto_comments=comments, context=context)
    return catalogue


def write(catalogue: Catalog, file: Path) -> None:
    with file.open("wb") as target:
        write_po(target, catalogue, width=120, sort_by_file=True, include_lineno=False)


def main() -> None:
    template = extracted()
    known = read(TEMPLATE)
    if known:
        template.creation_date = known.creation_date  # the file changes when a sentence does
    write(template, TEMPLATE)
    for file in sorted(FOLDER.glob("*.po")):
        language = read(file)
        if language:
            language.update(template)
            write(language, file)
    print(f"{len(template)} sentences in texts/{TEMPLATE.name}")


def read(file: Path) -> Catalog | None:
    if not file.exists():
        return None
    with file.open("rb") as source:
        return read_po(source, None if file == TEMPLATE else file.stem.replace("-", "_"))


if __name__ == "__main__":
    main()
