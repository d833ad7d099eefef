"""Several processes give what one gives, in order, and stop when they are told to."""

import io
import sys
from collections.abc import Iterator

import pytest

from coder.domain.tokens import unpack
from coder.language import parallel
from coder.language.embedded import EmbeddedLemmatizer
from coder.services import analysing, lemmas
from coder.services.analysing import analyse_texts
from coder.storage.project import Project

TEXTS = [f"De {word} van {number} cliënten" for number, word in enumerate(["zorgen"] * 40)]


@pytest.fixture
def low_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few texts count as many; two processes whatever the machine has."""
    for module in (parallel, lemmas):
        monkeypatch.setattr(module, "LEAST_TEXTS", 20)
    for module in (analysing, lemmas):
        monkeypatch.setattr(module, "PORTION", 15)
    monkeypatch.setenv("CODER_PROCESSES", "2")


def test_few_texts_stay_in_one_process() -> None:
    assert parallel.processes_for(parallel.LEAST_TEXTS - 1) == 1
    assert parallel.processes_for(parallel.LEAST_TEXTS - 1, wanted=4) == 1


def test_the_setting_says_how_many_processes() -> None:
    assert parallel.processes_for(10**6, wanted=3) == 3
    assert 1 <= parallel.processes_for(10**6) <= parallel.MOST


@pytest.mark.usefixtures("low_threshold")
def test_two_processes_find_the_lemmas_of_one_and_keep_them(project: Project) -> None:
    told: list[tuple[int, int]] = []
    dutch = EmbeddedLemmatizer()
    documents = analyse_texts(project, dutch, TEXTS, lambda done, of: told.append((done, of)))
    expected = [tuple(tokens) for tokens in dutch.analyse(TEXTS)]
    assert [document.tokens for document in documents] == expected
    assert told == [(15, 40), (30, 40), (40, 40)]
    kept = project.cached_lemmas(dutch.name, dutch.version, TEXTS)
    assert [unpack(kept[text]) for text in TEXTS] == expected


@pytest.mark.usefixtures("low_threshold")
def test_processes_start_in_an_app_that_has_the_terminal(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Captured(io.StringIO):
        """What Textual puts in the place of the terminal."""

        def fileno(self) -> int:
            return -1

    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, Captured())
    assert len(analyse_texts(project, EmbeddedLemmatizer(), TEXTS)) == len(TEXTS)


@pytest.mark.usefixtures("low_threshold")
def test_what_a_process_does_not_give_is_made_here(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "COMMAND", (sys.executable, "-c", "print('no result')"))
    dutch = EmbeddedLemmatizer()
    documents = analyse_texts(project, dutch, TEXTS)
    assert [one.tokens for one in documents] == [tuple(found) for found in dutch.analyse(TEXTS)]


@pytest.mark.usefixtures("low_threshold")
def test_stopping_half_way_keeps_what_was_done_and_no_more(project: Project) -> None:
    def stop(done: int, _of: int) -> None:
        if done >= 15:
            raise KeyboardInterrupt

    dutch = EmbeddedLemmatizer()
    with pytest.raises(KeyboardInterrupt):
        analyse_texts(project, dutch, TEXTS, stop)
    assert len(project.cached_lemmas(dutch.name, dutch.version, TEXTS)) == 15
    assert len(analyse_texts(project, dutch, TEXTS)) == 40  # and it can be done again


@pytest.mark.usefixtures("low_threshold")
def test_coder_lemmas_prints_the_same_from_two_processes_and_reads_as_needed() -> None:
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        for text in TEXTS * 10:
            read += 1
            yield text

    found = lemmas.lemmas_of(lines(), pipeline="coder_nl", processes=2)
    (one,) = lemmas.lemmas_of(iter(TEXTS[:1]), pipeline="coder_nl")
    assert next(found) == one
    assert read < len(TEXTS) * 100
    found.close()  # type: ignore[attr-defined] - a generator
