"""Codebooks that two persons changed apart, brought together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.codebook import Code, Codebook
from coder.domain.codebook_merge import What, differences, merge_codebooks
from coder.domain.codebook_tree import changed, inserted, without


def book(*codes: Code) -> Codebook:
    return Codebook("zorgen", "Zorgen", codes=codes)


BASE = book(
    Code("geld", "Geld", "Te weinig geld.", examples=("minder budget",), patterns=("geld",)),
    Code("druk", "Werkdruk", "Te veel werk."),
    Code("net", "Net", codable=False, codes=(Code("beleid", "Beleid"),)),
)


def test_what_only_one_side_changed_counts() -> None:
    first = changed(BASE, "geld", {"definition": "Minder geld of uren."})
    second = inserted(changed(BASE, "druk", {"label": "Druk"}), Code("team", "Team"), "net")
    merged = merge_codebooks(BASE, first, second)
    assert merged.codebook.find("geld").definition == "Minder geld of uren."
    assert merged.codebook.find("druk").label == "Druk"
    assert merged.codebook.parent("team") == merged.codebook.find("net")
    assert not merged.clashes


def test_lists_keep_what_both_added_and_lose_what_either_took_away() -> None:
    first = changed(BASE, "geld", {"examples": ("minder budget", "geen geld")})
    second = changed(BASE, "geld", {"examples": ("bezuinigd",), "patterns": ("geld", "budget")})
    geld = merge_codebooks(BASE, first, second).codebook.find("geld")
    assert geld.examples == ("geen geld", "bezuinigd")
    assert geld.patterns == ("geld", "budget")


def test_where_both_changed_one_field_the_later_counts_and_the_other_is_told() -> None:
    first = changed(BASE, "geld", {"definition": "A"})
    second = changed(BASE, "geld", {"definition": "B"})
    merged = merge_codebooks(BASE, first, second)
    (clash,) = merged.clashes
    assert (clash.what, clash.code, clash.field) == (What.CLASH, "geld", "definition")
    assert (clash.taken, clash.left) == ("B", "A")
    assert merged.codebook.find("geld").definition == "B"


def test_a_code_taken_away_stays_when_the_other_changed_it_or_answers_have_it() -> None:
    gone = without(BASE, "druk")
    assert "druk" not in {code.id for code in merge_codebooks(BASE, gone, BASE).codebook.walk()}
    used = merge_codebooks(BASE, BASE, gone, in_use={"druk"})
    other = merge_codebooks(BASE, gone, changed(BASE, "druk", {"label": "Druk"}))
    for merged in (used, other):
        assert merged.codebook.find("druk")
        assert [part.what for part in merged.clashes] == [What.KEPT]


def test_codes_moved_under_each_other_are_not_lost() -> None:
    nets = book(Code("a", "A", codable=False), Code("b", "B", codable=False))
    first = book(replace(nets.codes[0], codes=(nets.codes[1],)))
    second = book(replace(nets.codes[1], codes=(nets.codes[0],)))
    merged = merge_codebooks(nets, first, second)
    assert {code.id for code in merged.codebook.walk()} == {"a", "b"}
    assert merged.clashes


def test_without_a_common_past_it_is_the_union() -> None:
    other = book(Code("geld", "Geld", "Anders."), Code("nieuw", "Nieuw"))
    merged = merge_codebooks(None, BASE, other)
    assert [code.id for code in merged.codebook.codes] == ["geld", "nieuw", "druk", "net"]
    assert merged.codebook.find("geld").examples == ("minder budget",)
    assert [part.field for part in merged.clashes] == ["definition"]


IDS = st.sampled_from(["geld", "druk", "net", "beleid"])
TEXTS = st.sampled_from(["", "x", "y"])


@st.composite
def edited(draw: st.DrawFn) -> Codebook:
    """The base after a few changes."""
    codebook = BASE
    for _turn in range(draw(st.integers(0, 4))):
        known = [code.id for code in codebook.walk()]
        code_id = draw(st.sampled_from(known)) if known else None
        action = draw(st.integers(0, 3))
        if action == 0 or code_id is None:
            name = draw(st.sampled_from(["n1", "n2", "n3"]))
            if name not in known:
                below = draw(st.sampled_from([None, *known]))
                codebook = inserted(codebook, Code(name, draw(TEXTS) or name), below)
        elif action == 1:
            codebook = changed(codebook, code_id, {"definition": draw(TEXTS)})
        elif action == 2:
            codebook = changed(codebook, code_id, {"examples": (draw(TEXTS), "z")})
        else:
            moved = codebook.find(code_id)
            codebook = without(codebook, code_id)
            left = [code.id for code in codebook.walk()]
            if draw(st.booleans()):
                codebook = inserted(codebook, moved, draw(st.sampled_from([None, *left])))
    return codebook


@settings(max_examples=60)
@given(first=edited(), second=edited())
def test_merging_loses_no_code_and_doing_it_again_changes_nothing(
    first: Codebook, second: Codebook
) -> None:
    merged = merge_codebooks(BASE, first, second).codebook
    ids = [code.id for code in merged.walk()]
    assert len(ids) == len(set(ids))
    new = {code.id for side in (first, second) for code in side.walk()} - {
        code.id for code in BASE.walk()
    }
    assert new <= set(ids)
    assert merge_codebooks(second, second, merged).codebook == merged  # theirs came in already
    assert merge_codebooks(BASE, merged, merged).codebook == merged


@settings(max_examples=40)
@given(first=edited())
def test_merging_with_what_was_not_changed_gives_what_was(first: Codebook) -> None:
    assert merge_codebooks(BASE, first, BASE).codebook == first
    assert merge_codebooks(BASE, BASE, first).codebook == first
    assert not differences(first, merge_codebooks(BASE, BASE, first).codebook)
