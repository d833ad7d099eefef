"""The quote desk: candidates per code, what a person decided on them, and what may leave.

A quote leaves approved. Where the guard still objects (personal data, a rare title, two quotes of
one respondent) it is approved only with a note why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coder.domain.answers import Answer, AnswerId, RespondentId
from coder.domain.codebook import Code, Codebook
from coder.domain.coding import Coder, effective
from coder.domain.disclosure import Finding, Speaker, linked
from coder.domain.quotes import Quote, QuoteDecision, QuoteStatus
from coder.domain.quoting import Shortening, shorten
from coder.domain.tokens import Lemmatizer
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.quotes import spread
from coder.services import lookups
from coder.services.codebooks import codebook_for
from coder.services.quote_maker import QuoteMaker, Standing
from coder.services.speakers import Speakers
from coder.storage import quote_store
from coder.storage.project import Project, utc_now

TOP = 12  # candidates a code
_POOL = 4  # times as many are looked at closely
_LEAST_NOTE = 3  # letters; "ok" says nothing

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class CodeQuotes:
    """One line of the desk: a code, who gave it, what is starred and approved."""

    code: str
    label: str
    respondents: int
    starred: int
    approved: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A shortened text held against the original and the guard."""

    shortening: Shortening
    remaining: tuple[Finding, ...]
    objections: tuple[str, ...]


