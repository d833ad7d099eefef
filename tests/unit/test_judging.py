"""`coder evaluate` and `coder simulate`: what they measure, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coder.cli.main import run
from coder.domain.queues import Queue
from coder.services.estimating import sample_of
from coder.services.evaluating import cohen_kappa, evaluate
from coder.services.evaluation import SampleKind
from coder.services.judging import Material, material_from_file
from coder.services.simulating import simulate
from coder.suggest.evaluation import Task, cross_validate, make_folds
from coder.suggest.queue import by_lot
from coder.suggest.simulation import keys_by_typing, keys_for

THEMES = {
    "druk": ("werkdruk", "te veel werk", "hoge caseload", "druk op het team", "te drukke dagen"),
    "geld": ("bezuinigingen", "te weinig geld", "minder subsidie", "dure zorg", "lage lonen"),
    "regels": ("te veel regels", "administratie", "formulieren", "verantwoording", "protocollen"),
}
ENDINGS = ("", " hier", " bij ons", " in de wijk", " elke dag", " steeds meer")
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a coded survey file."""

    def to_file(rows: list[tuple[str, str]], name: str = "antwoorden.csv") -> Path:
        lines = [f"{number};{text};{label}" for number, (text, label) in enumerate(rows, 1)]
        path = tmp_path / name
        path.write_text("\n".join(["id;antwoord;code", *lines]) + "\n", encoding="utf-8")
        return path

    return to_file


def coded_rows() -> list[tuple[str, str]]:
    return [(w + e, code) for e in ENDINGS for code, words in THEMES.items() for w in words]


@pytest.fixture
def material(write: Write, plain: Any) -> Material:
    """Ninety coded answers of three themes."""
    return material_from_file(write(coded_rows()), "antwoord", "code", plain)


@pytest.fixture
def plain() -> Any:
    """Words as they are typed."""
    from coder.suggest.before import PlainWords

    return PlainWords()


class Parrot:
    """Knows by heart what it was taught, and nothing else."""

    def fit(self, documents: Any, codes: Any) -> Parrot:
        self.known = {d.text: c for d, c in zip(documents, codes, strict=True)}
        self.classes_ = np.array(sorted(frozenset().union(*codes)))
        return self

    def predict_proba(self, documents: Any) -> Any:
        given = [self.known.get(document.text, frozenset()) for document in documents]
        return np.array([[float(code in one) for code in self.classes_] for one in given])

    def predict(self, documents: Any) -> Any:
        return [self.known.get(document.text, frozenset()) for document in documents]


def test_no_answer_is_judged_by_a_model_that_saw_it(material: Material) -> None:
    task = material.task()
    found = cross_validate(Task(task.documents, task.codes, task.columns, Parrot))
    assert not found.predicted.any()


def test_identical_answers_are_one_and_get_what_most_of_them_have(write: Write, plain: Any) -> None:
    rows = [*coded_rows(), ("Werkdruk.", "geld"), ("WERKDRUK", "druk")]
    material = material_from_file(write(rows), "antwoord", "code", plain)
    assert len(material.groups) == 90
    group = material.groups[0]
    assert (group.size, group.codes, group.agreed) == (3, frozenset({"druk"}), 2)


def test_each_code_is_spread_over_the_folds() -> None:
    codes = [frozenset({"a"})] * 50 + [frozenset({"b"})] * 5
    folds = make_folds(codes, 5, 0)
    assert sorted(folds[50:].tolist()) == [0, 1, 2, 3, 4]


def test_an_evaluation_says_how_good_each_code_is(material: Material) -> None:
    found = evaluate(material)
    assert (found.rows, found.distinct, len(found.codes)) == (90, 90, 3)
    assert found.hit_at_1 > 0.8
    assert found.hit_at_3 == 1.0
    assert sum(code.support for code in found.codes) == 90
    assert sum(one.n for one in found.reliability) == 90
    wrong = sum(answer.human != answer.model for answer in found.answers)
    assert sum(len(one.answers) for one in found.confusions) == wrong
    assert found.curve[-1].coded == 72
    assert found.sample is SampleKind.ALL
    precise, n = found.expected_precision(0.0)
    assert (precise, n) == (pytest.approx(found.hit_at_1), 90)


def test_stopping_an_evaluation_stops_it(material: Material) -> None:
    class StoppedError(Exception):
        pass

    def stop(_what: str, done: int, _total: int) -> None:
        if done:
            raise StoppedError

    with pytest.raises(StoppedError):
        evaluate(material, report=stop)


def test_unread_answers_are_estimated_from_those_read_by_lot(material: Material) -> None:
    lot = by_lot(material.sizes, material.seed)[:55]
    groups = tuple(
        group if place in set(lot.tolist()) else replace(group, codes=None)
        for place, group in enumerate(material.groups)
    )
    partly = replace(material, groups=groups)
    sample, kind = sample_of(partly)
    assert (len(sample), kind) == (55, SampleKind.LOT)
    found = evaluate(partly, with_curve=False)
    for one in found.prevalence:
        assert one.low <= 30 <= one.high  # each theme has thirty answers
        assert one.unread == pytest.approx(one.answers - one.found)


