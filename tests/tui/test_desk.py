"""Where the coder is, how fast, what is found by typing, and which keys there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding

from coder.domain.filters import Filter, Order, Status
from coder.services.workbench import Workbench
from coder.tui import keys
from coder.tui.code_search import find_codes
from coder.tui.desk import Desk
from coder.tui.outbox import Deed
from coder.tui.pace import Pace


@pytest.fixture
def desk(workbench: Workbench) -> Desk:
    """The small project on the desk."""
    return Desk(workbench.session("zorgen"))


def test_work_begins_at_the_first_answer_that_is_open(workbench: Workbench) -> None:
    session = workbench.session("zorgen")
    session.accept(0, "werkdruk")
    assert Desk(session).index == 1


def test_the_next_open_answer_is_looked_for_round_the_end(desk: Desk) -> None:
    desk.move_to(5)
    assert desk.next_undecided()
    assert desk.index == 0


def test_nothing_is_next_when_only_this_one_is_left(desk: Desk) -> None:
    for index in range(1, 6):
        desk.session.accept(index, "anders")
    assert not desk.next_undecided()
    assert desk.index == 0


def test_set_aside_comes_only_when_nothing_else_is_left(desk: Desk) -> None:
    desk.session.set_aside(1)
    desk.next_undecided()
    assert desk.index == 2
    for index in (0, 2, 3, 4, 5):
        desk.session.accept(index, "anders")
    assert desk.next_undecided()
    assert desk.index == 1


def test_moving_starts_a_new_step_to_undo(desk: Desk) -> None:
    desk.do(Deed.TOGGLE, "werkdruk")
    desk.move(1)
    desk.move(-1)
    desk.do(Deed.TOGGLE, "personeel")
    desk.session.undo()
    assert desk.marks.codes == {"werkdruk"}


def test_codes_chosen_on_one_visit_are_one_step(desk: Desk) -> None:
    desk.do(Deed.TOGGLE, "werkdruk")
    desk.do(Deed.TOGGLE, "personeel")
    desk.session.undo()
    assert desk.marks.codes == frozenset()


def test_a_filter_that_hides_the_answer_in_hand_goes_to_the_first_open_one(desk: Desk) -> None:
    desk.move_to(5)
    desk.arrange(Filter(text="geld"))
    assert [desk.index, desk.shown] == [3, [3]]
    desk.arrange(Filter(status=frozenset({Status.CODED})))
    assert desk.index is None
    assert not desk.next_undecided()


@given(st.lists(st.sampled_from(["down", "up", "page", "end", "next", "back", "order"])))
def test_the_place_lies_always_in_the_list(moves: list[str]) -> None:
    desk = Desk.__new__(Desk)  # without a project: places alone
    desk.asides = False
    desk.__dict__.update(_places(40))
    for move in moves:
        {
            "down": lambda: desk.move(1),
            "up": lambda: desk.move(-1),
            "page": lambda: desk.move(17),
            "end": lambda: desk.move_to(10**6),
            "next": desk.next_undecided,
            "back": lambda: desk.next_undecided(-1),
            "order": lambda: desk.arrange(order=Order.TEXT),
        }[move]()
        assert 0 <= desk.position < len(desk.shown)


def _places(count: int) -> dict[str, object]:
    from coder.domain.answers import AnswerGroup
    from coder.domain.coding import Marks, Source
    from coder.domain.filters import Row, arrange

    class Session:
        def __init__(self) -> None:
            self.rows = [
                Row(
                    AnswerGroup(f"t{number % 7}", f"{number}", ()),
                    Marks(),
                    Source.PERSON if number % 3 else None,
                )
                for number in range(count)
            ]

        def arranged(self, chosen: Filter, order: Order) -> list[int]:
            return arrange(self.rows, chosen, order)

        def unit(self, index: int) -> Row:
            return self.rows[index]

        def leave(self) -> None:
            pass

    return {
        "session": Session(),
        "filter": Filter(),
        "order": Order.ARRIVAL,
        "shown": list(range(count)),
        "position": 0,
        "pace": Pace(lambda: 0.0),
    }


def test_the_pace_is_the_median_and_leaves_out_pauses() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for seconds in (5, 7, 9, 4000):
        assert pace.seconds is None or seconds == 4000
        pace.arrive()
        now[0] += seconds
        pace.confirm()
    assert pace.seconds == 7


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("werkd", "werkdruk"),
        ("WERKDRUK", "werkdruk"),
        ("bezuiniging", "bezuinigingen"),
        ("bezuinigen", "bezuinigingen"),  # another form
        ("personneel", "personeel"),  # a typing error
        ("vacatures", "personeel"),  # an example
        ("geen zorgen", "geen"),
    ],
)
def test_a_code_is_found_by_name_example_or_near_enough(
    workbench: Workbench, typed: str, first: str
) -> None:
    found = find_codes(workbench.session("zorgen").codebook, typed)
    assert found[0].code.id == first


def test_nothing_typed_gives_all_codes_and_nonsense_none(workbench: Workbench) -> None:
    codebook = workbench.session("zorgen").codebook
    assert [hit.code for hit in find_codes(codebook, "  ")] == list(codebook.codable)
    assert find_codes(codebook, "qqqxyz") == []


@pytest.mark.parametrize("name", ["START_KEYS", "CODING_KEYS", "RESULTS_KEYS"])
def test_no_key_of_a_screen_does_two_things(name: str) -> None:
    pressed = [
        binding.key
        for binding in keys.bindings(getattr(keys, name))
        if isinstance(binding, Binding)
    ]
    assert len(pressed) == len(set(pressed))


@pytest.mark.parametrize("name", ["START_KEYS", "CODING_KEYS", "RESULTS_KEYS"])
def test_every_key_has_an_id_of_its_own_and_says_what_it_does(name: str) -> None:
    listed = getattr(keys, name)
    assert len({key.id for key in listed}) == len(listed)
    assert all(key.tooltip.endswith(".") and key.label and key.cap for key in listed)
