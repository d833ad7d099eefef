"""Coding one question at the keyboard: what stands on each answer, and every change to it.

Each method that changes something returns after the decision is on disk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coder.domain.answers import AnswerGroup, AnswerId, Question, group_texts
from coder.domain.codebook import Codebook
from coder.domain.coding import (
    NOTHING,
    Batch,
    Coder,
    Coding,
    Decision,
    Mark,
    Marks,
    NewBatch,
    Source,
    changes_to,
    effects,
)
from coder.domain.deeds import Deed, Kind
from coder.domain.filters import Filter, Order, Row, arrange
from coder.domain.queries import EVERYTHING
from coder.domain.queues import Queue
from coder.errors import ChangedElsewhereError
from coder.i18n import _, ngettext
from coder.services import travelling
from coder.services.codebooks import codebook_for
from coder.services.finding import Finder
from coder.services.givers import Givers
from coder.services.marked_parts import MarkedParts
from coder.services.memos import MemoBook
from coder.services.reviewing import Reviews
from coder.services.tally import Progress, Tally, standing_row
from coder.services.units import Units
from coder.storage import news, note_store
from coder.storage.project import Project

LABEL_LENGTH = 40  # characters of an answer in the history
Taken = tuple[str, float | None]  # the code of a suggestion that was taken, and its score 0-1
NO_SUGGESTION: Taken = ("", None)


@dataclass(frozen=True, slots=True)
class Step:
    """What an undo or redo did: its label and the rows it touched (empty: another question).

    `noted`: memos, marked words or spellings that stand apart changed too.
    """

    label: str
    rows: tuple[int, ...]
    noted: bool = False


class CodingSession:
    """The answers of one question in one wave, coded by one coder.

    Rows are groups of identical answers in order of arrival; their indexes are stable.

    Args:
        blind: These answers only, without what others (persons, rules, a model) did; None: all
            answers, with everybody's work.
    """

    def __init__(  # noqa: PLR0913 - what is coded, by whom, how
        self,
        project: Project,
        question: Question,
        wave: str,
        codebook: Codebook,
        coder: Coder,
        *,
        blind: Collection[AnswerId] | None = None,
    ) -> None:
        self.project = project
        self.question = question
        self.wave = wave
        self.codebook = codebook
        self.coder = coder
        self.blind = blind is not None
        # How often what is held here changed; counted last, so that what was found before differs.
        self.written = 0
        self.read_up_to = news.mark(project)
        texts = project.texts(question.key, wave)
        if blind is not None:
            texts = [one for one in texts if one[0] in blind]
        groups = group_texts(texts)
        self.answer_ids = [one[0] for one in texts]
        self._givers = Givers(project, question.key, wave)
        self._codings = self._read_codings()
        self._row_of = {
            answer_id: index for index, group in enumerate(groups) for answer_id in group.answer_ids
        }
        self.rows: list[Row] = [self._row(group) for group in groups]
        self.units = Units()
        self._tally = Tally(self.rows, self.units)
        self._visit: tuple[int, Batch] | None = None
        self.reviews = Reviews(self)

    def arranged(
        self, chosen: Filter, order: Order | Queue = Order.ARRIVAL, queue: Sequence[int] = ()
    ) -> list[int]:
        """Indexes of the rows that pass the filter, in this order; see `arrange`."""
        found = None if chosen.query == EVERYTHING else self.finder.rows(chosen.query)
        return self.units.led(arrange(self.rows, chosen, order, queue, found))

    def unit(self, index: int) -> Row:
        """The row with all that is taken together with it, which is coded as one."""
        return self.units.row(index, self.rows, self._row)

    def take_together(self, groups: Iterable[Sequence[int]]) -> None:
        """Code these rows as one each from now on, the largest in front; see `Units`."""
        self.leave()
        self.units = Units(groups, self.rows)
        self._tally = Tally(self.rows, self.units)

    @cached_property
    def finder(self) -> Finder:
        """Finds answers by what is typed as a filter."""
        return Finder(self)

    @cached_property
    def memos(self) -> MemoBook:
        """Memos on answers and codes."""
        return MemoBook(self)

    @cached_property
    def parts(self) -> MarkedParts:
        """Words of answers that are marked for a code."""
        return MarkedParts(self)

    def _read_notes(self) -> None:
        self.memos.read()
        self.parts.read()
        self.written += 1

    def decisions_for(self, index: int, codes: frozenset[str]) -> list[Decision]:
        """What brings this coder's codes on a row to these; nothing is stored."""
        row = self.unit(index)
        wanted = Marks(codes, row.marks.done, row.marks.later, row.marks.star)
        return changes_to(row.group.answer_ids, self._own(row.group), wanted)

    def store(self, new: NewBatch) -> None:
        """Store a step of its own: notes, with or without decisions."""
        self.leave()
        batch = self.project.append(new)
        self._remember(new.decisions, batch)
        for index in {self._row_of[decision.answer_id] for decision in new.decisions}:
            self._renew(index)
        if new.notes:
            self._read_notes()

    def external_id(self, answer_id: AnswerId) -> str:
        """The id in the survey file of who gave this answer."""
        return self._givers.external_id(answer_id)

    def value(self, answer_id: AnswerId, attribute: str) -> str:
        """A background value of who gave this answer; "" when there is none."""
        return self._givers.value(answer_id, attribute)

    def codings(self, answer_id: AnswerId) -> Sequence[Coding]:
        """What everybody left on an answer; who codes blind sees their own coding only."""
        return self._codings.get(answer_id, ())

    def use_codebook(self, codebook: Codebook) -> None:
        """Code with a changed codebook from now on; what stands is read again."""
        self.codebook = codebook
        self.leave()
        self.reload()

    @property
    def state(self) -> tuple[object, ...]:
        """Differs when the codebook or what stands on a row has changed."""
        return self.codebook, self._tally, self._tally.changes

    def warm(self) -> None:
        """Read what filters ask for, so that the first one is quick; slow, for a worker."""
        self.finder.warm()
        self._givers.warm()

    def deciders(self, answer_id: AnswerId) -> frozenset[str]:
        """The names of the persons and machines that decided on this answer."""
        codings = self._codings.get(answer_id, ())
        return frozenset(coding.coder.name for coding in codings if coding.marks.decided)

    def row_of(self, answer_id: AnswerId) -> int:
        """The row in which an answer is.

        Raises:
            KeyError: It is no answer of this question and wave.
        """
        return self._row_of[answer_id]

    def background(self, index: int) -> dict[str, str]:
        """The background of the group's respondent, empty when the group has several."""
        first, *others = self.unit(index).group.answer_ids
        if others:
            return {}
        return dict(self._givers.background(first))

    def respondents(self, index: int, most: int | None = None) -> list[str]:
        """The ids in the survey file of the group's respondents; of the first `most`."""
        return list(self._givers.ids(self.unit(index).group.answer_ids[:most]))

    def progress(self) -> Progress:
        """How many answers a person decided on."""
        return self._tally.progress

    def chosen(self, index: int) -> frozenset[str]:
        """The codes that a person chose; a machine's proposals are none."""
        row = self.unit(index)
        return row.marks.codes if row.source is Source.PERSON else frozenset()

    def toggle(self, index: int, code_id: str, score: float | None = None) -> Row:
        """Put a code on the group, or take it off; the codebook says what gives way.

        `score` 0-1 is that of the suggestion that is taken, and is kept with the decision.
        Over a machine's proposal the choice starts from nothing: what was pressed is what stands.
        """
        now = self.unit(index).marks
        codes = self.codebook.toggled(self.chosen(index), code_id)
        # Who takes the last code off another's coding decides that none applies.
        refused = not codes and self._decided_by_others(index)
        return self._store(index, Marks(codes, refused, now.later, now.star), (code_id, score))

    def accept(self, index: int, code_id: str, score: float | None = None) -> Row:
        """Put a code on the group and confirm it, as one step; see `toggle`."""
        now = self.unit(index).marks
        codes = self.codebook.with_code(self.chosen(index), code_id)
        return self._finish(index, Marks(codes, True, False, now.star), (code_id, score))

    def confirm(self, index: int) -> Row:
        """Confirm the codes that stand there (a machine's too); they are this coder's now."""
        now = self.unit(index).marks
        return self._finish(index, Marks(now.codes, True, False, now.star))

    def repeat(self, index: int, codes: frozenset[str]) -> Row:
        """Give the group these codes and no others, confirmed, as one step."""
        now = self.unit(index).marks
        return self._finish(index, Marks(codes, True, False, now.star))

    def code_all(self, indexes: Sequence[int], code_id: str, written: str) -> int:
        """Put a code on all these groups and confirm them, as one step; see `toggle`.

        `written` is the filter that found them, kept in the history. Returns the answers that
        changed.
        """
        decisions: list[Decision] = []
        for index in indexes:
            row = self.unit(index)
            codes = self.codebook.with_code(self.chosen(index), code_id)
            wanted = Marks(codes, True, False, row.marks.star)
            decisions += changes_to(row.group.answer_ids, self._own(row.group), wanted)
        self.leave()
        if not decisions:
            return 0
        changed = {decision.answer_id for decision in decisions}
        deed = Deed(
            Kind.FOUND,
            {"question": self.question.key, "query": written, "codes": [code_id]},
        )
        template = ngettext(
            "{question}: {code} put on {count} answer",
            "{question}: {code} put on {count} answers",
            len(changed),
        )
        label = template.format(
            question=self.question.key,
            code=self.codebook.find(code_id).label,
            count=len(changed),
        )
        seen = {one: marks for index in indexes for one, marks in self._own_on(index).items()}
        try:
            new = NewBatch(self.coder, label, tuple(decisions), deed=deed)
            batch = self.project.append(new, seen)
        except ChangedElsewhereError:
            self._read_again([row for index in indexes for row in self.units.members(index)])
            raise
        self._remember(decisions, batch)
        for index in indexes:
            self._renew(index)
        return len(changed)

    def saved_filters(self) -> list[str]:
        """The filters kept for this question, as typed, the latest first."""
        return self.project.saved_filters(self.question.key)

    def save_filters(self, written: Sequence[str]) -> None:
        """Keep these filters for this question, in this order, and no others."""
        self.project.save_filters(self.question.key, written)

    def set_aside(self, index: int) -> Row:
        """Put the group aside for later, or bring it back."""
        return self._flag(index, Mark.LATER, present=not self.unit(index).marks.later)

    def toggle_star(self, index: int) -> Row:
        """Star the group as a quote, or take the star off."""
        return self._flag(index, Mark.STAR, present=not self.unit(index).marks.star)

    def leave(self) -> None:
        """The coder moved on: the next change starts a new undoable step."""
        self._visit = None

    def takes_long(self, *, redo: bool = False) -> bool:
        """Would undo (or redo) take so long that a screen should not wait for it?"""
        return travelling.takes_long(self.project, self.coder, len(self.answer_ids), redo=redo)

    def undo(self) -> Step | None:
        """Take back this coder's last step, in whichever question; None when there is none."""
        self._visit = None
        batch = travelling.undo(self.project, self.coder)
        return self._after(batch) if batch else None

    def redo(self) -> Step | None:
        """Do the last undone step again; None when there is none."""
        self._visit = None
        batch = travelling.redo(self.project, self.coder)
        return self._after(batch) if batch else None

    def reload(self) -> None:
        """Read the present coding again, after bulk coding or another program's work."""
        self._codings = self._read_codings()
        self.rows = [self._row(row.group) for row in self.rows]
        self.units.forget()
        self.reviews.renew()
        self._tally = Tally(self.rows, self.units)
        self._read_notes()

    def has(self, answer_id: AnswerId) -> bool:
        """Is it an answer that is coded here?"""
        return answer_id in self._row_of

    def answers_in(self, rows: Iterable[int]) -> frozenset[AnswerId]:
        """The answers of these rows and of what is taken together with them."""
        return frozenset(answer for row in rows for answer in self.unit(row).group.answer_ids)

    def bring(self, codings: Mapping[AnswerId, Sequence[Coding]]) -> frozenset[int]:
        """Put what stands on these answers now in the place of what was read; the rows changed."""
        rows: set[int] = set()
        for answer_id, found in codings.items():
            before = self._codings.get(answer_id, ())
            if {(one.coder, one.marks) for one in found} != {(o.coder, o.marks) for o in before}:
                rows.add(self._row_of[answer_id])
            self._codings[answer_id] = list(found)
        self.reviews.read_again(codings)
        for row in rows:
            self._renew(row)
        self.written += 1
        return frozenset(rows)

    def coded(self) -> list[tuple[AnswerId, frozenset[str]]]:
        """One member of each group that a person coded, with its codes: what a model learns."""
        return [
            (row.group.answer_ids[0], row.marks.codes)
            for row in self.rows
            if row.source is Source.PERSON
        ]

    def _read_codings(self) -> dict[AnswerId, list[Coding]]:
        """What stands on each answer; who codes blind sees their own coding only."""
        only = self.coder.id if self.blind else None
        return self.project.codings(self.question.key, self.wave, only)

    def _decided_by_others(self, index: int) -> bool:
        return any(
            coding.marks.decided and coding.coder.id != self.coder.id
            for answer_id in self.unit(index).group.answer_ids
            for coding in self._codings.get(answer_id, ())
        )

    def _after(self, batch: Batch) -> Step:
        if travelling.about_codebook(batch):  # others' codings followed it too
            self.use_codebook(codebook_for(self.project, self.question))
        touched = self.project.answers_of_batch(batch.id)
        rows = sorted({self._row_of[answer] for answer in touched if answer in self._row_of})
        self._read_again(rows)
        with self.project.reading() as connection:
            noted = bool(note_store.batches_of_notes(connection, [batch.id]))
        if noted:
            self._read_notes()
        return Step(batch.label, tuple(self.units.led(rows)), noted)

    def _read_again(self, rows: Sequence[int]) -> None:
        """Bring these rows to what is stored: an undo need not read 100,000 others."""
        ids = [answer_id for row in rows for answer_id in self.rows[row].group.answer_ids]
        codings = self.project.codings_of(ids)
        for answer_id in ids:
            found = codings.get(answer_id, [])
            if self.blind:
                found = [coding for coding in found if coding.coder.id == self.coder.id]
            self._codings[answer_id] = found
        self.reviews.read_again(ids)
        for row in rows:
            self._renew(row)
        self.written += 1

    def _finish(self, index: int, wanted: Marks, taken: Taken = NO_SUGGESTION) -> Row:
        row = self._store(index, wanted, taken)
        self.leave()
        return row

    def _store(self, index: int, wanted: Marks, taken: Taken = NO_SUGGESTION) -> Row:
        group, (code_id, score) = self.unit(index).group, taken
        own = self._own(group)
        changes = changes_to(group.answer_ids, own, wanted, {code_id: score})
        if not changes:
            changes = [
                replace(again, score=score) if again.present and again.code == code_id else again
                for again in self.reviews.again(group.answer_ids, wanted)
            ]
        return self._append(index, changes, own)

    def _flag(self, index: int, mark: Mark, *, present: bool) -> Row:
        group = self.unit(index).group
        decisions = [Decision(answer_id, mark, present) for answer_id in group.answer_ids]
        return self._append(index, decisions, self._own(group))

    def _append(self, index: int, decisions: list[Decision], seen: Mapping[AnswerId, Marks]) -> Row:
        group = self.unit(index).group
        if not decisions:
            return self.unit(index)
        try:
            if self._visit and self._visit[0] == index:
                batch = self.project.extend(self._visit[1].id, decisions, seen)
            else:
                new = NewBatch(self.coder, self._label(group), tuple(decisions))
                batch = self.project.append(new, seen)
        except ChangedElsewhereError:
            self.leave()
            self._read_again(self.units.members(index))
            raise
        self._visit = (index, batch)
        self._remember(decisions, batch)
        self._renew(index)
        return self.unit(index)

    def _renew(self, index: int) -> None:
        """Bring a row, and what is taken together with it, to the codings in memory."""
        for member in self.units.members(index):
            before = self.rows[member]
            self.rows[member] = after = self._row(before.group)
            self._tally.changed(member, before, after)
        self.units.forget(index)

    def _label(self, group: AnswerGroup) -> str:
        text = " ".join(group.text.split())
        short = text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"
        template = ngettext("{text}", "{text} ({count} answers)", group.size)
        return _("{question}: {answer}").format(
            question=self.question.key, answer=template.format(text=short, count=group.size)
        )

    def _own_on(self, index: int) -> dict[AnswerId, Marks]:
        return self._own(self.unit(index).group)

    def _own(self, group: AnswerGroup) -> dict[AnswerId, Marks]:
        return {answer_id: self._own_of(answer_id) for answer_id in group.answer_ids}

    def _own_of(self, answer_id: AnswerId) -> Marks:
        for coding in self._codings.get(answer_id, ()):
            if coding.coder.id == self.coder.id:
                return coding.marks
        return NOTHING

    def _remember(self, decisions: Sequence[Decision], batch: Batch) -> None:
        """Bring the codings in memory to what was just stored."""
        own = {decision.answer_id: self._own_of(decision.answer_id) for decision in decisions}
        _changes, after = effects(own, decisions)
        alone: dict[int, list[Coding]] = {}  # identical answers share one, which nobody changes
        for answer_id, marks in after.items():
            coding = alone.get(id(marks))
            if coding is None:
                alone[id(marks)] = coding = [Coding(self.coder, marks, batch.moment)]
            before = self._codings.get(answer_id, ())
            others = [one for one in before if one.coder.id != self.coder.id]
            self._codings[answer_id] = [*others, *coding] if others else coding
        self.reviews.decided(after)
        self.written += 1

    def _row(self, group: AnswerGroup) -> Row:
        return standing_row(group, self._codings)
