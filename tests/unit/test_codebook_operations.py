"""Changes to a codebook as values: what each leaves of the tree, and where codings go."""

from __future__ import annotations

import pytest

from coder.domain.codebook import Code, Codebook
from coder.domain.codebook_edits import (
    GONE,
    AddCode,
    ChangeCode,
    DeleteCode,
    MakeNet,
    MergeCodes,
    MoveCode,
    SplitCode,
    new_id,
)
from coder.errors import CoderError

BOOK = Codebook(
    "b",
    "B",
    codes=(
        Code("werk", "Werk", codable=False, codes=(Code("druk", "Druk", patterns=("druk",)),)),
        Code("geld", "Geld", patterns=("geld", "arm"), examples=("te duur",)),
        Code("rest", "Rest", patterns=("geld",), codes=(Code("weer", "Weer"),)),
    ),
)


def shape(codebook: Codebook) -> str:
    def told(codes: tuple[Code, ...]) -> str:
        return " ".join(code.id + (f"({told(code.codes)})" if code.codes else "") for code in codes)

    return told(codebook.codes)


def test_a_code_is_added_where_it_is_asked_for() -> None:
    new = Code("nieuw", "Nieuw")
    assert shape(AddCode(new, "werk", 0).applied(BOOK)) == "werk(nieuw druk) geld rest(weer)"
    assert shape(AddCode(new).applied(BOOK)) == "werk(druk) geld rest(weer) nieuw"
    with pytest.raises(CoderError, match="already"):
        AddCode(Code("geld", "Nog eens")).applied(BOOK)


def test_a_renamed_code_keeps_its_id_and_its_place() -> None:
    renamed = ChangeCode("druk", {"label": " Te  druk "}).applied(BOOK)
    assert (shape(renamed), renamed.find("druk").label) == (shape(BOOK), "Te druk")


def test_a_code_moves_with_all_below_it_but_never_below_itself() -> None:
    assert shape(MoveCode("rest", "werk").applied(BOOK)) == "werk(druk rest(weer)) geld"
    assert shape(MoveCode("rest", None, 0).applied(BOOK)) == "rest(weer) werk(druk) geld"
    with pytest.raises(CoderError, match="below itself"):
        MoveCode("rest", "weer").applied(BOOK)


def test_a_net_goes_with_its_last_code() -> None:
    assert shape(MoveCode("druk").applied(BOOK)) == "geld rest(weer) druk"
    assert shape(DeleteCode("druk").applied(BOOK)) == "geld rest(weer)"
    assert shape(MoveCode("druk", "werk", 0).applied(BOOK)) == shape(BOOK)


def test_what_stands_below_a_deleted_code_takes_its_place() -> None:
    edit = DeleteCode("rest")
    assert shape(edit.applied(BOOK)) == "werk(druk) geld weer"
    assert edit.follows == {"rest": GONE}


def test_merging_keeps_rules_and_examples_once_and_says_where_codings_go() -> None:
    edit = MergeCodes(("geld", "druk"), "rest")
    merged = edit.applied(BOOK)
    assert shape(merged) == "rest(weer)"
    assert merged.find("rest").patterns == ("geld", "arm", "druk")
    assert merged.find("rest").examples == ("te duur",)
    assert edit.follows == {"geld": "rest", "druk": "rest"}
    assert shape(MergeCodes(("rest",), "weer").applied(BOOK)) == "werk(druk) geld weer"
    with pytest.raises(CoderError, match="net"):
        MergeCodes(("geld",), "werk").applied(BOOK)


def test_a_split_code_is_a_net_whose_first_new_code_has_the_rules_left() -> None:
    parts = (Code("loon", "Loon"), Code("armoede", "Armoede", patterns=("arm",)))
    split = SplitCode("geld", parts).applied(BOOK)
    assert shape(split) == "werk(druk) geld(loon armoede) rest(weer)"
    assert (split.find("geld").codable, split.find("geld").patterns) == (False, ())
    assert split.find("loon").patterns == ("geld",)
    assert split.with_code({"geld", "druk"}, "loon") == {"loon", "druk"}
    with pytest.raises(CoderError, match="two codes"):
        SplitCode("geld", parts[:1]).applied(BOOK)


def test_a_net_stands_in_the_place_of_its_first_code() -> None:
    net = MakeNet(Code("samen", "Samen"), ("weer", "rest", "geld")).applied(BOOK)
    assert shape(net) == "werk(druk) samen(geld rest(weer))"
    assert not net.find("samen").codable


def test_an_id_is_made_of_plain_letters_and_never_twice() -> None:
    assert new_id("Coördinatie & zorg", ()) == "coordinatie_zorg"
    assert new_id("Geld", {"geld", "geld_2"}) == "geld_3"
    assert new_id("2026", ()) == "code_2026"
    assert new_id("…", ()) == "code"
