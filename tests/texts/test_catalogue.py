"""The catalogue holds what the program says, and a translation can never break it."""

import ast
from gettext import GNUTranslations

import pytest

import texts
from tests.conftest import ROOT
from tests.support.foreign import marked
from texts import N_, _, _n, around, catalogues
from texts import __main__ as writer

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
LOOKS_UP = {"_", "_n"}


@pytest.fixture
def languages(tmp_path, monkeypatch):
    """Languages of the test's own: `languages(de="…")` writes de.po and speaks it."""

    def write(head: str = HEAD, **files: str) -> None:
        for code, text in files.items():
            (tmp_path / f"{code.replace('_', '-')}.po").write_text(head + text, "utf-8")
        monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
        catalogues.translations.cache_clear()
        texts.speak(next(iter(files)).replace("_", "-"))

    yield write
    texts.speak(catalogues.ENGLISH)
    catalogues.translations.cache_clear()


def entry(text: str, translated: str) -> str:
    return f'msgid "{text}"\nmsgstr "{translated}"\n\n'


def test_the_catalogue_is_what_the_program_says():
    """`python -m texts` writes it."""
    written, said = writer.read(writer.TEMPLATE), writer.extracted()
    assert written is not None
    assert {m.id: {file for file, _line in m.locations} for m in written if m.id} == {
        m.id: {file for file, _line in m.locations} for m in said if m.id
    }
    assert len(said) > 300


def calls(tree: ast.AST) -> list[ast.Call]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]


def within_functions(tree: ast.AST) -> set[ast.Call]:
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)]
    bodies = [part for each in functions for part in (each.body if isinstance(each.body, list) else [each.body])]
    return {call for part in bodies for call in calls(part)}


@pytest.mark.parametrize("room", writer.ROOMS)
def test_a_sentence_is_looked_up_when_it_is_said_and_stands_there_whole(room):
    """And the writer finds it: it overlooks what stands inside an f-string."""
    catalogue = {form for message in writer.extracted() for form in catalogues.forms(message.id)}
    for file in sorted((ROOT / room).rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        inside = within_functions(tree)
        for call in calls(tree):
            name, place = call.func.id, f"{file.relative_to(ROOT)}:{call.lineno}"
            said = call.args[: {"_": 1, "_n": 2, "N_": 1}.get(name, 0)]
            assert name not in LOOKS_UP or call in inside, f"{place}: nobody reads yet, N_ marks it"
            assert not any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in said), place
            assert all(each.value in catalogue for each in said if isinstance(each, ast.Constant)), place


def test_every_sentence_can_be_filled_in():
    for form in (form for message in writer.extracted() if message.id for form in catalogues.forms(message.id)):
        assert all(name.isidentifier() for name in catalogues.names(form)), form
        assert form == form.strip() and "  " not in form, form


def test_english_is_what_stands_in_the_program():
    assert texts.spoken() == "en"
    assert _("Ready") == "Ready" and _("With {name}", name="Ann") == "With Ann" and N_("Ready") == "Ready"
    assert _n("{count} word", "{count} words", 1) == "1 word" and _n("{count} word", "{count} words", 2) == "2 words"


def test_a_language_is_a_file(languages):
    languages(de=entry("Ready", "Bereit") + entry("{one} with {other}", "{other} und {one}"))
    assert _("Ready") == "Bereit" and _("Not there yet") == "Not there yet"
    assert _("{one} with {other}", one=1, other=2) == "2 und 1"
    assert around(_("{one} with {other}"), one=1, other=2) == [2, " und ", 1]
    texts.speak("en")
    assert _("Ready") == "Ready"


def test_each_language_counts_in_its_own_way(languages):
    plural = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    head = HEAD.replace('\\n"', f'\\nPlural-Forms: {plural}\\n"', 1)
    forms = 'msgid "{count} word"\nmsgid_plural "{count} words"\n' + "".join(
        f'msgstr[{number}] "{text}"\n' for number, text in enumerate(("jedno słowo", "{count} słowa", "{count} słów"))
    )
    languages(head, pl=forms)
    counted = [_n("{count} word", "{count} words", count) for count in (1, 2, 5, 22)]
    assert counted == ["jedno słowo", "2 słowa", "5 słów", "22 słowa"]


@pytest.mark.parametrize("translated", ["Mit {nam}", "Mit", "Mit {name} und {other}", "Mit {name", "Mit {}", "Mit {0}"])
def test_a_translation_that_would_break_stays_english(languages, caplog, translated):
    languages(de=entry("With {name}", translated) + entry("Ready", "Bereit"))
    assert _("With {name}", name="Ann") == "With Ann" and _("Ready") == "Bereit"
    assert "With {name}" in caplog.text


def test_what_is_not_sure_yet_stays_english(languages):
    languages(de="#, fuzzy\n" + entry("Ready", "Bereitschaft"))
    assert _("Ready") == "Ready"


@pytest.mark.parametrize("text", ["msgid nonsense\n", 'msgid "Ready\n', "\x00\x01", 'msgstr "x"\nmsgid "y"\n'])
def test_a_file_that_is_no_catalogue_never_stops_the_program(languages, caplog, text):
    languages(de=text)
    if "de" in catalogues.translations():
        assert isinstance(catalogues.translations()["de"], GNUTranslations)
    else:
        assert "de.po passed over" in caplog.text


def test_a_file_whose_name_is_no_language_is_passed_over(languages, caplog):
    languages(notes=entry("Ready", "Bereit"))
    assert list(catalogues.translations()) == ["en"] and "notes.po passed over" in caplog.text


def test_the_nearest_language_is_spoken(languages):
    languages(de=entry("Ready", "Bereit"), pt_BR=entry("Ready", "Pronto"))
    found = {wanted: catalogues.best(wanted.split()) for wanted in ("de-AT en", "pt-BR", "fr de", "fr", "", "*")}
    assert found == {"de-AT en": "de", "pt-BR": "pt-BR", "fr de": "de", "fr": "en", "": "en", "*": "en"}
    assert [catalogues.own_name(code) for code in ("de", "pt-BR", "ar")] == ["Deutsch", "Português (Brasil)", "العربية"]
    assert [catalogues.direction(code) for code in ("de", "ar")] == ["ltr", "rtl"]


def test_the_writer_keeps_what_was_translated(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "FOLDER", tmp_path)
    monkeypatch.setattr(writer, "TEMPLATE", tmp_path / "talkbuddy.pot")
    (tmp_path / "de.po").write_text(HEAD + entry("Practise", "Üben") + entry("Gone long ago", "Weg"), "utf-8")
    writer.main()
    once = (tmp_path / "talkbuddy.pot").read_bytes()
    german = writer.read(tmp_path / "de.po")
    assert german is not None and german["Practise"].string == "Üben" and "Sign in" in german
    assert "Gone long ago" not in german
    writer.main()
    assert (tmp_path / "talkbuddy.pot").read_bytes() == once


def test_the_marks_of_the_tests_own_language():
    assert marked("Hear {partner}") == "Ḣėėȧȧṙ {partner}"
