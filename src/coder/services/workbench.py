"""A project opened for work: everything that the app and the command line ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from coder.domain.coder_ids import is_fixed
from coder.domain.coding import Coder
from coder.domain.locations import Location
from coder.domain.sampling import Sample
from coder.domain.tokens import Lemmatizer
from coder.errors import CoderError
from coder.i18n import _
from coder.services.codebooks import codebook_for
from coder.services.coding import CodingSession
from coder.services.dutch import DutchChange
from coder.services.late import LateSuggestions
from coder.services.samples import answers_in, sample_in_hand
from coder.settings import Settings
from coder.storage.project import Project

if TYPE_CHECKING:
    from coder.services.charting import Charts
    from coder.services.quotes import QuoteDesk
    from coder.services.results import Results
    from coder.services.suggesting import SuggestionService


@dataclass(frozen=True, slots=True)
class QuestionOverview:
    """One question in one wave, and how far it is coded.

    `coded` answers a person decided on; `proposed` only rules or model did.
    """

    question: str
    text: str
    wave: str
    answers: int
    coded: int
    proposed: int
    later: int
    has_codebook: bool


@dataclass(frozen=True)
class Workbench:
    """An open project with the one who codes in it, and the Dutch that reads its answers."""

    project: Project
    coder_name: str
    lemmatizer: Lemmatizer
    settings: Settings
    dutch_change: DutchChange | None = None  # to be told when the project is opened

    @cached_property
    def coder(self) -> Coder:
        """Who codes; becomes known to the project when first asked for, not by just looking."""
        return self.project.coder(self.coder_name)

    def may_become(self, name: str) -> bool:
        """Did a person decide here under this workbench's name, and could they be called so?"""
        work = {work.coder: work for work in self.project.work_of_coders()}
        known = self._known_coder()
        mine = work.pop(known, None) if known else None
        if mine is None or mine.last is None or self.project.read_only:
            return False
        wanted, now = " ".join(name.split()), mine.coder
        in_use = {other.name.casefold() for other in work}
        fixed = is_fixed(now.name, now.source) or is_fixed(wanted, now.source)
        return not fixed and wanted.casefold() not in in_use and wanted not in {"", now.name}

    def renamed(self, name: str) -> Workbench:
        """Give who codes another name in this project; gives the workbench under that name.

        Raises:
            CoderError: The name is somebody else's or cannot be; nothing was changed.
        """
        return replace(self, coder_name=self.project.rename_coder(self.coder, name).name)

    @property
    def path(self) -> Path:
        """The project file; of a database where its file would be."""
        return self.project.path

    @property
    def place(self) -> Location:
        """The project file, or the database of a team."""
        return self.project.place

    @property
    def project_name(self) -> str:
        """What a title bar shows."""
        return self.project.path.stem

    @cached_property
    def results(self) -> Results:
        """Names, words, counts and clouds."""
        from coder.services.results import Results

        return Results(self.project, self.lemmatizer)

    @cached_property
    def charts(self) -> Charts:
        """Charts as files."""
        from coder.services.charting import Charts

        return Charts(self.results)

    def questions(self) -> list[QuestionOverview]:
        """Each question in each of its waves, the latest wave of a question first."""
        return [
            self._overview(question.key, question.text, wave, bool(question.codebook_id))
            for question in self.project.questions()
            for wave in reversed(self.project.waves_of(question.key))
        ]

    def session(
        self, question: str, wave: str | None = None, *, last_good: bool = False
    ) -> CodingSession:
        """A question to code; without a wave the latest that has it.

        Who has a blind sample of it in hand gets that sample, and nothing that others did.

        Args:
            last_good: Where the codebook's file is not right, use the version that was right last.

        Raises:
            CoderError: No such question or wave, or the question has no (right) codebook.
        """
        asked = self.project.question(question)
        codebook = codebook_for(self.project, asked, last_good=last_good)
        wave = self.wave_of(question, wave)
        sample = self.blind_sample(question, wave)
        blind = answers_in(self.project, sample) if sample else None
        return CodingSession(self.project, asked, wave, codebook, self.coder, blind=blind)

    def blind_sample(self, question: str, wave: str) -> Sample | None:
        """The sample that this coder codes blind now; others' codes are to stay hidden then."""
        known = self._known_coder()
        return sample_in_hand(self.project, question, wave, known) if known else None

    def suggestions(self, session: CodingSession) -> SuggestionService:
        """Suggestions for a session; not yet prepared."""
        from coder.services.suggesting import SuggestionService  # scikit-learn takes a second

        return SuggestionService(session, self.lemmatizer)

    def late_suggestions(self, session: CodingSession) -> LateSuggestions:
        """The same for a screen, which shows before scikit-learn is read."""
        return LateSuggestions(lambda: self.suggestions(session))

    def check_sound(self) -> None:
        """Look the project file through, if that was put off when it was opened; slow.

        Raises:
            DamagedProjectError: It is not as it was left.
        """
        if not self.project.checked:
            self.project.check_sound()

    def quote_desk(
        self,
        question: str,
        wave: str | None = None,
        function: str | None = None,
        organisation: str | None = None,
    ) -> QuoteDesk:
        """The quotes of a question: candidates, and what was decided on them; see `open_desk`.

        Raises:
            CoderError: No such question, wave or attribute, or the question has no codebook.
        """
        from coder.services.quotes import open_desk

        return open_desk(
            self.project,
            self.lemmatizer,
            question,
            wave,
            k=self.settings.quote_least,
            function=function,
            organisation=organisation,
            coder=None if self.project.read_only else self.coder,
        )

    def wave_of(self, question: str, wave: str | None) -> str:
        """The wave meant: the one given, else the latest.

        Raises:
            CoderError: The question has no answers in that wave.
        """
        known = self.project.waves_of(question)
        if wave is None and known:
            return known[-1]
        if wave in known:
            return str(wave)
        raise CoderError(
            _("The question {question} has no answers in wave {wave}.").format(
                question=question, wave=wave or "-"
            ),
            _("Waves with answers: {waves}.").format(waves=", ".join(known) or "-"),
        )

    def rest(self) -> None:
        """What the project does while nobody waits for it; for a thread.

        Raises:
            StorageFullError: The disk is full.
        """
        self.project.rest()

    def close(self) -> None:
        """Close the project; everything is on disk already."""
        self.project.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _known_coder(self) -> Coder | None:
        """Who codes, if the project knows them already; renamed elsewhere since, or not."""
        held: Coder | None = self.__dict__.get("coder")
        return next(
            (
                one
                for one in self.project.coders()
                if (one.name == self.coder_name if held is None else one == held)
            ),
            None,
        )

    def _overview(self, key: str, text: str, wave: str, has_codebook: bool) -> QuestionOverview:
        so_far = self.project.progress(key, wave)
        return QuestionOverview(
            key,
            text,
            wave,
            so_far.answers,
            so_far.by_person,
            so_far.by_machine_only,
            so_far.later,
            has_codebook,
        )
