"""Which Dutch is used: an installed nl_core_news_* model, else the embedded pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.tokens import Lemmatizer
from coder.errors import CoderError
from coder.i18n import _
from coder.language.embedded import EMBEDDED, EmbeddedLemmatizer
from coder.language.installed import PREFERRED, SpacyLemmatizer, installed_model
from coder.language.simple import SimpleLemmatizer
from coder.language.tagged import Tagger


@dataclass(frozen=True, slots=True)
class PipelineChoice:
    """The Dutch in use, and why; `why` is a sentence for a person."""

    lemmatizer: Tagger
    why: str

    @property
    def name(self) -> str:
        """For instance "nl_core_news_md" or "coder_nl"."""
        return self.lemmatizer.name

    @property
    def version(self) -> str:
        """What keys the lemma cache beside the name."""
        return self.lemmatizer.version


def runs_in_processes(lemmatizer: Lemmatizer) -> bool:
    """Whether other processes can have the same lemmatizer by its name, and it pays.

    The word list is quicker than sending texts to another process.
    """
    return isinstance(lemmatizer, EmbeddedLemmatizer | SpacyLemmatizer)


def choose_lemmatizer(wanted: str = "") -> Tagger:
    """The lemmatizer to use; see `choose_pipeline`."""
    return choose_pipeline(wanted).lemmatizer


def choose_pipeline(wanted: str = "") -> PipelineChoice:
    """The Dutch to use, and why.

    Args:
        wanted: The setting `pipeline`: a spaCy model, "coder_nl" (what ships with coder) or
            "simplemma"; "" leaves it open: md, lg or sm where one is installed, else coder_nl.

    Raises:
        CoderError: The wanted model is not installed.
    """
    if wanted in {EMBEDDED, SimpleLemmatizer.name}:
        lemmatizer = EmbeddedLemmatizer() if wanted == EMBEDDED else SimpleLemmatizer()
        return PipelineChoice(lemmatizer, _("The setting `pipeline` asks for it."))
    model = installed_model(wanted)
    if model:
        why = _("The setting `pipeline` asks for it.") if wanted else _("It is installed.")
        return PipelineChoice(SpacyLemmatizer(model), why)
    if wanted:
        raise CoderError(
            _("The language model {model} is not installed.").format(model=wanted),
            _("Install it, or leave the setting `pipeline` empty."),
        )
    why = _("It ships with coder; none of {models} is installed.")
    return PipelineChoice(EmbeddedLemmatizer(), why.format(models=", ".join(PREFERRED)))