class QuoteDesk:
    """The quotes of one question in one wave.

    Args:
        project: The project.
        question: Key of the question.
        wave: Its wave.
        lemmatizer: The Dutch that says which answers are typical.
        speakers: Who the respondents are.
        coder: Who decides; None where nothing will be decided.
        clock: Gives the time of a decision.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - every part can be chosen
        self,
        project: Project,
        question: str,
        wave: str,
        lemmatizer: Lemmatizer,
        speakers: Speakers,
        coder: Coder | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.project = project
        self.question = question
        self.wave = wave
        self.speakers = speakers
        self._coder = coder
        self._clock = clock
        self.codebook: Codebook = codebook_for(project, project.question(question))
        self._answers = {answer.id: answer for answer in project.answers(question, wave)}
        self.reload()
        self._maker = QuoteMaker(project, lemmatizer, self.codebook, speakers, self._coded())

    def reload(self) -> None:
        """Read codes, stars and decisions again."""
        self._codes = lookups.codes_of(self.project, self.question, self.wave)
        self._reload_decisions()
        codings = self.project.codings(self.question, self.wave)
        self._starred = {answer for answer, given in codings.items() if effective(given).marks.star}

    def _reload_decisions(self) -> None:
        self._decided = quote_store.standing_decisions(self.project, self.question, self.wave)

    def prepare(self) -> None:
        """Read the words of all coded answers: slow the first time, for a thread."""
        self._maker.prepare()

    def codes(self) -> list[CodeQuotes]:
        """The codes with answers, in the order of the codebook."""
        return [
            CodeQuotes(
                code.id,
                code.label,
                len(members),
                sum(answer.id in self._starred for answer in members),
                sum(self._status(answer.id, code.id) is QuoteStatus.APPROVED for answer in members),
            )
            for code in self.codebook.walk()
            if (members := self._members(code))
        ]

    def quotes(self, code_id: str, top: int = TOP) -> list[Quote]:
        """Quotes for a code or net: approved ones, then the best candidates, then rejected ones.

        Raises:
            CoderError: The codebook has no such code.
        """
        code = lookups.find_code(self.codebook, code_id)
        members = self._members(code)
        decided = [self._quote(answer, code.id) for answer in members if self._key(answer, code)]
        approved = [quote for quote in decided if quote.status is QuoteStatus.APPROVED]
        rejected = [quote for quote in decided if quote.status is QuoteStatus.REJECTED]
        taken = {quote.respondent_id for quote in (*self.approved(), *rejected)}
        fresh = self._shortlist(members, code, top * _POOL, taken)
        return [*approved, *spread(fresh, max(0, top - len(approved)), taken), *rejected]

    def approved(self, code_id: str | None = None) -> list[Quote]:
        """What may leave the desk: approved, and the code still stands on the answer.

        Raises:
            CoderError: The codebook has no such code.
        """
        if code_id is not None:
            lookups.find_code(self.codebook, code_id)
        return [
            self._quote(self._answers[answer], code)
            for (answer, code), stored in self._decided.items()
            if stored.decision.status is QuoteStatus.APPROVED
            and code_id in (None, code)
            and self._stands(answer, code)
        ]

    def printable(self, code_id: str, top: int) -> list[Quote]:
        """Approved quotes and the best candidates, `top` together; for the team.

        Raises:
            CoderError: The codebook has no such code.
        """
        quotes = self.quotes(code_id, top)
        return [quote for quote in quotes if quote.status is not QuoteStatus.REJECTED][:top]

    def label(self, code_id: str) -> str:
        """What the code is called.

        Raises:
            CoderError: The codebook has no such code.
        """
        return lookups.find_code(self.codebook, code_id).label

    def quote(self, answer_id: AnswerId, code_id: str) -> Quote:
        """One answer as a quote for a code, as it stands now."""
        return self._quote(self._answers[answer_id], code_id)

    def check(self, quote: Quote, typed: str) -> Checked:
        """Is this text right, and what would the guard say of it?"""
        shortening = shorten(quote.original, typed)
        remaining = self._maker.guarded(shortening.text)
        objections = tuple(self._objections(quote, remaining, shortening.text))
        return Checked(shortening, remaining, objections)

    def approve(self, quote: Quote, text: str, note: str = "") -> Quote:
        """Let a quote go to print.

        Raises:
            CoderError: The text changes words without marks, or the guard objects and there is no
                note why it may go.
        """
        checked = self._right(quote, text)
        if checked.objections and len(note.strip()) < _LEAST_NOTE:
            raise CoderError(
                _("This quote may only go with a note why: {why}").format(
                    why="; ".join(checked.objections)
                ),
                _("Take it out of the text, or write a note."),
            )
        return self._decide(quote, QuoteStatus.APPROVED, checked.shortening.text, note)

    def reject(self, quote: Quote, note: str = "") -> Quote:
        """Keep a quote from print; it goes to the end of the list."""
        return self._decide(quote, QuoteStatus.REJECTED, quote.text, note)

    def reopen(self, quote: Quote) -> Quote:
        """Make it a candidate again."""
        return self._decide(quote, QuoteStatus.CANDIDATE, quote.text, quote.note)

    def rewrite(self, quote: Quote, text: str) -> Quote:
        """Keep a shortened text; an approved quote must be approved anew.

        Raises:
            CoderError: The text changes words without marks.
        """
        checked = self._right(quote, text)
        return self._decide(quote, QuoteStatus.CANDIDATE, checked.shortening.text, quote.note)

    def undo(self) -> tuple[AnswerId, str] | None:
        """Take back this person's latest decision; which quote it was about."""
        return self._after(quote_store.undo(self.project, self.coder, self._clock()))

    def redo(self) -> tuple[AnswerId, str] | None:
        """Decide again what was undone last."""
        return self._after(quote_store.redo(self.project, self.coder, self._clock()))

    @property
    def coder(self) -> Coder:
        """Who decides."""
        assert self._coder is not None, "this desk was opened for reading"
        return self._coder

    def _right(self, quote: Quote, text: str) -> Checked:
        checked = self.check(quote, text)
        if not checked.shortening.right:
            raise CoderError(
                "\n".join(checked.shortening.problems),
                _("Mark what you leave out with … and put what you add in [ ]."),
            )
        return checked

    def _decide(self, quote: Quote, status: QuoteStatus, text: str, note: str) -> Quote:
        note = " ".join(note.split())
        decision = QuoteDecision(quote.answer_id, quote.code, status, text, note)
        quote_store.add_decision(self.project, self.coder, decision, self._clock())
        self._reload_decisions()
        return self.quote(quote.answer_id, quote.code)

    def _after(self, decision: QuoteDecision | None) -> tuple[AnswerId, str] | None:
        if decision is None:
            return None
        self._reload_decisions()
        return decision.answer_id, decision.code

    def _coded(self) -> list[tuple[Answer, frozenset[str]]]:
        return [(self._answers[answer], codes) for answer, codes in self._codes.items()]

    def _members(self, code: Code) -> list[Answer]:
        family = {below.id for below in code.walk()}
        return [self._answers[id_] for id_, codes in self._codes.items() if family & codes]

    def _stands(self, answer: AnswerId, code_id: str) -> bool:
        known = {code.id: code for code in self.codebook.walk()}
        if code_id not in known or answer not in self._answers:
            return False
        return bool({below.id for below in known[code_id].walk()} & self._of(answer))

    def _of(self, answer: AnswerId) -> frozenset[str]:
        return self._codes.get(answer, frozenset())

    def _key(self, answer: Answer, code: Code) -> bool:
        return self._status(answer.id, code.id) is not QuoteStatus.CANDIDATE

    def _status(self, answer: AnswerId, code: str) -> QuoteStatus:
        stored = self._decided.get((answer, code))
        return stored.decision.status if stored else QuoteStatus.CANDIDATE

    def _shortlist(
        self, members: Sequence[Answer], code: Code, most: int, taken: set[RespondentId]
    ) -> list[Quote]:
        """The most promising answers as quotes, personal data looked for in these alone."""
        seen: set[str] = set()
        free: list[tuple[bool, float, Answer]] = []
        for answer in members:
            undecided = self._status(answer.id, code.id) is QuoteStatus.CANDIDATE
            if undecided and answer.respondent_id not in taken and answer.normal not in seen:
                seen.add(answer.normal)
                starred = answer.id in self._starred
                free.append(
                    (starred, self._maker.merit(answer, code, self._of(answer.id)).score, answer)
                )
        free.sort(key=lambda one: (one[0], one[1]), reverse=True)
        return [self._quote(answer, code.id) for _starred, _score, answer in free[:most]]

    def _quote(self, answer: Answer, code_id: str) -> Quote:
        code = lookups.find_code(self.codebook, code_id)
        standing = Standing(
            self._of(answer.id),
            answer.id in self._starred,
            self._decided.get((answer.id, code_id)),
        )
        quote = self._maker.quote(answer, code, standing)
        objections = self._objections(quote, quote.remaining, quote.text)
        return replace(quote, objections=tuple(objections))

    def _objections(self, quote: Quote, remaining: Sequence[Finding], text: str) -> Iterator[str]:
        for finding in remaining:
            yield _("“{text}” may point at somebody: {suggestion}").format(
                text=text[finding.start : finding.end], suggestion=finding.suggestion
            )
        others = [
            self._speaker(self._answers[answer])
            for (answer, code), stored in self._decided.items()
            if stored.decision.status is QuoteStatus.APPROVED
            and (answer, code) != (quote.answer_id, quote.code)
            and self._stands(answer, code)
        ]
        own = self._speaker(self._answers[quote.answer_id])
        whys = [link.why for other in others for link in linked((own, other), self.speakers.k)]
        yield from dict.fromkeys(
            _("with a quote that was approved: {why}").format(why=why) for why in whys
        )

    def _speaker(self, answer: Answer) -> Speaker:
        attribution = self.speakers.attribution(answer.respondent_id)
        shared = self.speakers.shared_by(answer.respondent_id, attribution)
        return Speaker(answer.respondent_id, attribution.text, shared)
