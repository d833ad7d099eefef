"""What always holds for names, whatever people type."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.names import additions, combined, count_names, is_bare

pieces = st.sampled_from(
    [
        "sociaal",
        "werker",
        "coach",
        "jeugd-",
        "zorg",
        "wonen",
        " en ",
        "/",
        ", ",
        " & ",
        "(",
        ")",
        " ",
    ]
)
titles = st.one_of(st.text(max_size=40), st.lists(pieces, max_size=12).map("".join))


@settings(deadline=None)
@given(st.lists(titles, max_size=20))
def test_counts_add_up(given_titles: list[str]) -> None:
    table = count_names(given_titles)
    assert table.n == sum(bool(title.strip()) for title in given_titles)
    assert table.once <= table.distinct <= table.n


@settings(deadline=None)
@given(titles)
def test_parts_of_a_combined_title_stand_in_it_in_order(title: str) -> None:
    parts, rest = combined(title), title
    assert len(parts) in {0, 2, 3}
    for part in parts:
        assert part.strip() == part != ""
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]


@settings(deadline=None)
@given(titles, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_a_bare_title_has_no_additions(title: str, spans: list[tuple[int, int]]) -> None:
    found = additions(title, "sociaal werker", spans)
    assert all(found)
    if is_bare(title, "sociaal werker"):
        assert found == ()
