"""Models of a question: trained, kept, compared, gone back to, exported and loaded."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.conftest import MakeProject

from coder.cli.main import run
from coder.domain.models import ModelId
from coder.domain.suggestions import ReasonKind
from coder.errors import CoderError, ModelFileError
from coder.language.simple import SimpleLemmatizer
from coder.services import models as service
from coder.services.bulk import Machine, carry_out, plan_bulk
from coder.services.lookup_lists import attach_lookup
from coder.services.models import Models
from coder.services.suggesting import SuggestionService
from coder.services.training import train_and_judge
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.storage.project import Project
from coder.suggest.features import Document

CODED = {
    "werkdruk": ("werkdruk", "te druk", "hoge caseload", "werkdruk en stress", "zo druk altijd"),
    "bezuinigingen": ("minder geld", "bezuinigingen", "er wordt bezuinigd", "minder budget"),
    "personeel": ("personeelstekort", "te weinig collega's", "vacatures blijven open"),
}
ANSWERS = (*(text for texts in CODED.values() for text in texts), "overvolle agenda")


@pytest.fixture
def coded(make_project: MakeProject) -> Workbench:
    """A project in which Anna coded twelve of thirteen answers."""
    project = make_project(ANSWERS)
    workbench = Workbench(project, "Anna", SimpleLemmatizer(), Settings(coder="Anna"))
    session = workbench.session("zorgen")
    for index, code in enumerate(code for code, texts in CODED.items() for _text in texts):
        session.accept(index, code)
    return workbench


@pytest.fixture
def shelf(coded: Workbench) -> Models:
    return Models(coded.project, "zorgen", coded.lemmatizer)


def document(text: str) -> Document:
    [tokens] = SimpleLemmatizer().analyse([text])
    return Document.of(text, tokens)


def test_a_run_is_kept_with_what_it_was_made_from(coded: Workbench, shelf: Models) -> None:
    kept = train_and_judge(coded, "zorgen")
    assert (kept.run.wave, kept.run.n_coded, kept.run.n_codes) == ("2024", 12, 3)
    assert kept.run.origin.pipeline == SimpleLemmatizer.name
    assert 0 <= kept.run.figures["hit_at_3"] <= 1
    assert {item["code"] for item in kept.run.figures["per_code"]} >= set(CODED)
    assert shelf.all() == [kept]
    assert not kept.active


def test_a_kept_model_suggests_as_it_did_when_it_was_trained(shelf: Models) -> None:
    kept = shelf.train()
    before = shelf.learned(kept.id).coder
    asked = [document(text) for text in ("heel erg druk", "geen budget", "iets anders")]
    scores = before.predict_proba(asked)
    with Project.open(shelf.project.path, read_only=True) as reader:
        again = Models(reader, "zorgen", SimpleLemmatizer()).learned(kept.id).coder
    np.testing.assert_allclose(again.predict_proba(asked), scores, atol=1e-6)
    assert str(again.classes_[scores[0].argmax()]) == "werkdruk"


def test_one_goes_back_to_an_earlier_model_and_on_again(shelf: Models) -> None:
    first, second = shelf.train(), shelf.train()
    shelf.use(first.id)
    assert [kept.id for kept in shelf.all() if kept.active] == [first.id]
    shelf.use(second.id)
    found = shelf.in_use()
    assert found is not None
    assert found.id == second.id
    shelf.use(None)
    assert shelf.in_use() is None
    with pytest.raises(CoderError, match="no model 99") as refused:
        shelf.use(ModelId(99))
    assert refused.value.hint == f"Known: {second.id}, {first.id}."


def test_changed_codebook_and_pipeline_are_told(
    coded: Workbench, shelf: Models, codebook_file: Path
) -> None:
    kept = shelf.train()
    text = codebook_file.read_text(encoding="utf-8")
    codebook_file.write_text("# only a comment\n" + text, encoding="utf-8")
    assert shelf.changes(kept) == []
    codebook_file.write_text(text.replace("te druk,", "te druk, stress,"), encoding="utf-8")

    class OtherDutch(SimpleLemmatizer):
        version = "later"

    told = Models(coded.project, "zorgen", OtherDutch()).changes(kept)
    assert len(told) == 2
    assert "codebook" in told[0]
    assert "later" in told[1]


def test_an_exported_model_is_loaded_in_another_project(
    shelf: Models, make_project: MakeProject, tmp_path: Path
) -> None:
    kept = shelf.train()
    path = shelf.export(kept.id, tmp_path / "zorgen.model")
    other = Models(make_project(("stress",), "other.coder"), "zorgen", SimpleLemmatizer())
    loaded = other.load(path)
    assert (loaded.run.file, loaded.run.n_coded, loaded.active) == ("zorgen.model", 12, False)
    asked = [document("druk")]
    np.testing.assert_allclose(
        other.learned(loaded.id).coder.predict_proba(asked),
        shelf.learned(kept.id).coder.predict_proba(asked),
        atol=1e-6,
    )
    assert path.stat().st_mode & 0o077 == 0


def test_no_answer_stands_whole_in_a_model_file(shelf: Models, tmp_path: Path) -> None:
    from coder.suggest.model_file import unpack_model

    path = shelf.export(shelf.train().id, tmp_path / "m")
    header, state = unpack_model(path.read_bytes(), "m")
    arrays = [value.tolist() for value in state.values() if isinstance(value, np.ndarray)]
    said = json.dumps([header, arrays])
    assert "zo druk altijd" not in said
    assert "druk" in said


@pytest.mark.parametrize("content", [b"", b"geen model", b"PK\x03\x04stuk"])
def test_a_file_that_is_no_model_changes_nothing(
    shelf: Models, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "m"
    path.write_bytes(content)
    with pytest.raises(ModelFileError):
        shelf.load(path)
    with pytest.raises(ModelFileError, match="cannot be read"):
        shelf.load(tmp_path / "nowhere")
    assert shelf.all() == []


def test_a_model_for_another_codebook_is_refused(shelf: Models, tmp_path: Path) -> None:
    from coder import Suggester

    path = Suggester(pipeline="simplemma").fit(["a", "b"], ["x", "y"]).save(tmp_path / "m")
    with pytest.raises(ModelFileError, match="none of the codes"):
        shelf.load(path)


def test_old_models_lose_what_they_learned_but_not_their_figures(
    coded: Workbench, shelf: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "KEPT_WHOLE", 2)
    judged = train_and_judge(coded, "zorgen")
    pinned = shelf.train()
    shelf.use(pinned.id)
    for _again in range(3):
        shelf.train()
    sizes = {kept.id: bool(kept.size) for kept in shelf.all()}
    assert [sizes[known] for known in sorted(sizes)] == [False, True, False, True, True]
    assert shelf.get(judged.id).run.figures == judged.run.figures
    with pytest.raises(CoderError, match="not kept any more"):
        shelf.use(judged.id)


def test_too_little_to_learn_from_is_said_and_nothing_is_kept(workbench: Workbench) -> None:
    workbench.session("zorgen").accept(0, "werkdruk")
    with pytest.raises(CoderError, match="needs 8"):
        train_and_judge(workbench, "zorgen")
    assert Models(workbench.project, "zorgen", SimpleLemmatizer()).all() == []


def test_what_stops_a_training_leaves_nothing_behind(coded: Workbench, shelf: Models) -> None:
    def stop(_what: str, _done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        train_and_judge(coded, "zorgen", stage=stop)
    assert shelf.all() == []


def test_the_commands_train_list_compare_and_go_back(
    coded: Workbench,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CODER_PIPELINE", "simplemma")
    where = [str(coded.path), "zorgen"]
    assert run(["train", *where, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["coded"], first["in_use"]) == (12, False)
    assert run(["train", *where, "--quick", "--use", "--json"]) == 0
    second = json.loads(capsys.readouterr().out)
    assert second["in_use"]
    assert run(["models", *where, "--compare", str(first["id"]), str(second["id"]), "--json"]) == 0
    compared = json.loads(capsys.readouterr().out)["figures"]["hit_at_1"]
    assert compared == {
        "first": first["figures"]["hit_at_1"],
        "second": None,
        "difference": None,
    }
    assert run(["models", *where, "--use", "live", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["models"]
    assert [(item["id"], item["in_use"]) for item in listed] == [
        (second["id"], False),
        (first["id"], False),
    ]
    path = tmp_path / "zorgen.model"
    assert run(["models", *where, "--export", str(path), "--model", str(first["id"])]) == 0
    assert run(["models", *where, "--load", str(path)]) == 0
    capsys.readouterr()
    assert run(["models", *where, "--use", "nine"]) == 2
    assert run(["models", *where, "--use", "99"]) == 1
    assert run(["models", *where, "--load", str(coded.path)]) == 1
    assert "is not a model" in capsys.readouterr().err


def ready(workbench: Workbench) -> SuggestionService:
    service = workbench.suggestions(workbench.session("zorgen"))
    service.prepare()
    return service


def test_the_model_in_use_suggests_until_one_lets_go_of_it(coded: Workbench, shelf: Models) -> None:
    kept = shelf.train()
    session = coded.session("zorgen")
    for index in range(5):
        session.toggle(index, "anders")  # what is coded now teaches otherwise
    shelf.use(kept.id)
    service = ready(coded)
    training = service.retrain()
    assert training is not None
    assert (training.model, training.n_coded) == (kept.id, 12)
    assert service.retrain() is None  # it stays as it is
    pinned = {item.code: item.score for item in service.suggest(1)}
    assert max(pinned, key=pinned.__getitem__) == "werkdruk"
    shelf.use(None)
    again = service.retrain()
    assert again is not None
    assert again.model is None
    assert service.pinned is None
    live = {item.code: item.score for item in service.suggest(1)}
    assert live["anders"] > pinned["anders"]


def test_a_model_of_an_older_codebook_suggests_for_the_codes_that_are_left(
    coded: Workbench, shelf: Models, codebook_file: Path
) -> None:
    kept = shelf.train()
    shelf.use(kept.id)
    text = codebook_file.read_text(encoding="utf-8")
    codebook_file.write_text(
        text.replace("id: personeel", "id: bezetting").replace("Personeel", "Bezetting"),
        encoding="utf-8",
    )
    service = ready(coded)
    service.retrain()
    scores = {item.code: item.score for item in service.suggest(1)}
    assert scores["bezetting"] == 0
    assert max(scores, key=scores.__getitem__) == "werkdruk"


def test_bulk_coding_names_the_kept_model_that_did_it(coded: Workbench, shelf: Models) -> None:
    shelf.use(shelf.train().id)
    plan = plan_bulk(coded, "zorgen", None, Machine.MODEL, 0.3, judge=True)
    assert plan.precision is not None
    assert 0 <= plan.precision.low <= plan.precision.share <= plan.precision.high <= 1
    assert plan.model is not None
    assert coded.project.history()[0].batch.coder.name == "Anna"  # planning changes nothing
    done = carry_out(coded, plan, backup=False)
    assert done.batch is not None
    assert f"model {plan.model}" in done.batch.label
    made = [entry.decision for entry in coded.project.journal() if entry.batch.id == done.batch.id]
    assert all(decision.score is not None and decision.score >= 0.3 for decision in made)
    assert done.coded == plan.coded


def test_a_lookup_list_speaks_beside_the_model(coded: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("text;code\novervolle agenda;personeel\n", encoding="utf-8")
    attach_lookup(coded.project, "zorgen", path)
    first = ready(coded).suggest(12)[0]
    assert (first.code, first.score) == ("personeel", 1.0)
    assert (first.reasons[0].kind, first.reasons[0].text) == (
        ReasonKind.LOOKUP,
        "overvolle agenda",
    )
