"""A project for a notebook: its answers, codings and counts as data frames."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from coder.api.codebook import Codebook
from coder.domain.coding import effective
from coder.domain.locations import location
from coder.services.codebooks import codebook_for
from coder.storage import project as storage

if TYPE_CHECKING:
    import pandas as pd

    from coder.api.suggester import Suggester
    from coder.domain.tokens import Lemmatizer


class Project:
    """An open project, for reading: nothing that a notebook does changes a decision.

    Where a wave may be given, None means all waves together; for counts, the latest.

        with Project.open("raadpleging.coder") as project:
            project.counts("zorgen")
    """

    def __init__(self, project: storage.Project) -> None:
        self._project = project

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open a project (a file, or `postgresql://…`) for reading, also while others code in it.

        Raises:
            ProjectError: It cannot be opened; says why.
        """
        return cls(storage.Project.open(location(path), read_only=True))

    @property
    def path(self) -> Path:
        """The project file."""
        return self._project.path

    def questions(self) -> pd.DataFrame:
        """Each question in each of its waves: text, answers, coded by a person, by machine only."""
        import pandas as pd

        rows = []
        for asked in self._project.questions():
            for wave in self._project.waves_of(asked.key):
                so_far = self._project.progress(asked.key, wave)
                figures = (so_far.answers, so_far.by_person, so_far.by_machine_only)
                rows.append((asked.key, wave, asked.text, *figures))
        columns = ["question", "wave", "text", "answers", "coded", "proposed"]
        return pd.DataFrame(rows, columns=columns)

    def answers(self, question: str, wave: str | None = None) -> pd.DataFrame:
        """One answer a row: wave, respondent, text, and the respondent's background.

        The index is the answer's number, as in `codings`.

        Raises:
            ProjectError: There is no such question.
        """
        import pandas as pd

        self._project.question(question)
        answers = self._project.answers(question, wave)
        known = self._project.background(question, wave)
        rows = [
            {"wave": answer.wave, "respondent": answer.external_id, "text": answer.text}
            | known.get(answer.respondent_id, {})
            for answer in answers
        ]
        index = pd.Index([answer.id for answer in answers], name="answer")
        frame = pd.DataFrame(rows, index=index)
        return frame if rows else frame.reindex(columns=["wave", "respondent", "text"])

    def codings(self, question: str, wave: str | None = None) -> pd.DataFrame:
        """The codes that count, one a row: answer, code, label, source (person, rules, model).

        An answer that a person confirmed without any code has one row with the code "".

        Raises:
            ProjectError: There is no such question.
        """
        import pandas as pd

        labels = {code.id: code.label for code in self.codebook(question).walk()}
        rows = []
        for answer_id, given in self._project.codings(question, wave).items():
            counts = effective(given)
            if counts.source is not None:
                codes = sorted(counts.marks.codes) or [""]
                source = counts.source.value
                rows += [(answer_id, code, labels.get(code, code), source) for code in codes]
        frame = pd.DataFrame(rows, columns=["answer", "code", "label", "source"])
        return frame.sort_values(["answer", "code"], ignore_index=True)

    def coded(
        self, question: str, wave: str | None = None
    ) -> tuple[list[str], list[frozenset[str]]]:
        """What persons decided: texts and their codes, identical answers once; to learn from.

        Raises:
            ProjectError: There is no such question.
        """
        from coder.services.coded_answers import coded_answers

        coded = coded_answers(self._project, question, wave)
        return [answer.text for answer in coded], [answer.codes for answer in coded]

    def counts(self, question: str, wave: str | None = None, by: str | None = None) -> pd.DataFrame:
        """Respondents and mentions per code; `by`: respondents per group of an attribute.

        `attrs["n"]` of the frame is the base: how many answered.

        Raises:
            CoderError: No such question, wave or attribute, or the question has no codebook.
        """
        import pandas as pd

        from coder.services.results import Results

        results = Results(self._project, self._lemmatizer())
        if by is not None:
            heads, rows = results.crossed(question, by, wave).as_rows()
            return pd.DataFrame(rows, columns=heads)
        table = results.counts(question, wave)
        frame = pd.DataFrame([count.as_json() for count in table.codes])
        frame = frame.rename(columns={"id": "code"}).set_index("code")
        frame.attrs |= {"n": table.n, "coded": table.coded, "wave": table.wave}
        return frame

    def codebook(self, question: str) -> Codebook:
        """The codebook of a question.

        Raises:
            CoderError: No such question, or it has no codebook.
        """
        return Codebook.of(codebook_for(self._project, self._project.question(question)))

    def models(self, question: str) -> pd.DataFrame:
        """The models that were trained for a question, the newest first, with their figures."""
        import pandas as pd

        from coder.storage.model_store import models_of

        rows = [
            {
                "model": kept.id,
                "at": kept.at,
                "coded": kept.run.n_coded,
                "codes": kept.run.n_codes,
                "in_use": kept.active,
                **{name: kept.figure(name) for name in ("hit_at_1", "hit_at_3", "macro_f1", "ece")},
            }
            for kept in models_of(self._project, question)
        ]
        return pd.DataFrame(rows).set_index("model") if rows else pd.DataFrame()

    def model(self, question: str, model: int) -> Suggester:
        """A kept model, ready to suggest.

        Raises:
            CoderError: There is no such model, or what it learned was forgotten.
        """
        from coder.api.suggester import Suggester
        from coder.domain.models import ModelId
        from coder.services.models import Models

        shelf = Models(self._project, question, self._lemmatizer())
        return Suggester.of(shelf.learned(ModelId(model)))

    def close(self) -> None:
        """Close the project."""
        self._project.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Project {self.path.name}>"

    def _lemmatizer(self) -> Lemmatizer:
        from coder.language.pipeline import choose_lemmatizer
        from coder.settings import load_settings

        return choose_lemmatizer(load_settings().pipeline)
