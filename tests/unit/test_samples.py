"""Blind samples: how large, what is drawn, and what stays hidden until they are finished."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.agreement import agreement
from coder.domain.answers import AnswerId
from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.domain.sampling import answers_needed, draw, interval_width
from coder.errors import CoderError
from coder.services.others import Others
from coder.services.samples import (
    SampleRequest,
    draw_sample,
    find_open,
    finish_sample,
    plan_sample,
    samples_of,
)
from coder.services.workbench import Workbench
from coder.storage.project import Project

MANY = tuple(f"antwoord {number}" for number in range(60))


def code(project: Project, who: str, given: dict[int, str], source: Source = Source.PERSON) -> None:
    answers = project.answers("zorgen", "2024")
    decisions = [Decision(answers[place].id, Mark.DONE, True) for place in given]
    decisions += [
        Decision(answers[place].id, Mark.CODE, True, one)
        for place, codes in given.items()
        for one in codes.split()
    ]
    project.append(NewBatch(project.coder(who, source), "test", tuple(decisions)))


def as_bas(bench: Workbench) -> Workbench:
    return Workbench(bench.project, "Bas", bench.lemmatizer, bench.settings)


def test_the_interval_is_as_wide_as_the_formula_says() -> None:
    size, prevalence, kappa = 200, 0.2, 0.7
    chance, found = np.random.default_rng(7), []
    both = prevalence * (prevalence + kappa * (1 - prevalence))
    one = prevalence * (1 - prevalence) * (1 - kappa)
    for _ in range(1500):
        lot = chance.random(size)
        first, second = lot < both + one, (lot < both) | (lot > 1 - one)
        ratings = np.array([first, second], dtype=np.int8)[:, :, None]
        found.append(agreement(ratings, rounds=0)[1][0].alpha)
    simulated = 2 * 1.96 * np.std(found)
    assert interval_width(size, prevalence, kappa) == pytest.approx(simulated, rel=0.06)


@given(
    width=st.floats(0.05, 0.9),
    prevalence=st.floats(0.01, 0.99),
    expected=st.floats(0.1, 0.95),
    population=st.integers(2, 5000),
)
def test_the_size_is_the_least_that_keeps_the_width(
    width: float, prevalence: float, expected: float, population: int
) -> None:
    size = answers_needed(width, prevalence, expected, population)
    assert 2 <= size <= population
    assert interval_width(size, prevalence, expected, population) <= width + 1e-9
    if size > 2:
        assert interval_width(size - 1, prevalence, expected, population) > width - 1e-9


@settings(max_examples=60)
@given(
    sizes=st.lists(st.integers(1, 40), min_size=1, max_size=6),
    share=st.floats(0, 1),
    seed=st.integers(0, 99),
)
def test_each_stratum_gives_in_proportion(sizes: list[int], share: float, seed: int) -> None:
    ids = iter(range(10_000))
    strata = {str(n): [AnswerId(next(ids)) for _ in range(n_of)] for n, n_of in enumerate(sizes)}
    whole = sum(sizes)
    wanted = round(share * whole)
    drawn = draw(strata, wanted, seed)
    assert sum(map(len, drawn.values())) == wanted
    for name, chosen in drawn.items():
        assert set(chosen) <= set(strata[name])
        assert chosen == sorted(set(chosen))
        if wanted >= len(sizes):
            assert len(chosen) >= 1
    assert drawn == draw(strata, wanted, seed)


def test_another_seed_draws_other_answers() -> None:
    strata = {"": [AnswerId(number) for number in range(1000)]}
    assert draw(strata, 20, 1) != draw(strata, 20, 2)


def test_a_sample_is_drawn_from_what_others_coded(make_project: Any) -> None:
    project = make_project(MANY)
    code(project, "Anna", {place: "werkdruk" if place % 4 else "personeel" for place in range(40)})
    code(project, "Bas", {0: "geen"})
    plan = plan_sample(project, SampleRequest("zorgen", "Bas", size=20, by="organisatie"))
    places = {answer.id: n for n, answer in enumerate(project.answers("zorgen"))}
    drawn = [places[answer_id] for answer_id in plan.answer_ids]
    assert plan.coded
    assert plan.population == 39
    assert 0 not in drawn
    assert max(drawn) < 40
    assert {stratum.name: stratum.drawn for stratum in plan.strata} == {
        "buurtteam": 10,
        "gemeente": 10,
    }


def test_the_width_gives_the_size(make_project: Any) -> None:
    project = make_project(MANY)
    code(project, "Anna", {place: "werkdruk" if place % 4 else "personeel" for place in range(60)})
    plan = plan_sample(project, SampleRequest("zorgen", "Bas", width=0.3))
    assert plan.prevalence == pytest.approx(0.5)
    assert plan.size == answers_needed(0.3, 0.5, 0.8, 60) < 60
    assert plan.width <= 0.3


def test_neither_size_nor_width_is_refused(project: Project) -> None:
    with pytest.raises(CoderError, match="How many"):
        plan_sample(project, SampleRequest("zorgen", "Bas"))
    with pytest.raises(CoderError, match="--width"):
        plan_sample(project, SampleRequest("zorgen", "Bas", width=1.5))


def test_who_codes_blind_sees_only_the_sample_and_nobody_elses_codes(
    workbench: Workbench,
) -> None:
    project = workbench.project
    code(project, "Anna", dict.fromkeys(range(8), "werkdruk"))
    code(project, "regels", {0: "werkdruk"}, Source.RULES)
    draw_sample(project, SampleRequest("zorgen", "Bas", size=4, seed=3))
    session = as_bas(workbench).session("zorgen")
    assert session.blind
    assert len(session.answer_ids) == 4
    assert all(not row.marks.codes and row.source is None for row in session.rows)
    session.accept(0, "geen")
    session.reload()
    assert session.rows[0].marks.codes == {"geen"}
    assert not workbench.session("zorgen").blind  # Anna works on as before


def test_who_is_renamed_in_another_window_stays_blind_and_counts_as_nobody_else(
    workbench: Workbench,
) -> None:
    project = workbench.project
    code(project, "Anna", dict.fromkeys(range(8), "werkdruk"))
    draw_sample(project, SampleRequest("zorgen", "Bas", size=4, seed=3))
    bas = as_bas(workbench)
    session = bas.session("zorgen")
    session.confirm(0)
    with Project.open(project.place) as elsewhere:
        elsewhere.rename_coder(elsewhere.coder("Bas"), "Bas V.")
    assert bas.session("zorgen").blind
    news = Others(session).look()
    assert news is not None
    assert set(news.counts) == {"Anna"}


def test_after_finishing_the_others_show_again(workbench: Workbench) -> None:
    project = workbench.project
    code(project, "Anna", dict.fromkeys(range(8), "werkdruk"))
    draw_sample(project, SampleRequest("zorgen", "Bas", size=4))
    with pytest.raises(CoderError, match="in hand already"):
        draw_sample(project, SampleRequest("zorgen", "Bas", size=2))
    bas = as_bas(workbench)
    session = bas.session("zorgen")
    for index in range(len(session.rows)):
        session.confirm(index)
    sample = find_open(project, "zorgen", None, "Bas")
    assert (sample.done, sample.size) == (4, 4)
    finish_sample(project, sample)
    assert bas.blind_sample("zorgen", "2024") is None
    assert len(bas.session("zorgen").answer_ids) == 8
    assert samples_of(project)[0].finished_at is not None


def test_no_model_that_learned_from_others_speaks_to_who_codes_blind(
    workbench: Workbench, make_project: Any
) -> None:
    from coder.services.models import Models

    texts = tuple(f"{word} {n}" for n in range(6) for word in ("zebra", "giraf", "olifant"))
    project = make_project(texts, "dieren.coder")
    anna = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
    given = {"zebra": "werkdruk", "giraf": "personeel", "olifant": "anders"}
    code(project, "Anna", {n: given[text.split()[0]] for n, text in enumerate(texts)})
    models = Models(project, "zorgen", anna.lemmatizer)
    models.use(models.train("2024").id)
    draw_sample(project, SampleRequest("zorgen", "Bas", size=6))
    for bench, learned in ((anna, True), (as_bas(anna), False)):
        service = bench.suggestions(bench.session("zorgen"))
        service.prepare()
        assert (service.retrain() is not None) is learned
