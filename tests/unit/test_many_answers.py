"""A question with more answers than are held in memory: the same suggestions and orders."""

from __future__ import annotations

import random
from typing import Any

import pytest

from coder.domain.queues import Queue
from coder.services import analysing, reading, suggesting
from coder.services.suggesting import SuggestionService
from coder.services.workbench import Workbench
from coder.settings import Settings

WORDS = (
    "werkdruk geld personeel wachtlijst caseload buurt tijd collega systeem bezuinigingen".split()
)


@pytest.fixture
def workbench(make_project: Any) -> Workbench:
    """Eighty answers, all different."""
    from coder.language.simple import SimpleLemmatizer

    chance = random.Random(3)
    texts = tuple(f"{' '.join(chance.sample(WORDS, 4))} {number}" for number in range(80))
    return Workbench(make_project(texts), "Anna", SimpleLemmatizer(), Settings(coder="Anna"))


@pytest.fixture
def few_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if memory held a tenth of what it does here."""
    monkeypatch.setattr(analysing, "HELD", 8)
    monkeypatch.setattr(suggesting, "MOST_KNOWN", 20)
    monkeypatch.setattr(reading, "MOST_PLACED", 30)
    monkeypatch.setattr(reading, "MOST_SCORED", 20)


def prepared(workbench: Workbench, coded: int = 24) -> SuggestionService:
    session = workbench.session("zorgen")
    for index in range(coded):
        text = session.rows[index].group.text
        session.accept(index, "werkdruk" if "werkdruk" in text else "personeel")
    service = SuggestionService(session, workbench.lemmatizer)
    service.prepare()
    service.retrain()
    return service


def test_suggestions_come_for_answers_that_were_not_known_beforehand(
    workbench: Workbench, few_fit: None
) -> None:
    service = prepared(workbench)
    mentioned = [i for i in range(24, 80) if "werkdruk" in service.session.rows[i].group.text]
    assert len(mentioned) > 10
    for index in mentioned:
        assert service.suggest(index)[0].code == "werkdruk"


@pytest.mark.parametrize("queue", list(Queue))
def test_an_order_has_every_row_once_and_the_decided_last(
    workbench: Workbench, few_fit: None, queue: Queue
) -> None:
    service = prepared(workbench)
    order = service.read_next(queue)
    assert sorted(order) == list(range(80))
    assert set(order[-24:]) == set(range(24))


def test_a_large_question_is_coded_in_bulk_as_a_small_one_is(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = prepared(workbench).decide_by_rules()
    monkeypatch.setattr(analysing, "HELD", 8)
    assert prepared(workbench, coded=0).decide_by_rules() == small


def test_an_order_asked_for_again_reads_no_answer_again(
    workbench: Workbench, few_fit: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = prepared(workbench)
    service.read_next(Queue.BALANCED)
    for index in service._reading.first_to_know(3):  # others move up in their place
        service.session.accept(index, "werkdruk")
    service.read_next(Queue.BALANCED)

    def read(_indexes: object) -> None:
        raise AssertionError("an answer was read again")

    monkeypatch.setattr(service.documents, "of", read)
    assert sorted(service.read_next(Queue.BALANCED)) == list(range(80))
