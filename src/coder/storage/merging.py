"""Two copies of a project that were coded apart, brought together in one of them.

Nothing is renumbered that is there: rows are known by what they are about (names, a respondent's
wave and id, the uid of a batch or a coder), and what is new gets new ids. Batches are ordered by
their moment in every copy, so the present coding comes out the same whichever copy takes in the
other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from coder.domain.answers import AnswerId
from coder.domain.coding import NOTHING, CoderId
from coder.errors import ProjectError
from coder.i18n import _
from coder.storage.merging_coders import Who, take_coders
from coder.storage.merging_present import rebuild
from coder.storage.merging_rows import Rows
from coder.storage.present import chunks, marks_of
from coder.storage.project import Project
from coder.storage.schema import (
    answers,
    batches,
    coders,
    decisions,
    questions,
    quote_decisions,
    respondents,
    samples,
    waves,
)

# Not taken: made anew from what is (lemmas, present coding), about the file itself, or learned or
# chosen for one copy. A test holds this list against the tables that there are.
LEFT_OUT = frozenset(
    {
        "project_meta",
        "lemma_cache",
        "models",
        "model_states",
        "lookup_lists",
        "lookup_entries",
        "quote_decisions",
        "seals",
    }
)
Pair = tuple[AnswerId, CoderId]
Step = tuple[int, str, bool, str]  # our answer, mark, present, code


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands, in words that are the same in every copy."""

    question: str
    wave: str
    respondent: str


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What a merge added, and what it could not bring together.

    `touched`: answers that got decisions. `twice`: answers that one coder coded otherwise in both
    copies; the later decision counts. `other_texts`: answers whose text differs; ours stayed, and
    what was decided on the other's text was not taken. `other_values`: background values that
    differ; ours stayed. `who`: which coders were taken as one, and under what name. `quotes`:
    decisions on quotes in the other, which stay there.
    """

    added: dict[str, int]
    touched: frozenset[AnswerId]
    twice: tuple[tuple[Place, str], ...]
    other_texts: tuple[Place, ...]
    other_values: int
    who: Who
    quotes: int


def same_survey(own: Project, other: Project) -> bool:
    """Copies of one project, or half of the smaller one's answers are the other's too.

    A project without answers takes in any other: so it moves from a file to a server, or back.
    """
    if own.uid == other.uid:
        return True
    here, there = _texts(own), _texts(other)
    if not here:
        return True
    smaller = min(len(here), len(there))
    return smaller > 0 and 2 * len(here & there) >= smaller


def merge_into(own: Project, other: Project) -> MergeOutcome:
    """Takes what `other` has and `own` has not into `own`, in one transaction.

    Raises:
        ProjectError: One batch was continued differently in both copies; nothing was changed.
    """
    with other.reading() as theirs, own.writing() as ours:
        rows = Rows(ours, theirs)
        who = take_coders(rows)
        rows.take_all()
        _finish_samples(rows)
        fresh = _take_decisions(rows)
        twice = _coded_twice(rows, fresh)
        for coder_id in sorted({coder_id for _answer, coder_id in fresh}):
            rebuild(ours, coder_id)
        return _outcome(rows, who, fresh, twice)


def places_of(connection: Connection, answer_ids: Collection[int]) -> dict[int, Place]:
    """Where each answer stands."""
    query = (
        select(answers.c.id, questions.c.key, waves.c.name, respondents.c.external_id)
        .select_from(answers.join(questions).join(respondents).join(waves))
        .order_by(questions.c.key, waves.c.name, answers.c.position)
    )
    found: dict[int, Place] = {}
    for chunk in chunks(sorted(answer_ids)):
        rows = connection.execute(query.where(answers.c.id.in_(chunk)))
        found |= {row[0]: Place(*row[1:]) for row in rows}
    return found


def _texts(project: Project) -> set[tuple[str, str, str, str]]:
    query = select(
        questions.c.key, waves.c.name, respondents.c.external_id, answers.c.text
    ).select_from(answers.join(questions).join(respondents).join(waves))
    with project.reading() as connection:
        return {(row[0], row[1], row[2], row[3]) for row in connection.execute(query)}


def _finish_samples(rows: Rows) -> None:
    """A sample that was finished in either copy is finished, at the earlier moment."""
    known = samples.c.uid, samples.c.finished_at
    here = {row[0]: row[1] for row in rows.own.execute(select(*known))}
    for uid, finished in rows.other.execute(select(*known)):
        if finished is None or uid not in here:
            continue
        if here[uid] is None or finished < here[uid]:
            change = samples.update().where(samples.c.uid == uid).values(finished_at=finished)
            rows.own.execute(change)


def _take_decisions(rows: Rows) -> set[Pair]:
    """Adds the decisions that are new; gives whose, on which answers."""
    shared = set(rows.ids["answers"].values())
    stored = _stored(rows.own, shared)
    number: dict[int, int] = defaultdict(int)
    fresh: list[dict[str, Any]] = []
    for row in rows.other.execute(select(decisions).order_by(decisions.c.id)):
        values = rows.translated(decisions, row)
        if values is None:
            continue
        del values["id"]
        batch, place = values["batch_id"], number[values["batch_id"]]
        number[batch] += 1
        if place >= len(stored[batch]):
            fresh.append(values)
        elif stored[batch][place] != _step(values):
            raise _diverged(rows.own, batch)
    for chunk in chunks(fresh):
        rows.own.execute(decisions.insert(), chunk)
    rows.added["decisions"] = len(fresh)
    made_by = rows.own.execute(select(batches.c.id, batches.c.coder_id))
    coder_of = {row[0]: row[1] for row in made_by}
    return {(values["answer_id"], CoderId(coder_of[values["batch_id"]])) for values in fresh}


def _stored(connection: Connection, shared: Collection[int]) -> dict[int, list[Step]]:
    """The decisions of each batch on answers that both copies have, in their order."""
    found: dict[int, list[Step]] = defaultdict(list)
    for row in connection.execute(select(decisions).order_by(decisions.c.id)):
        if row.answer_id in shared:
            found[row.batch_id].append(_step(row._mapping))
    return found


def _step(values: Any) -> Step:
    return values["answer_id"], values["mark"], values["present"], values["code"]


def _diverged(connection: Connection, batch: int) -> ProjectError:
    query = select(coders.c.name, batches.c.at).select_from(batches.join(coders))
    name, at = connection.execute(query.where(batches.c.id == batch)).one()
    message = _("One step of {name} ({at}) went on differently in both copies; nothing was merged.")
    return ProjectError(
        message.format(name=name, at=at.astimezone().strftime("%Y-%m-%d %H:%M")),
        _("Take that step back in one of the copies and decide there again."),
    )


def _coded_twice(rows: Rows, fresh: set[Pair]) -> tuple[tuple[Place, str], ...]:
    """Answers on which one coder decided apart in both copies, with different marks."""
    mine = _only_here(rows) & fresh
    their_answer = {own: other for other, own in rows.ids["answers"].items()}
    their_coder = {own: other for other, own in rows.ids["coders"].items()}
    names = {row[0]: row[1] for row in rows.own.execute(select(coders.c.id, coders.c.name))}
    found: list[Pair] = []
    for coder_id in {coder_id for _answer, coder_id in mine}:
        on = [answer_id for answer_id, coder in mine if coder == coder_id]
        here = marks_of(rows.own, coder_id, on)
        other = CoderId(their_coder[coder_id])
        there = marks_of(rows.other, other, [AnswerId(their_answer[answer]) for answer in on])
        for answer in on:
            elsewhere = there.get(AnswerId(their_answer[answer]), NOTHING)
            if here.get(answer, NOTHING) != elsewhere:
                found.append((answer, coder_id))
    places = places_of(rows.own, {answer for answer, _coder in found})
    return tuple((places[answer], names[coder]) for answer, coder in sorted(found))


def _only_here(rows: Rows) -> set[Pair]:
    """Whose decisions on which answers the other copy did not have."""
    known = rows.other.execute(select(batches.c.uid)).scalars().all()
    own = rows.own.execute(select(batches.c.id, batches.c.uid, batches.c.coder_id)).all()
    there = set(known)
    apart = {row.id: row.coder_id for row in own if row.uid not in there}
    query = select(decisions.c.answer_id, decisions.c.batch_id).distinct()
    made = rows.own.execute(query).all()
    return {(AnswerId(row[0]), apart[row[1]]) for row in made if row[1] in apart}


def _outcome(
    rows: Rows, who: Who, fresh: set[Pair], twice: tuple[tuple[Place, str], ...]
) -> MergeOutcome:
    texts = [here.id for here, _there in rows.differing["answers"]]
    quotes = rows.other.execute(select(func.count()).select_from(quote_decisions)).scalar_one()
    return MergeOutcome(
        rows.added,
        frozenset(answer for answer, _coder in fresh),
        twice,
        tuple(places_of(rows.own, texts).values()),
        len(rows.differing["background"]),
        who,
        quotes,
    )
