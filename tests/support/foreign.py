"""A language that nobody speaks: every letter of ours is doubled and marked, so what was never looked up stands out.

The sentences are a third longer than in English, as they are in German or Finnish.
"""

import re
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog

from tests.conftest import Server
from texts import __main__ as writer

CODE, NAME = "eo", "Esperanto"
FOREIGN = {"Accept-Language": f"{CODE}-DE,{CODE};q=0.9,en;q=0.5"}
MARKS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ȧƀċḋėḟġḣıĵķŀṁṅȯṗɋṙṡṫŭṽẇẋẏżȦɃĊḊĖḞĠḢİĴĶĿṀṄȮṖɊṘṠṪŬṼẆẊẎŻ"
)


def marked(text: str) -> str:
    """The sentence in that language; names in braces stay."""
    made = ""
    for words, name, _spec, _conversion in Formatter().parse(text):
        made += re.sub("[aeiou]", r"\g<0>\g<0>", words).translate(MARKS) + (f"{{{name}}}" if name is not None else "")
    return made


def language() -> Catalog:
    made = Catalog(locale=CODE, fuzzy=False)
    for message in writer.extracted():
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            words = tuple(map(marked, forms))
            made.add(message.id, words if message.pluralizable else words[0])
    return made


class ForeignServer(Server):
    """The program with that language beside its own."""

    def __init__(self, data_dir: Path, folder: Path, **settings: object) -> None:
        super().__init__(data_dir, **settings)
        writer.write(language(), folder / f"{CODE}.po")
        start = "import sys, pathlib; from texts import catalogues; catalogues.FOLDER = pathlib.Path(sys.argv[1])"
        self.program = ("-c", f"{start}; import main; sys.exit(main.main([]))", str(folder))
