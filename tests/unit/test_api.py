"""What a notebook gets from `from coder import Project, Codebook, Suggester`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from tests.conftest import MakeProject

from coder import Codebook, Project, Suggester
from coder.errors import CodebookError, ModelFileError, ProjectError
from coder.language.simple import SimpleLemmatizer
from coder.services.models import Models
from coder.services.workbench import Workbench

TEXTS = [
    *("werkdruk", "te druk", "hoge werkdruk", "druk en stress", "zo druk", "veel werk, te druk"),
    *("minder geld", "bezuinigingen", "geld weg", "budget gekort", "te weinig geld", "bezuinigd"),
]
CODES = ["druk"] * 6 + ["geld"] * 6


@pytest.fixture(autouse=True)
def quick_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODER_PIPELINE", "simplemma")


def test_importing_coder_loads_none_of_it() -> None:
    heavy = ("pandas", "sklearn", "sqlalchemy", "numpy")
    code = f"import sys, coder; print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
    with pytest.raises(ImportError, match="Nothing"):
        from coder import Nothing  # type: ignore[attr-defined]  # noqa: F401


def test_a_suggester_works_in_the_tools_of_scikit_learn() -> None:
    suggester = Suggester(random_state=7)
    copy = clone(suggester.set_params(random_state=8))
    assert copy.get_params()["random_state"] == 8
    scores = cross_val_score(copy, TEXTS, CODES, cv=3)
    assert scores.mean() > 0.5
    assert not hasattr(copy, "classes_")


def test_a_suggester_learns_and_says_why() -> None:
    suggester = Suggester().fit(TEXTS, CODES)
    assert suggester.predict(["heel druk", "minder budget"]).tolist() == ["druk", "geld"]
    probabilities = suggester.predict_proba(["heel druk", "iets"])
    assert probabilities.shape == (2, 2)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-6)
    [first, _second] = suggester.suggest("heel druk", k=2)
    assert first.code == "druk"
    assert any("druk" in reason.text for reason in first.reasons)
    assert suggester.score(TEXTS, CODES) == 1.0


def test_sets_of_codes_come_back_as_sets() -> None:
    both = [{"druk"}] * 6 + [{"geld"}] * 5 + [{"geld", "druk"}]
    suggester = Suggester().fit(TEXTS, both)
    assert isinstance(suggester.predict(["te druk"])[0], frozenset)
    assert suggester.score(["te druk", "minder geld"], [{"druk", "x"}, {"geld"}]) == 1.0


def test_a_suggester_knows_the_codebook_before_anything_was_coded(codebook_file: Path) -> None:
    suggester = Suggester(Codebook.load(codebook_file)).fit([], [])
    assert suggester.suggest("er wordt bezuinigd")[0].code == "bezuinigingen"


def test_a_saved_suggester_says_the_same_elsewhere(codebook_file: Path, tmp_path: Path) -> None:
    suggester = Suggester(Codebook.load(codebook_file)).fit(
        TEXTS, ["werkdruk"] * 6 + ["bezuinigingen"] * 6
    )
    again = Suggester.load(suggester.save(tmp_path / "m"))
    asked = ["zo druk", "geen cent", "mijn knie"]
    np.testing.assert_allclose(
        again.predict_proba(asked), suggester.predict_proba(asked), atol=1e-6
    )
    assert again.codebook == suggester.codebook
    codebook_file.rename(tmp_path / "m2")
    with pytest.raises(ModelFileError, match="not a model"):
        Suggester.load(tmp_path / "m2")


def test_one_text_instead_of_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="2 texts, but 1"):
        Suggester().fit(["a", "b"], ["x"])
    with pytest.raises(Exception, match="list of texts"):
        Suggester().fit(TEXTS, CODES).predict("te druk")


def test_a_codebook_is_a_table_too(codebook_file: Path) -> None:
    codebook = Codebook.load(codebook_file)
    frame = codebook.to_frame()
    assert frame.loc["werkdruk", "label"] == "Werkdruk"
    assert repr(codebook) == "<Codebook zorgen: 5 codes, many an answer>"
    codebook_file.write_text("codebook: [", encoding="utf-8")
    with pytest.raises(CodebookError):
        Codebook.load(codebook_file)


def test_a_project_gives_answers_codings_and_counts_as_frames(workbench: Workbench) -> None:
    session = workbench.session("zorgen")
    session.accept(0, "werkdruk")  # three identical answers
    session.toggle(1, "bezuinigingen")
    session.toggle(1, "personeel")
    session.confirm(5)  # nothing applies
    with Project.open(workbench.path) as project:
        answers = project.answers("zorgen")
        assert len(answers) == 8
        assert set(answers.columns) == {"wave", "respondent", "text", "organisatie"}
        codings = project.codings("zorgen")
        assert codings.groupby("code").size().to_dict() == {
            "": 1,
            "bezuinigingen": 1,
            "personeel": 1,
            "werkdruk": 3,
        }
        joined = codings.join(answers, on="answer")
        assert joined.loc[joined.code == "werkdruk", "text"].str.strip().str.casefold().str.rstrip(
            "."
        ).unique().tolist() == ["werkdruk"]
        counts = project.counts("zorgen")
        assert counts.loc["werkdruk", "respondents"] == 3
        assert counts.attrs["n"] == 8
        texts, codes = project.coded("zorgen")
        assert dict(zip(texts, codes, strict=True))["Werkdruk"] == {"werkdruk"}
        assert len(texts) == 3
        assert project.questions().loc[0, "coded"] == 5
        assert project.codebook("zorgen").id == "zorgen"
        with pytest.raises(ProjectError, match="no question"):
            project.answers("zorgn")


def test_a_kept_model_is_opened_from_the_project(make_project: MakeProject) -> None:
    project = make_project(tuple(TEXTS))
    workbench = Workbench(project, "Anna", SimpleLemmatizer(), _settings())
    session = workbench.session("zorgen")
    for index in range(len(TEXTS)):
        session.accept(index, "werkdruk" if index < 6 else "bezuinigingen")
    kept = Models(project, "zorgen", SimpleLemmatizer()).train()
    with Project.open(project.path) as reader:
        assert reader.models("zorgen").loc[kept.id, "coded"] == 12
        suggester = reader.model("zorgen", kept.id)
    assert suggester.predict(["zo vreselijk druk"])[0] == {"werkdruk"}


def _settings() -> object:
    from coder.settings import Settings

    return Settings(coder="Anna")
