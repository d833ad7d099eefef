"""An installed nl_core_news_* model: found, used, guarded; refused clearly when it is broken."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from coder.errors import CoderError
from coder.language import installed, pipeline
from coder.language.embedded import EmbeddedLemmatizer
from coder.language.installed import SpacyLemmatizer
from coder.language.surface import surface_lemma


def _load_helper() -> ModuleType:
    """The module beside this file; tests are imported without a package."""
    path = Path(__file__).with_name("language_model.py")
    spec = importlib.util.spec_from_file_location("language_model", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


model_maker = _load_helper()


@pytest.fixture(scope="module")
def trained() -> Any:
    return model_maker.train(model_maker.read_sentences())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site folder from which models can be imported, forgotten afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    installed.load_model.cache_clear()
    for name in [name for name in sys.modules if name.startswith("nl_core_news")]:
        del sys.modules[name]


def lemmas(lemmatizer: Any, text: str) -> list[str]:
    return [token.lemma for token in next(iter(lemmatizer.analyse([text])))]


def test_the_model_writes_its_lemmas_as_the_official_one_does(trained: Any) -> None:
    lemma_of = {token.text: token.lemma_ for token in trained("De gemeenteraad besluit.")}
    assert lemma_of["gemeenteraad"] == "gemeente_raad"


def test_an_installed_model_is_used_and_named(trained: Any, site: Path) -> None:
    model_maker.install(trained, site)
    choice = pipeline.choose_pipeline()
    assert choice.name == "nl_core_news_md"
    assert choice.version.startswith("3.8.0+")
    assert choice.why


def test_md_is_preferred_to_lg_and_lg_to_sm(trained: Any, site: Path) -> None:
    model_maker.install(trained, site, "nl_core_news_sm")
    assert pipeline.choose_lemmatizer().name == "nl_core_news_sm"
    model_maker.install(trained, site, "nl_core_news_lg")
    assert pipeline.choose_lemmatizer().name == "nl_core_news_lg"
    model_maker.install(trained, site, "nl_core_news_md")
    assert pipeline.choose_lemmatizer().name == "nl_core_news_md"


def test_the_setting_can_ask_for_the_dutch_that_ships(trained: Any, site: Path) -> None:
    model_maker.install(trained, site)
    assert pipeline.choose_lemmatizer("coder_nl").name == "coder_nl"


def test_without_a_model_the_dutch_that_ships_is_used() -> None:
    choice = pipeline.choose_pipeline()
    assert choice.name == "coder_nl"
    assert "nl_core_news_md" in choice.why


def test_compounds_and_particles_get_surface_lemmas(trained: Any, site: Path) -> None:
    model_maker.install(trained, site)
    found = lemmas(SpacyLemmatizer("nl_core_news_md"), "De gemeenteraad keerde terug.")
    assert found == ["de", "gemeenteraad", "keren", "terug"]


def test_invented_lemmas_are_guarded(trained: Any, site: Path) -> None:
    model_maker.install(trained, site)
    lemmatizer = SpacyLemmatizer("nl_core_news_md")
    assert (
        lemmas(lemmatizer, "tarieven systemen wachtlijsten") == "tarief systeem wachtlijst".split()
    )
    assert lemmas(lemmatizer, "xqzzyken") == ["xqzzyken"]


def test_both_pipelines_give_the_same_lemmas_and_parts(trained: Any, site: Path) -> None:
    model_maker.install(trained, site)
    text = "De jongerenwerkers praten over bezuningingen bij de buurtteams."
    (ours,) = EmbeddedLemmatizer().analyse([text])
    (theirs,) = SpacyLemmatizer("nl_core_news_md").analyse([text])
    assert [(token.form, token.lemma, token.parts) for token in theirs] == [
        (token.form, token.lemma, token.parts) for token in ours
    ]


def test_a_broken_model_is_a_clear_message(trained: Any, site: Path) -> None:
    model_maker.install(trained, site)
    start = site / "nl_core_news_md" / "__init__.py"
    start.write_text("def load(**o):\n    raise OSError('no config.cfg')\n")
    with pytest.raises(CoderError) as caught:
        lemmas(SpacyLemmatizer("nl_core_news_md"), "tekst")
    assert "no config.cfg" in caught.value.message
    assert "coder_nl" in caught.value.hint


def test_a_model_for_another_spacy_is_a_clear_message(trained: Any, site: Path) -> None:
    model_maker.install(trained, site)
    (config,) = site.glob("nl_core_news_md/*/config.cfg")
    config.write_text("[nlp]\nlang = 'nl'\npipeline = ['tagger_of_another_time']\n")
    with pytest.raises(CoderError, match="nl_core_news_md"):
        lemmas(SpacyLemmatizer("nl_core_news_md"), "tekst")


def test_a_model_without_tags_is_refused(site: Path) -> None:
    import spacy

    model_maker.install(spacy.blank("nl"), site)
    with pytest.raises(CoderError, match="nl_core_news_md"):
        lemmas(SpacyLemmatizer("nl_core_news_md"), "tekst")


@pytest.mark.parametrize("name", ["nl_core_news_xx", "", "../x", "nl core", "nl.core.news"])
def test_a_model_that_is_not_there_is_not_found(name: str) -> None:
    assert not installed.is_installed(name)


def test_asking_for_a_model_that_is_not_there_says_so() -> None:
    with pytest.raises(CoderError, match="nl_core_news_xx"):
        pipeline.choose_lemmatizer("nl_core_news_xx")


@pytest.mark.parametrize(
    ("form", "lemma", "pos", "wanted"),
    [
        ("gemeenteraad", "gemeente_raad", "NOUN", "gemeenteraad"),
        ("studentenverenigingen", "student_vereniging", "NOUN", "studentenvereniging"),
        ("keerde", "terug_keren", "VERB", "keren"),
        ("teruggekeerd", "terug_keren", "VERB", "terugkeren"),
        ("huis", "huis", "NOUN", "huis"),
        ("_", "_", "SYM", "_"),
        ("", "", "X", ""),
    ],
)
def test_surface_lemmas(form: str, lemma: str, pos: str, wanted: str) -> None:
    assert surface_lemma(form, lemma, pos) == wanted
