"""The suggester as a scikit-learn estimator: learns codes from coded answers and a codebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.suggestions import Reason
from coder.domain.tokens import Lemmatizer
from coder.errors import CoderError
from coder.i18n import _
from coder.suggest import coder_state
from coder.suggest.answer_features import AnswerFeatures, forms_of
from coder.suggest.before import BeforeCoding
from coder.suggest.blend import BARE, DESCRIBED, RULED, Blend, as_evidence, learn_blend
from coder.suggest.coded_answers import CodedAnswers
from coder.suggest.features import Document
from coder.suggest.ridge import DIRECT, Ridge, fit_ridge
from coder.suggest.shares import reasons_of
from coder.suggest.thresholds import USUAL, learn_thresholds
from coder.urgency import KEYS

CHUNK = 512  # answers compared with all coded ones at a time
PENALTY = 0.5
UNKNOWN = 0.2  # what the codebook says of a code that it does not have
Floats = NDArray[np.float64]


class AnswerCoder(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Rules, codebook, and a linear model over words, letters and topics of the answers.

    Args:
        codebook: Its rules and texts suggest before anything was coded; None: coded answers only.
        lemmatizer: Analyses the codebook's texts; None: the Dutch that is installed.
        single: One code an answer; None: as the codebook says, else as the coded answers are.
        penalty: How little the coded answers are trusted; 0.3-2.
        random_state: Kept for scikit-learn's manners; nothing here depends on chance.

    Attributes:
        classes_: Codes, in the codebook's order, then those that it does not know, sorted.
        single_: Whether an answer takes one code.
        thresholds_: Probability from which a code is given, shape (n_codes,).
        n_coded_: Coded answers that it learned from.
    """

    def __init__(
        self,
        codebook: Codebook | None = None,
        *,
        lemmatizer: Lemmatizer | None = None,
        single: bool | None = None,
        penalty: float = PENALTY,
        random_state: int = 0,
    ) -> None:
        self.codebook = codebook
        self.lemmatizer = lemmatizer
        self.single = single
        self.penalty = penalty
        self.random_state = random_state

    def fit(
        self,
        documents: Sequence[Document],
        codes: Sequence[frozenset[str]],
        *,
        groups: Sequence[Any] | None = None,
        unlabelled: Sequence[Document] = (),
    ) -> Self:
        """Learn from coded answers; with a codebook there need not be any.

        Args:
            documents: Shape (n_answers,).
            codes: The codes of each; an empty set says that none applies.
            groups: Answers of one group (spellings of one title, say) are left out together when
                the model judges itself; None: only identical answers are.
            unlabelled: Answers that nobody coded; they show how rare each word is.

        Raises:
            CoderError: There is neither a codebook nor a coded answer with a code.
        """
        self._name_codes(codes)
        before = BeforeCoding(self.codebook, self.lemmatizer)
        if not documents:
            return self._untrained(before)
        features = AnswerFeatures(topics=bool(unlabelled) and len(documents) <= DIRECT)
        rows = features.fit_transform([*documents, *unlabelled])[: len(documents)]
        return self.fit_rows(documents, codes, features, rows, before=before, groups=groups)

    def fit_rows(  # noqa: PLR0913 - what `fit` works out, for who has it already
        self,
        documents: Sequence[Document],
        codes: Sequence[frozenset[str]],
        features: AnswerFeatures,
        rows: Any,
        *,
        before: BeforeCoding,
        said: Floats | None = None,
        groups: Sequence[Any] | None = None,
    ) -> Self:
        """As `fit`, with the features of the answers and what rules and codebook say of them."""
        self._name_codes(codes)
        given = self._table(codes)
        numbers = _numbered(documents, groups)
        ridge = fit_ridge(rows, given, numbers, self.penalty)
        self.before_ = before
        KEYS.give_way()
        texts = [document.text for document in documents]
        self.learned_: CodedAnswers | None = CodedAnswers(
            features, rows, given, ridge.weights, ridge.bias, texts
        )
        self._learn_blend(documents, ridge, said)
        return self

    def _learn_blend(
        self,
        documents: Sequence[Document],
        ridge: Ridge,
        said: Floats | None,
    ) -> None:
        """Weights of the evidence and thresholds, from scores of answers not seen before."""
        assert self.learned_ is not None
        judged = ridge.judged
        if said is None:
            of_codebook = self.before_.scores([documents[row] for row in judged])
        else:
            of_codebook = said[judged]
        evidence = as_evidence(ridge.unseen, self._widen(of_codebook), self.learned_.common)
        given = self.learned_.given[judged].astype(float)
        start = RULED if self.before_.ruled else DESCRIBED if self.before_.knows else BARE
        self.blend_ = learn_blend(evidence, given, single=self.single_, start=start)
        self.thresholds_ = np.full(len(self.classes_), USUAL)
        if not self.single_:
            self.thresholds_ = learn_thresholds(self.blend_.probabilities(evidence), given)

    def predict_proba(self, documents: Sequence[Document], said: Floats | None = None) -> Floats:
        """Probability of each code, 0-1, shape (n_answers, n_codes), columns as `classes_`.

        Args:
            said: What rules and codebook say, where that is known already.
        """
        found = np.zeros((len(documents), len(self.classes_)))
        for chunk, evidence in self._evidence(documents, said):
            found[chunk] = self.blend_.probabilities(evidence)
        return found

    def predict_rows(self, rows: Any, features: AnswerFeatures, said: Floats) -> Floats:
        """As `predict_proba`, of answers whose features are known; learned from such rows.

        Args:
            rows: Of `features`, sparse, shape (n_answers, n_features).
            said: What rules and codebook say, shape (n_answers, n_codes).
        """
        assert self.learned_ is not None
        if self.learned_.features is not features:
            _plain, rows = features.without_topics(rows)
        found = np.zeros((len(said), len(self.classes_)))
        for start in range(0, len(said), CHUNK):
            chunk = slice(start, start + CHUNK)
            model = self.learned_.scores(rows[chunk]).astype(np.float64)
            evidence = as_evidence(model, self._widen(said[chunk]), self.learned_.common)
            found[chunk] = self.blend_.probabilities(evidence)
        return found

    def predict(self, documents: Sequence[Document]) -> list[frozenset[str]]:
        """The codes of each answer: the likeliest, or those above their thresholds.

        Where every coded answer had a code, every answer gets one.
        """
        scores = self.predict_proba(documents)
        chosen = np.zeros_like(scores, dtype=bool) if self.single_ else scores >= self.thresholds_
        if self.single_ or self.always_coded_:
            empty = np.flatnonzero(~chosen.any(axis=1))
            chosen[empty, scores[empty].argmax(axis=1)] = True
        return [frozenset(map(str, self.classes_[row])) for row in chosen]

    def explain(self, document: Document, code: str) -> tuple[Reason, ...]:
        """What speaks for a code, strongest first; the shares add up to 1, or nothing does.

        Raises:
            KeyError: There is no such code.
        """
        [reasons] = self.explain_many(document, [code])
        return reasons

    def explain_many(
        self, document: Document, codes: Sequence[str], said: Floats | None = None
    ) -> list[tuple[Reason, ...]]:
        """`explain` for several codes of one answer, for the price of one.

        Args:
            said: What rules and codebook say of the answer, shape (n_codes,), if known already.
        """
        if said is None:
            said = self.before_.scores([document])[0]
        return reasons_of(self, document, codes, said)

    def nearest(self, document: Document, code: str, k: int = 3) -> list[int]:
        """Places of the coded answers with this code that are most like it, likest first."""
        return self.learned_.nearest(document, self.columns_[code], k) if self.learned_ else []

    def state(self) -> dict[str, Any]:
        """All that was learned, as arrays and plain values; the codebook is kept apart."""
        return coder_state.state_of(self)

    @classmethod
    def from_state(
        cls,
        state: Mapping[str, Any],
        codebook: Codebook | None = None,
        *,
        lemmatizer: Lemmatizer | None = None,
    ) -> Self:
        """The coder of `state`, with the codebook that it was trained with.

        Raises:
            KeyError: A part is missing.
            ValueError: The parts do not fit together.
        """
        made = cls(
            codebook,
            lemmatizer=lemmatizer,
            single=bool(state["single"]),
            penalty=float(state["penalty"]),
        )
        made._set_codes([str(code) for code in state["classes"]], single=bool(state["single"]))
        coder_state.restore(made, state, BeforeCoding(codebook, lemmatizer))
        return made

    def _name_codes(self, codes: Sequence[frozenset[str]]) -> None:
        used = frozenset[str]().union(*codes)
        own = [code.id for code in self.codebook.codable] if self.codebook else []
        names = own + sorted(used - set(own))
        if not names:
            raise CoderError(
                _("There is nothing to learn from: no codebook, and no answer with a code."),
                _("Code a few answers first, or give a codebook."),
            )
        single = self.single
        if single is None and self.codebook is not None:
            single = self.codebook.answers is AnswersPer.ONE
        if single is None:
            single = max(map(len, codes), default=1) <= 1
        self._set_codes(names, single=single)
        self.n_coded_ = len(codes)
        self.always_coded_ = bool(codes) and all(codes)

    def _set_codes(self, names: Sequence[str], *, single: bool) -> None:
        self.classes_ = np.array(names, dtype=str)
        self.single_ = single
        self.columns_ = {code: column for column, code in enumerate(names)}

    def _untrained(self, before: BeforeCoding) -> Self:
        """The codebook alone: its scores as they are."""
        self.before_, self.learned_ = before, None
        self.blend_ = Blend((0.0, 1.0, 0.0), self.single_)
        self.thresholds_ = np.full(len(self.classes_), USUAL)
        return self

    def _table(self, codes: Sequence[frozenset[str]]) -> NDArray[np.float32]:
        given = np.zeros((len(codes), len(self.classes_)), dtype=np.float32)
        for row, chosen in enumerate(KEYS.patiently(codes)):
            given[row, [self.columns_[code] for code in chosen]] = 1
        return given

    def _evidence(
        self, documents: Sequence[Document], said: Floats | None
    ) -> Iterator[tuple[slice, Floats]]:
        for start in range(0, len(documents), CHUNK):
            chunk = slice(start, start + CHUNK)
            some = documents[chunk]
            of_codebook = self.before_.scores(some) if said is None else said[chunk]
            model: Floats = np.zeros((len(some), len(self.classes_)))
            common: Floats = np.ones(len(self.classes_))
            if self.learned_ is not None:
                model = self.learned_.scores(self.learned_.features.transform(some)).astype(
                    np.float64
                )
                common = self.learned_.common
            yield chunk, as_evidence(model, self._widen(of_codebook), common)

    def _widen(self, said: Floats) -> Floats:
        """The codebook's columns among all codes; of codes that it does not know it says little."""
        wide = np.full((len(said), len(self.classes_)), UNKNOWN)
        for column, code in enumerate(self.before_.codes):
            if code in self.columns_:
                wide[:, self.columns_[code]] = said[:, column]
        return wide


def _numbered(documents: Sequence[Document], groups: Sequence[Any] | None) -> NDArray[np.intp]:
    """A number for each group of answers that are left out together: at least identical ones."""
    patiently = KEYS.patiently(documents)
    names = [" ".join(forms_of(one)) for one in patiently] if groups is None else groups
    number: dict[Any, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.intp)