def test_kappa_of_model_and_person() -> None:
    assert cohen_kappa(0.7, 0.5, 0.6) == pytest.approx(0.4)  # Cohen's own kind of table: (.7-.5)/.5
    assert cohen_kappa(1.0, 1.0, 1.0) is None


def test_a_suggestion_costs_one_key_and_typing_costs_letters() -> None:
    hand = keys_by_typing(["Werkdruk", "Werkplezier", "Geld"])
    assert hand.tolist() == [7, 7, 3]  # `/werkd` and Enter; `/g` and Enter
    ranked = np.array([2, 0, 1])
    assert keys_for(np.array([2]), ranked, hand) == 1  # space
    assert keys_for(np.array([0]), ranked, hand) == 2  # its number, Enter
    assert keys_for(np.array([0]), None, hand) == 8
    assert keys_for(np.array([0, 2]), ranked, hand) == 3


def test_a_replay_reads_each_answer_once_and_learns(material: Material) -> None:
    found = simulate(material, Queue.BALANCED, n_seeds=2)
    assert found.read == 90
    assert [point.coded for point in found.curve] == [25, 50]
    assert found.keys.mean < 0.8 * found.keys_by_hand.mean  # type: ignore[operator]
    assert all(one.found_in == 2 and one.reads.mean >= 29 for one in found.per_code)  # type: ignore[operator]


def test_the_same_seed_replays_the_same(material: Material) -> None:
    def figures() -> Any:
        found = simulate(material, Queue.VARIED, n_seeds=1, until=30)
        return found.keys, found.per_code

    assert figures() == figures()


def test_what_is_held_out_is_never_read(material: Material) -> None:
    found = simulate(material, Queue.RANDOM, n_seeds=1, held_out=0.2)
    assert found.read == 72
    assert sum(one.answers for one in found.per_code) == 90


COMMANDS = ("evaluate", "simulate")


def call(capsys: Any, *arguments: object) -> tuple[int, str, str]:
    code = run([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(f"antwoord {n}", "druk") for n in range(20)], "same code"),
        ([("werkdruk", "druk" if n % 2 else "geld") for n in range(30)], "different coded answers"),
        ([("", "druk") for _n in range(20)], "no answers"),
        ([(f"antwoord {n}", "") for n in range(20)], "no codes"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    capsys: Any, write: Write, command: str, rows: list[tuple[str, str]], said: str
) -> None:
    code, out, error = call(capsys, command, write(rows), "--text", "antwoord", "--label", "code")
    assert (code, out) == (1, "")
    assert said in error
    assert "Traceback" not in error


@pytest.mark.parametrize("command", COMMANDS)
def test_codes_that_the_codebook_lacks_are_named(
    capsys: Any, write: Write, codebook_file: Path, command: str
) -> None:
    path = write(coded_rows())
    code, _out, error = call(
        capsys, command, path, "--text", "antwoord", "--label", "code", "--codebook", codebook_file
    )
    assert code == 1
    assert "no code druk (30 answers)" in error


def test_a_missing_column_and_a_wrong_order_are_refused(capsys: Any, write: Write) -> None:
    path = write(coded_rows())
    assert call(capsys, "evaluate", path, "--text", "antwoord", "--label", "cod")[0] == 1
    assert call(capsys, "evaluate", path)[0] == 2
    wrong = call(
        capsys, "simulate", path, "--text", "antwoord", "--label", "code", "--strategy", "luck"
    )
    assert wrong[0] == 2
    assert "balanced" in wrong[2]


def test_a_huge_answer_is_judged_like_any_other(capsys: Any, write: Write, tmp_path: Path) -> None:
    rows = [*coded_rows(), ("werkdruk " * 5_500, "druk")]
    chart = tmp_path / "judged.svg"
    code, out, _error = call(
        capsys, "evaluate", write(rows), "--text", "antwoord", "--label", "code", "--json",
        "--chart", chart,
    )  # fmt: skip
    assert code == 0
    found = json.loads(out)
    assert found["rows"] == 91
    assert {"hit_at_1", "hit_at_3", "macro_f1", "micro_f1", "ece", "seconds"} <= found.keys()
    assert "werkdruk" not in out  # no answer leaves through JSON
    assert chart.read_text(encoding="utf-8").startswith("<?xml")


def test_simulate_keeps_its_contract(capsys: Any, write: Write) -> None:
    code, out, _error = call(
        capsys, "simulate", write(coded_rows()), "--text", "antwoord", "--label", "code",
        "--seeds", 1, "--until", 50, "--json",
    )  # fmt: skip
    assert code == 0
    found = json.loads(out)
    assert {"rows", "codes", "strategy", "curve", "seconds"} <= found.keys()
    assert {"coded", "hit_at_1", "hit_at_3", "macro_f1"} <= found["curve"][0].keys()


def test_a_project_without_coded_answers_says_so(capsys: Any, project: Any) -> None:
    code, _out, error = call(capsys, "evaluate", project.path, "zorgen")
    assert code == 1
    assert "Nobody coded" in error
