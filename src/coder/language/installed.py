"""Dutch by an installed spaCy model (nl_core_news_*), with our lexicon over it.

The model's tags decide; its lemma counts only where our lists are silent, and only when it is a
listed word. So the model and the embedded pipeline give the same lemma wherever they agree on the
part of speech, and a coding does not depend on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from coder.domain.tokens import Token, straight
from coder.errors import CoderError
from coder.i18n import _
from coder.language.surface import surface_lemma
from coder.language.tagged import Tagged
from coder.language.version import rules_version

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PREFERRED = ("nl_core_news_md", "nl_core_news_lg", "nl_core_news_sm")
_UNUSED = ["parser", "ner", "senter", "attribute_ruler"]
_BATCH = 128  # texts


def installed_model(wanted: str = "") -> str | None:
    """The spaCy model to use: the wanted one, else md, lg or sm; None when none is installed."""
    candidates = (wanted,) if wanted else PREFERRED
    return next((name for name in candidates if is_installed(name)), None)


def is_installed(name: str) -> bool:
    """Whether a package of this name can be imported; any text may be asked."""
    return name.isidentifier() and find_spec(name) is not None


def model_version(name: str) -> str:
    """The version of an installed model; "?" when it does not say."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


@cache
def load_model(name: str) -> Language:
    """An installed model with our tokenizer and lexicon.

    Raises:
        CoderError: The model cannot be loaded: broken, made for another spaCy, or without tags.
    """
    try:
        nlp = _loaded(name)
        tagged = bool(nlp("De wachtlijsten worden langer.")[1].pos_)
    except (OSError, ValueError, KeyError, ImportError, AttributeError, TypeError) as error:
        raise _unusable(name, str(error).strip() or repr(error)) from error
    if not tagged:
        raise _unusable(name, _("it gives no parts of speech"))
    return nlp


def _loaded(name: str) -> Language:
    import spacy

    from coder.language.components import AnswerTokenizer

    nlp = spacy.load(name, exclude=_UNUSED)
    nlp.tokenizer = AnswerTokenizer(nlp.vocab)
    nlp.max_length = 10**9
    return nlp


def _unusable(name: str, reason: str) -> CoderError:
    first_line = reason.splitlines()[0]
    return CoderError(
        _("The language model {model} cannot be used: {error}").format(
            model=name, error=first_line
        ),
        _(
            "Install it again with `python -m spacy download {model}`, or set `pipeline` to "
            "coder_nl to use the Dutch that ships with coder."
        ).format(model=name),
    )


class SpacyLemmatizer:
    """Tags by an installed model, lemmas by our lexicon; loaded at the first text."""

    def __init__(self, model: str) -> None:
        self.name = model

    @property
    def version(self) -> str:
        """The version of the model and of our lists and rules."""
        return f"{model_version(self.name)}+{rules_version()}"

    def analyse(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        """Tokens of each text; see `Lemmatizer`."""
        from coder.language.embedded import tokens_of

        for doc in load_model(self.name).pipe(map(straight, texts), batch_size=_BATCH):
            yield tokens_of(_with_our_lemmas(doc))

    def tag(self, sentences: Iterable[Sequence[str]]) -> Iterator[list[Tagged]]:
        """Form, lemma with its accents, and part of speech of ready-made tokens."""
        from spacy.tokens import Doc

        nlp = load_model(self.name)
        docs = (Doc(nlp.vocab, words=list(sentence)) for sentence in sentences)
        for doc in nlp.pipe(docs, batch_size=_BATCH):
            yield [Tagged(token.text, token.lemma_, token.pos_) for token in _with_our_lemmas(doc)]


def _with_our_lemmas(doc: Doc) -> Doc:
    from coder.language.components import is_genitive, stands_first, without_brackets
    from coder.language.lemmas import lemma_as_typed

    for token in doc:
        if token.pos_ == "PROPN" and is_genitive(token):
            token.lemma_ = token.text[:-1]
            continue
        proposed = surface_lemma(token.text, token.lemma_, token.pos_)
        first = not token.is_title or stands_first(token)
        token.lemma_ = lemma_as_typed(
            without_brackets(token.text), token.pos_, proposed, first=first
        )
    return doc
