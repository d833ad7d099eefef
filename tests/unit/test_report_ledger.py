"""The ledger: what it keeps, when a number counts as changed, and what is no ledger."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.reports.ledger import (
    Ledger,
    LedgerBook,
    LedgerEntry,
    changed_figures,
    ledger_path,
    read_ledger,
    write_ledger,
)


def entries(*values: float) -> tuple[LedgerEntry, ...]:
    book = LedgerBook()
    for number, value in enumerate(values):
        book.write(f"counts.q.c{number}.n@2024", value, str(value), 100, "Tabel 1")
    return book.entries()


def test_a_ledger_reads_back_as_it_was_written(tmp_path: Path) -> None:
    ledger = Ledger({"report": "R"}, entries(91, 22.358722, math.nan))
    write_ledger(ledger, tmp_path / "r.cijfers.json")
    again = read_ledger(tmp_path / "r.cijfers.json")
    assert again.entries[:2] == ledger.entries[:2]
    assert math.isnan(again.entries[2].value)


def test_a_number_that_stands_twice_is_kept_once_with_both_places() -> None:
    book = LedgerBook()
    for place in ("Tabel 1", "tekst.md:3", "Tabel 1"):
        book.write("counts.q.n@2024", 91, "91", 91, place)
    [entry] = book.entries()
    assert entry.places == ("Tabel 1", "tekst.md:3")


def test_only_what_is_counted_otherwise_is_named_and_what_is_gone_says_why() -> None:
    now = {"counts.q.c0.n@2024": 91.0, "counts.q.c1.n@2024": 23.0, "counts.q.c2.n@2024": math.nan}

    def value_of(address: str) -> tuple[float, str]:
        if address not in now:
            raise CoderError("no such code")
        return now[address], f"{now[address]:.0f}"

    changed = changed_figures(entries(91, 22, math.nan, 5), value_of)
    assert [(one.entry.value, one.now, one.why) for one in changed] == [
        (22, 23.0, ""),
        (5, None, "no such code"),
    ]


def test_all_formats_of_one_name_share_a_ledger() -> None:
    assert ledger_path(Path("a/rapport.docx")) == ledger_path(Path("a/rapport.html"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "cannot be read"),
        ("[]", "no ledger"),
        ('{"ledger": 99}', "later version"),
        ('{"ledger": 1, "made": {}, "figures": [{"address": "x"}]}', "damaged"),
        ('{"ledger": 1, "made": {}, "figures": [{"address": "counts.q.n"}]}', "damaged"),
        ('{"ledger": 1}', "damaged"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_what_is_no_ledger_is_refused_in_one_sentence(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "r.cijfers.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CoderError, match=said):
        read_ledger(path)


def test_a_ledger_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="coder report"):
        read_ledger(tmp_path / "weg.cijfers.json")
