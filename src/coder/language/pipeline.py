"""Which Dutch is used: an installed spaCy model, else lemmas by word list."""

from __future__ import annotations

from coder.domain.tokens import Lemmatizer
from coder.errors import CoderError
from coder.i18n import _
from coder.language.installed import installed_model
from coder.language.simple import SimpleLemmatizer


def choose_lemmatizer(wanted: str = "") -> Lemmatizer:
    """The lemmatizer to use; `wanted` names a spaCy model or "simplemma", "" leaves it open.

    Raises:
        CoderError: The wanted model is not installed.
    """
    if wanted == SimpleLemmatizer.name:
        return SimpleLemmatizer()
    model = installed_model(wanted)
    if model:
        from coder.language.installed import SpacyLemmatizer

        return SpacyLemmatizer(model)
    if wanted:
        raise CoderError(
            _("The language model {model} is not installed.").format(model=wanted),
            _("Install it, or leave the setting `pipeline` empty."),
        )
    return SimpleLemmatizer()
