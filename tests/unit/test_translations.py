"""The Dutch catalogue: nothing is missing from it, nothing in it can break, and it is what runs."""

from __future__ import annotations

import ast
import gettext
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from rich.cells import cell_len

import coder
from coder.i18n import ngettext
from coder.services.workbench import Workbench
from coder.tui.figure_views import Asked, View, make_sheet
from coder.tui.keys import CODING_KEYS, RESULTS_KEYS, START_KEYS

SOURCE = Path(coder.__file__).parent
LOCALE = SOURCE / "locale"
DUTCH = LOCALE / "nl" / "LC_MESSAGES"
MARKERS = {"_": 1, "N_": 1, "ngettext": 2}  # function: how many of its arguments are messages
MsgId = str | tuple[str, ...]


def messages(catalog: Catalog) -> list[Message]:
    """All but the header."""
    return [message for message in catalog if message.id]


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="nl")


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    return catalogue(DUTCH / "coder.po")


@pytest.fixture(scope="module")
def extracted() -> set[MsgId]:
    """What `pybabel extract` finds."""
    found = extract_from_dir(SOURCE, method_map=[("**.py", "python")])
    return {
        message if isinstance(message, str) else tuple(map(str, message))
        for _file, _line, message, _comments, _context in found
    }


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form with its translation."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))


def placeholders(text: str) -> list[str]:
    """The fields of a text with their formats, in alphabetical order."""
    parsed = Formatter().parse(text)
    return sorted(f"{name}:{spec}" for _text, name, spec, _how in parsed if name is not None)


