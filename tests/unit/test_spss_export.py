"""SPSS files: read back with every label, and syntax that SPSS's grammar takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pyreadstat
import pytest

from coder.i18n import _, speaking
from coder.reports.coded_table import CodedTable, Role, State, Variable
from coder.reports.spss import NOT_CODED, TEXT_BYTES, write_spss
from coder.reports.spss_names import LABEL_BYTES, NAME_BYTES, RESERVED, legal_names


def flags(*values: int) -> Any:
    return np.array(values, dtype=np.int8)


def table(*more: Variable, texts: tuple[str | None, ...] = ("te druk", None, "geen")) -> CodedTable:
    """Three respondents: one coded, one who did not answer, one not coded."""
    states = (State.CODED.value, State.NO_ANSWER.value, State.UNCODED.value)
    variables = (
        Variable("respondent", "Respondent", Role.RESPONDENT, texts=("r1", "r2", "r3")),
        Variable("organisatie", "Organisatie", Role.BACKGROUND, texts=("wijk", None, "stad")),
        Variable("zorgen_tekst", "Waarover?", Role.TEXT, "zorgen", texts=texts),
        Variable("zorgen_stand", "Gecodeerd?", Role.STATE, "zorgen", texts=states),
        Variable("zorgen_druk", "Werkdruk", Role.CODE, "zorgen", "druk", flags=flags(1, -2, -1)),
        Variable(
            "zorgen_geld", "’t Geld’s op", Role.CODE, "zorgen", "geld", flags=flags(0, -2, -1)
        ),
        *more,
    )
    return CodedTable(variables, 3, {"zorgen": "Waarover maak je je 'zorgen'?\nLeg uit."})


def test_a_file_reads_back_with_values_and_labels(tmp_path: Path) -> None:
    made = write_spss(table(), tmp_path / "a.sav", "coder: proef")
    data, meta = pyreadstat.read_sav(made.data, user_missing=True)
    with speaking(""):
        named, uncoded = _("Named"), _("Answered, not coded")
    assert meta.column_names_to_labels["zorgen_druk"] == "Werkdruk"
    assert meta.variable_value_labels["zorgen_druk"][1] == named
    assert meta.variable_value_labels["zorgen_druk"][NOT_CODED] == uncoded
    assert meta.missing_ranges["zorgen_druk"] == [{"lo": NOT_CODED, "hi": NOT_CODED}]
    assert meta.variable_measure["zorgen_druk"] == "nominal"
    assert meta.file_label == "coder: proef"
    assert data["zorgen_druk"].tolist()[::2] == [1, NOT_CODED]
    assert np.isnan(data["zorgen_druk"][1])
    assert data["zorgen_geld"].tolist()[0] == 0
    assert data["zorgen_tekst"].tolist() == ["te druk", "", "geen"]
    assert data["zorgen_stand"].tolist() == [1, 3, 2]
    assert made.notes == ()


def test_declared_missing_values_are_missing_to_who_reads_without_them(tmp_path: Path) -> None:
    made = write_spss(table(), tmp_path / "a.sav", "")
    data, _meta = pyreadstat.read_sav(made.data)
    assert data["zorgen_druk"].isna().tolist() == [False, True, True]


def test_names_that_spss_cannot_have_are_made_legal_and_told(tmp_path: Path) -> None:
    odd = ("2e_vraag", "ALL", "é" * 40, "zorgen_druk_", "respondent.")
    more = [Variable(name, name, Role.CODE, "zorgen", name, flags=flags(1, 0, 0)) for name in odd]
    made = write_spss(table(*more), tmp_path / "a.sav", "")
    _data, meta = pyreadstat.read_sav(made.data)
    assert len(meta.column_names) == 11
    assert meta.column_names[-5:-3] == ["v_2e_vraag", "ALL_v"]
    told = "\n".join(made.notes)
    for name in meta.column_names[-5:]:
        assert name in told


@pytest.mark.parametrize("words", [["a", "A", "a."], ["_", "1", "é" * 90, "é" * 90], ["to", "TO"]])
def test_legal_names_are_legal_and_unique(words: list[str]) -> None:
    legal = legal_names(words)
    assert len({name.casefold() for name in legal}) == len(words)
    for name in legal:
        assert re.fullmatch(r"(?:[^\W\d_]|@)[\w.$#@]*", name)
        assert len(name.encode()) <= NAME_BYTES
        assert not name.endswith((".", "_"))
        assert name.casefold() not in RESERVED


def test_a_label_of_300_letters_is_cut_and_told_and_equal_labels_are_kept_apart(
    tmp_path: Path,
) -> None:
    long = "één " * 75
    more = [
        Variable(f"zorgen_l{n}", long, Role.CODE, "zorgen", f"l{n}", flags=flags(1, 0, 0))
        for n in range(2)
    ]
    made = write_spss(table(*more), tmp_path / "a.sav", "x" * 300)
    _data, meta = pyreadstat.read_sav(made.data)
    labels = [meta.column_names_to_labels[f"zorgen_l{n}"] for n in range(2)]
    assert labels[0] != labels[1]
    assert all(len(label.encode()) <= LABEL_BYTES for label in labels)
    assert any("zorgen_l0" in note for note in made.notes)


def test_a_text_that_spss_cannot_hold_goes_on_in_a_next_variable(tmp_path: Path) -> None:
    long = "één woord " * 4_000
    made = write_spss(table(texts=(long, None, "kort")), tmp_path / "a.sav", "")
    data, meta = pyreadstat.read_sav(made.data)
    parts = [name for name in meta.column_names if name.startswith("zorgen_tekst")]
    assert len(parts) == 2
    assert len(data[parts[0]][0].encode()) <= TEXT_BYTES
    assert "".join(data[part][0] for part in parts).strip() == long.strip()
    assert made.notes


def test_odd_texts_come_back_to_the_letter(tmp_path: Path) -> None:
    texts = ("=cmd|'/C calc'!A0", 'a\tb "c"\nd 🙂', "x\0y")
    made = write_spss(table(texts=texts), tmp_path / "a.sav", "")
    data, _meta = pyreadstat.read_sav(made.data)
    assert data["zorgen_tekst"].tolist() == [texts[0], texts[1], "xy"]


def test_a_table_without_respondents_is_a_file_without_rows(tmp_path: Path) -> None:
    empty = CodedTable(
        (
            Variable("respondent", "R", Role.RESPONDENT),
            Variable("z_a", "A", Role.CODE, "z", "a", flags=flags()),
        ),
        0,
        {"z": "Z"},
    )
    made = write_spss(empty, tmp_path / "a.sav", "")
    data, _meta = pyreadstat.read_sav(made.data)
    assert len(data) == 0


# The grammar of the commands we write. Source: IBM SPSS Statistics Command Syntax Reference,
# "Universals: Commands" (a command ends with a period at the end of a line; lines that go on are
# indented in batch mode), "COMMENT", "GET" and "MRSETS".
STRING = r"'(?:[^']|'')*'"
NAME = r"(?:[^\W\d_]|@)[\w.$#@]*"
SET_NAME = rf"\${NAME}"
GRAMMAR = {
    "comment": re.compile(r"\*[^\n]*"),
    "get": re.compile(rf"GET FILE={STRING}"),
    "define": re.compile(
        rf"MRSETS\s+/MDGROUP NAME=({SET_NAME})\s+LABEL={STRING}\s+"
        rf"CATEGORYLABELS=VARLABELS\s+VARIABLES=({NAME}(?:\s+{NAME})+)\s+VALUE=1"
    ),
    "display": re.compile(rf"MRSETS /DISPLAY NAME=\[{SET_NAME}(?:\s+{SET_NAME})*\]"),
}


def commands(text: str) -> list[str]:
    """The commands of a syntax file: each ends with a period at the end of a line."""
    found, lines = [], list[str]()
    for line in text.splitlines():
        if not line.strip() and not lines:
            continue
        assert not lines or line.startswith(" "), f"a line that goes on is not indented: {line}"
        lines.append(line)
        if line.rstrip().endswith("."):
            found.append("\n".join(lines).rstrip().removesuffix("."))
            lines = []
    assert not lines, f"a command has no end: {lines}"
    return found


def kinds(text: str) -> list[str]:
    """Which rule each command follows; fails where none does."""
    found = []
    for command in commands(text):
        rules = [name for name, rule in GRAMMAR.items() if rule.fullmatch(command)]
        assert rules, f"no such command: {command}"
        found.append(rules[0])
    return found


def test_the_syntax_follows_the_grammar_and_names_the_files_variables(tmp_path: Path) -> None:
    nets = [
        Variable(f"zorgen_n{n}", f"Net {n}", Role.NET, "zorgen", f"n{n}", flags=flags(1, 0, 0))
        for n in range(2)
    ]
    made = write_spss(table(*nets), tmp_path / "mijn 'data'.sav", "")
    text = made.syntax.read_text(encoding="utf-8-sig")
    assert [kind for kind in kinds(text) if kind != "comment"] == [
        "get",
        "define",
        "define",
        "display",
    ]
    _data, meta = pyreadstat.read_sav(made.data)
    sets = [found for command in commands(text) if (found := GRAMMAR["define"].fullmatch(command))]
    assert [found[1] for found in sets] == ["$zorgen", "$zorgen_netten"]
    assert sets[0][2].split() == ["zorgen_druk", "zorgen_geld"]
    for found in sets:
        assert set(found[2].split()) <= set(meta.column_names)


def test_the_grammar_notices_what_breaks_it(tmp_path: Path) -> None:
    text = write_spss(table(), tmp_path / "a.sav", "").syntax.read_text(encoding="utf-8-sig")
    for before, after in (("VALUE=1.", "VALUE=1"), ("=$zorgen", "=zorgen"), ("'s op", "s")):
        if before in text:
            with pytest.raises(AssertionError):
                kinds(text.replace(before, after))


def test_a_question_with_one_code_gets_no_set(tmp_path: Path) -> None:
    one = table()
    single = CodedTable(one.variables[:-1], one.n, one.labels)
    text = write_spss(single, tmp_path / "a.sav", "").syntax.read_text(encoding="utf-8-sig")
    assert "MDGROUP" not in text
    assert set(kinds(text)) == {"comment", "get"}


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP, a free SPSS, is not installed")
def test_pspp_opens_the_file_and_defines_the_sets(tmp_path: Path) -> None:
    long = Variable("zorgen_tekst2", "Meer", Role.TEXT, "zorgen", texts=("x" * 3000, None, "y"))
    made = write_spss(table(long, texts=("w" * 2000, None, "v")), tmp_path / "a.sav", "")
    syntax = made.syntax.read_text(encoding="utf-8-sig") + "\nDISPLAY DICTIONARY.\n"
    (tmp_path / "b.sps").write_text(syntax, encoding="utf-8")
    done = subprocess.run(
        ["pspp", "b.sps"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "error" not in done.stdout.lower()
    assert "$zorgen" in done.stdout
    assert "A3000" in done.stdout
    assert "A2000" in done.stdout
