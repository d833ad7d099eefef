"""The models of a question: trained, kept, compared, gone back to, written out and taken in."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder import __version__
from coder.domain.codebook import Codebook
from coder.domain.models import KeptModel, ModelId, ModelOrigin, ModelRun
from coder.domain.tokens import Lemmatizer
from coder.errors import CoderError, ModelFileError
from coder.i18n import _
from coder.reports.files import write_whole
from coder.services.analysing import analyse_texts
from coder.services.codebooks import codebook_for
from coder.services.coded_answers import CodedText, coded_answers
from coder.services.lookups import find_wave
from coder.services.model_comparison import Comparison, compare_models, differences
from coder.storage import model_store
from coder.storage.project import Project

if TYPE_CHECKING:
    from coder.suggest.answer_coder import AnswerCoder
    from coder.suggest.model_io import Learned

KEPT_WHOLE = 10  # newest models of a question that keep what they learned; the one in use does too
KEPT_BYTES = 100_000_000  # that those of one question may take together
MAX_FILE = 1 << 29  # bytes of a model file
LEAST_CODED = 8  # fewer different coded answers teach nothing but noise

Stage = Callable[[str, int, int], None]  # what is being done, done, of
Figures = dict[str, Any]


class Models:
    """The models of one question of a project.

    Args:
        project: The project.
        question: The question's key.
        lemmatizer: The Dutch that reads answers now.

    Raises:
        ProjectError: There is no such question.
    """

    def __init__(self, project: Project, question: str, lemmatizer: Lemmatizer) -> None:
        self.project = project
        self.question = project.question(question)
        self.lemmatizer = lemmatizer

    def all(self) -> list[KeptModel]:
        """The models, the newest first."""
        return model_store.models_of(self.project, self.question.key)

    def get(self, model_id: ModelId) -> KeptModel:
        """One model.

        Raises:
            CoderError: There is none with this number; the hint names those there are.
        """
        kept = self.all()
        for known in kept:
            if known.id == model_id:
                return known
        message = _("The question {key} has no model {id}.").format(
            key=self.question.key, id=model_id
        )
        raise CoderError(message, _known(kept))

    def in_use(self) -> KeptModel | None:
        """The model that suggestions come from; None: one that learns along with the coder."""
        return next((known for known in self.all() if known.active), None)

    def use(self, model_id: ModelId | None) -> None:
        """Take suggestions from this model from now on; None: from one that learns along.

        Raises:
            CoderError: There is no such model, or what it learned was forgotten.
        """
        if model_id is not None:
            self.learned(model_id)  # it can be read, or nothing changes
        model_store.set_active(self.project, self.question.key, model_id)

    def learned(self, model_id: ModelId) -> Learned:
        """What a model learned, ready to suggest.

        Raises:
            CoderError: There is no such model, or what it learned was forgotten.
            ModelFileError: A version of coder that kept models otherwise made it.
        """
        from coder.suggest.model_io import unpack_learned

        self.get(model_id)
        state = model_store.state_of(self.project, model_id)
        if state is None:
            message = _("What model {id} learned is not kept any more; only its figures are.")
            hint = _("Train again with `coder train`, or use a newer model.")
            raise CoderError(message.format(id=model_id), hint)
        return unpack_learned(state, _("model {id}").format(id=model_id), self.lemmatizer)

    def train(
        self, wave: str | None = None, figures: Figures | None = None, stage: Stage | None = None
    ) -> KeptModel:
        """Learn from what persons coded, and keep the model.

        Args:
            wave: Learn from this wave only; None: from all.
            figures: What an evaluation on the same answers gave, kept with the model.
            stage: Hears what is being done; what it raises stops the work, and nothing is kept.

        Raises:
            CoderError: There is too little to learn from, or the question has no codebook.
        """
        report = stage or _quietly
        codebook = self._codebook()
        coded, given = self._coded(wave, codebook)
        used = frozenset[str]().union(*given)
        _check_enough(len(coded), used)
        texts = [answer.text for answer in coded]
        answers = self.project.answers(self.question.key)
        unread = sorted({answer.text for answer in answers}.difference(texts))
        documents = analyse_texts(
            self.project,
            self.lemmatizer,
            [*texts, *unread],
            lambda done, of: report(_("Reading the answers"), done, of),
        )
        known, others = documents[: len(texts)], documents[len(texts) :]
        report(_("Learning"), 0, 1)
        started = time.perf_counter()
        coder = self._new_coder(codebook).fit(known, given, unlabelled=others)
        run = run_of(coder, self.lemmatizer, used=len(used), wave=wave or "")
        seconds = time.perf_counter() - started
        run = replace(run, seconds=seconds, figures=figures or {})
        report(_("Learning"), 1, 1)
        return self._keep(coder, run)

    def check_enough(self, wave: str | None) -> None:
        """Refuse what no model can learn from, before anything slow is begun.

        Raises:
            CoderError: Too few answers or codes, or no such wave.
        """
        coded, given = self._coded(wave, self._codebook())
        _check_enough(len(coded), frozenset[str]().union(*given))

    def compare(self, first: ModelId, second: ModelId) -> Comparison:
        """Two models beside each other.

        Raises:
            CoderError: There is no such model.
        """
        return compare_models(self.get(first), self.get(second))

    def changes(self, model: KeptModel) -> list[str]:
        """What changed since the model was trained, so that its figures may not hold any more."""
        return differences(model.run.origin, self.origin_now(self._codebook()), since=True)

    def export(self, model_id: ModelId, path: Path) -> Path:
        """Write a model to a file of plain arrays and JSON, for a notebook or another project.

        It holds words of the answers that it learned from.

        Raises:
            CoderError: There is no such model, or the file cannot be written.
        """
        from coder.suggest.model_io import pack_learned

        learned = self.learned(model_id)
        kept = self.get(model_id)
        write_whole(path, pack_learned(learned.coder, kept.run))
        path.chmod(0o600)  # as the project itself
        return path

    def load(self, path: Path) -> KeptModel:
        """Take a model in from a file, as another that this question can use. No code is run.

        Raises:
            ModelFileError: No model, damaged, of another version, or for another codebook.
        """
        from coder.suggest.model_io import pack_learned, unpack_learned

        learned = unpack_learned(read_model_file(path), path.name, self.lemmatizer)
        known = {code.id for code in self._codebook().codable}
        codes = {str(code) for code in learned.coder.classes_}
        if not codes & known:
            message = _("{file} knows none of the codes of the codebook {codebook}.")
            raise ModelFileError(
                message.format(file=path.name, codebook=self.question.codebook_id),
                _("It was made for {codebook}.").format(
                    codebook=learned.run.origin.codebook_id or _("no codebook")
                ),
            )
        run = replace(learned.run, file=path.name)
        return self._keep(learned.coder, run, pack_learned(learned.coder, run))

    def origin_now(self, codebook: Codebook) -> ModelOrigin:
        """What a model is made with now."""
        from coder.suggest.model_io import origin_of

        return origin_of(__version__, codebook, self.lemmatizer)

    def _coded(
        self, wave: str | None, codebook: Codebook
    ) -> tuple[list[CodedText], list[frozenset[str]]]:
        """What persons coded, and the codes of each that the codebook still has."""
        if wave is not None:
            find_wave(self.project, self.question.key, wave)
        coded = coded_answers(self.project, self.question.key, wave)
        known = {code.id for code in codebook.codable}
        return coded, [answer.codes & known for answer in coded]

    def _codebook(self) -> Codebook:
        return codebook_for(self.project, self.question)

    def _new_coder(self, codebook: Codebook) -> AnswerCoder:
        from coder.suggest.answer_coder import AnswerCoder

        return AnswerCoder(codebook, lemmatizer=self.lemmatizer)

    def _keep(self, coder: AnswerCoder, run: ModelRun, state: bytes | None = None) -> KeptModel:
        from coder.suggest.model_io import pack_learned

        packed = state or pack_learned(coder, run)
        key = self.question.key
        model_id = model_store.add_model(self.project, key, run, packed, datetime.now(UTC))
        self._forget_oldest()
        return self.get(model_id)

    def _forget_oldest(self) -> None:
        """Old models lose what they learned (2 kB a coded answer); their figures stay."""
        whole = [kept for kept in self.all() if kept.size]
        up_to = accumulate(kept.size for kept in whole)
        old = [
            kept.id
            for number, (kept, size) in enumerate(zip(whole, up_to, strict=True))
            if number and not kept.active and (number >= KEPT_WHOLE or size > KEPT_BYTES)
        ]
        if old:
            model_store.forget_states(self.project, old)


def _check_enough(n_coded: int, used: frozenset[str]) -> None:
    if n_coded >= LEAST_CODED and len(used) > 1:
        return
    message = _("{n} different answers are coded by a person, with {codes} codes.")
    raise CoderError(
        message.format(n=n_coded, codes=len(used))
        + " "
        + _("A model needs {least} with two codes.").format(least=LEAST_CODED),
        _("Code some more by hand; rules and codebook give suggestions meanwhile."),
    )


def run_of(coder: AnswerCoder, lemmatizer: Lemmatizer, *, used: int, wave: str = "") -> ModelRun:
    """How a coder was trained, without its figures; `used`: codes among what it learned from."""
    from coder.suggest.model_io import origin_of

    origin = origin_of(__version__, coder.codebook, lemmatizer)
    return ModelRun(origin, wave, coder.n_coded_, used, 0.0, _settings(coder))


def _settings(coder: AnswerCoder) -> dict[str, Any]:
    """What the estimator was made with, as JSON knows it."""
    plain = (str, int, float, bool, type(None))
    return {
        name: value
        for name, value in coder.get_params(deep=False).items()
        if isinstance(value, plain)
    }


def _known(kept: Sequence[KeptModel]) -> str:
    if not kept:
        return _("Train one with `coder train PROJECT QUESTION`.")
    return _("Known: {names}.").format(names=", ".join(str(known.id) for known in kept))


def read_model_file(path: Path) -> bytes:
    """The bytes of a model file.

    Raises:
        ModelFileError: It cannot be read, or is larger than any model.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise ModelFileError(
                _("{file} is larger than any model that coder makes.").format(file=path.name)
            )
        return path.read_bytes()
    except OSError as error:
        message = _("{file} cannot be read: {why}.").format(file=path, why=error.strerror)
        raise ModelFileError(message) from error


def _quietly(_what: str, _done: int, _of: int) -> None:
    """Tells nobody."""