def marked(source: str) -> Iterator[tuple[str, list[ast.expr]]]:
    """Calls of the functions that mark messages: the function, and the message arguments."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = MARKERS.get(node.func.id, 0)
            if count:
                yield node.func.id, node.args[:count]


def literals(source: str) -> set[MsgId]:
    """Messages that stand in the source as literals."""
    found: set[MsgId] = set()
    for _function, arguments in marked(source):
        values = [node.value for node in arguments if isinstance(node, ast.Constant)]
        if values and len(values) == len(arguments):
            found.add(str(values[0]) if len(values) == 1 else tuple(map(str, values)))
    return found


def untranslatable(source: str) -> list[str]:
    """Marked messages that are put together before they are looked up, so that none is found."""
    wrong = []
    for function, arguments in marked(source):
        for node in arguments:
            built = isinstance(node, ast.JoinedStr | ast.BinOp)
            formatted = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "format"
            )
            if built or formatted:
                wrong.append(f"{function}({ast.unparse(node)})")
    return wrong


@pytest.mark.parametrize(
    "source",
    [
        '_(f"{count} codes")',
        'ngettext("one", f"{count} codes", count)',
        '_("{count} codes".format(count=count))',
        '_("codes of " + name)',
        'N_(f"{count} codes")',
    ],
)
def test_a_message_that_is_put_together_too_early_is_noticed(source: str) -> None:
    assert untranslatable(source)


def test_no_message_is_put_together_before_it_is_looked_up() -> None:
    wrong = {
        str(path.relative_to(SOURCE)): found
        for path in SOURCE.rglob("*.py")
        if (found := untranslatable(path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_extraction_finds_every_message(extracted: set[MsgId]) -> None:
    """It does not look inside the braces of an f-string, which Python itself does."""
    hidden = {
        (path.name, message)
        for path in SOURCE.rglob("*.py")
        for message in literals(path.read_text(encoding="utf-8")) - extracted
    }
    assert hidden == set()


def test_the_catalogue_has_every_message_and_no_others(
    dutch: Catalog, extracted: set[MsgId]
) -> None:
    assert {message.id for message in messages(dutch)} == extracted


def test_the_template_has_every_message(extracted: set[MsgId]) -> None:
    assert {message.id for message in messages(catalogue(LOCALE / "coder.pot"))} == extracted


def test_nothing_is_untranslated_or_fuzzy(dutch: Catalog) -> None:
    empty = [
        message.id for message in messages(dutch) if not all(text for _id, text in forms(message))
    ]
    assert empty == []
    assert [message.id for message in messages(dutch) if message.fuzzy] == []


def test_sentences_are_not_english(dutch: Catalog) -> None:
    english = re.compile(r"\b(the|and|with|this|that|not|there|from|are|answers?)\b")
    left = [
        text
        for message in messages(dutch)
        for _id, text in forms(message)
        if english.search(re.sub(r"{.*?}|`.*?`", "", text))
    ]
    assert left == []


def test_placeholders_are_those_of_the_message(dutch: Catalog) -> None:
    wrong = [
        (msgid, text)
        for message in messages(dutch)
        for msgid, text in forms(message)
        if placeholders(msgid) != placeholders(text)
    ]
    assert wrong == []


def test_edges_and_line_breaks_are_those_of_the_message(dutch: Catalog) -> None:
    def shape(text: str) -> tuple[bool, bool, bool, int]:
        stop = text.endswith((".", "?"))
        return text[:1].isspace(), text[-1:].isspace(), stop, text.count("\n")

    wrong = [
        (msgid, text)
        for message in messages(dutch)
        for msgid, text in forms(message)
        if shape(msgid) != shape(text)
    ]
    assert wrong == []


def test_plurals_are_dutch(dutch: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (dutch.num_plurals, dutch.plural_expr) == (2, "(n != 1)")
    monkeypatch.setenv("CODER_LANGUAGE", "nl")
    said = [ngettext("{count} answer is new", "{count} answers are new", n) for n in (0, 1, 2)]
    assert said == ["{count} antwoorden zijn nieuw", "{count} antwoord is nieuw", said[0]]


def test_the_compiled_catalogue_is_as_new_as_its_source(dutch: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, dutch)
    compiled.seek(0)
    assert texts(gettext.GNUTranslations(compiled)) == texts(
        gettext.translation("coder", str(LOCALE), ["nl"])
    )


def texts(translations: gettext.NullTranslations) -> dict[object, str]:
    """Everything but the header, in which the compiler writes its own version."""
    by_id: dict[object, str] = vars(translations)["_catalog"]
    return {msgid: text for msgid, text in by_id.items() if msgid}


def test_texts_kept_as_data_are_marked_for_the_catalogue(extracted: set[MsgId]) -> None:
    from coder.cli.main import COMMANDS

    keys = (*START_KEYS, *CODING_KEYS, *RESULTS_KEYS)
    shown = {text for key in keys for text in (key.label, key.tooltip)}
    shown |= {help_text for _module, help_text in COMMANDS.values()}
    assert shown - extracted == set()


@pytest.mark.parametrize("view", [view for view in View if view is not View.WAVES])
def test_dutch_heads_fit_their_columns(
    view: View, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODER_LANGUAGE", "nl")
    asked = Asked(view, "zorgen", "2024", by="organisatie")
    sheet = make_sheet(workbench.results, asked)
    too_wide = [
        column.title
        for column in sheet.columns
        if column.width and cell_len(column.title) > column.width
    ]
    assert too_wide == []


def test_dutch_key_labels_are_short() -> None:
    translate = gettext.translation("coder", str(LOCALE), ["nl"]).gettext
    ranked = [key for key in (*START_KEYS, *CODING_KEYS, *RESULTS_KEYS) if key.rank]
    assert [key.label for key in ranked if cell_len(translate(key.label)) > 12] == []


def test_dutch_feet_fit_their_dialogs(dutch: Catalog) -> None:
    """A dialog is 76 cells wide with 3 on either side, and its foot is one line."""
    feet = [str(message.string) for message in messages(dutch) if "   esc " in str(message.id)]
    assert feet
    assert [foot for foot in feet if cell_len(foot) > 70] == []


Call = Callable[..., str]


@pytest.fixture
def called(clean_home: Path) -> Call:
    """What the installed command says, on stdout or stderr."""

    def call(*arguments: str, **environment: str) -> str:
        done = subprocess.run(
            [str(Path(sys.executable).with_name("coder")), *arguments],
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "HOME": str(clean_home), "PYTHONUTF8": "1"}
            | {"XDG_CONFIG_HOME": str(clean_home), "LANG": "C.UTF-8"}
            | environment,
            timeout=60,
            check=False,
        )
        return done.stdout + done.stderr

    return call


def test_help_is_dutch_from_top_to_bottom(called: Call) -> None:
    assert called("new", "--help", CODER_LANGUAGE="nl") == (
        "Gebruik: coder new [OPTIES] {PROJECT}\n\n"
        "  Maak een nieuw, leeg project.\n\n"
        "Argumenten:\n  PROJECT <path>  Het projectbestand om te maken.  [verplicht]\n\n"
        "Opties:\n  --help  Toon deze uitleg.\n"
    )


def test_a_wrong_call_is_told_in_dutch(called: Call) -> None:
    assert called("new", CODER_LANGUAGE="nl").startswith("'PROJECT' ontbreekt.\nGebruik: coder new")
    assert "Bedoel je counts" in called("count", CODER_LANGUAGE="nl")


def test_the_language_of_the_settings_file_counts_for_help(called: Call, clean_home: Path) -> None:
    (clean_home / "coder").mkdir()
    (clean_home / "coder" / "settings.toml").write_text('language = "nl"\n', encoding="utf-8")
    assert "Codeer open antwoorden" in called("--help")
    assert "Toon de versie." in called("--help")


def test_the_language_of_the_environment_counts_without_a_setting(called: Call) -> None:
    assert "Codeer open antwoorden" in called("--help", LANG="nl_NL.UTF-8")
    assert "Code Dutch open survey answers" in called("--help", LANG="nl_NL.UTF-8", LANGUAGE="en")
