"""Bringing two copies of a project together after they were coded apart."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from coder.domain.coding import FINAL_CODER, Source
from coder.domain.locations import Location
from coder.errors import CoderError
from coder.i18n import _
from coder.services.merging_codebooks import CodebookMerge, merge_codebook_files
from coder.storage.backups import Why, back_up_project
from coder.storage.merging import MergeOutcome, Place, merge_into, places_of, same_survey
from coder.storage.merging_coders import Who
from coder.storage.project import Project

__all__ = ["Disagreement", "MergeReport", "Who", "merge_projects"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An answer that persons coded differently; `codes` by coder, sorted."""

    place: Place
    codes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did. `codebooks`: those whose text differed, and what became of each."""

    outcome: MergeOutcome
    disagreements: tuple[Disagreement, ...]
    codebooks: tuple[CodebookMerge, ...]
    backup: Path | None

    @property
    def changed(self) -> bool:
        """Did the other copy have anything new?

        A text of a codebook that it kept since, and that came in already, is nothing new.
        """
        added = (n for name, n in self.outcome.added.items() if name != "codebook_versions")
        renamed = bool(self.outcome.who.renamed)
        return any(added) or renamed or any(one.changes for one in self.codebooks)

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        done = self.outcome
        return {
            "added": done.added,
            "coded_twice": [{**_place(place), "coder": name} for place, name in done.twice],
            "disagreements": [
                {**_place(one.place), "codes": {name: list(codes) for name, codes in one.codes}}
                for one in self.disagreements
            ],
            "other_texts": [_place(place) for place in done.other_texts],
            "other_background_values": done.other_values,
            "other_kinds_of_coder": list(done.who.kinds),
            "coders": _coders(done.who),
            "codebooks": [_codebook(one) for one in self.codebooks],
            "quote_decisions_left": done.quotes,
            "backup": str(self.backup) if self.backup else None,
        }


def merge_projects(project: Location, other: Location) -> MergeReport:
    """Take what the other copy has and this one has not; the other is only read.

    Raises:
        CoderError: They are one file, or another survey; nothing was changed.
        ProjectError: One of them cannot be opened, or one step differs in both; nothing was
            changed.
    """
    with Project.open(project) as own, Project.open(other, read_only=True) as theirs:
        _check(own, theirs)
        backup = back_up_project(project, Why.MERGE)
        # First: what both grew from is known as long as their versions are not one list yet.
        codebooks = merge_codebook_files(own, theirs)
        outcome = merge_into(own, theirs)
        found = _disagreements(own, outcome)
    return MergeReport(outcome, tuple(found), tuple(codebooks), backup.path if backup else None)


def _check(own: Project, other: Project) -> None:
    if _are_one(own.place, other.place):
        raise CoderError(
            _("{file} cannot be merged with itself.").format(file=own.place),
            _("Name the copy that somebody else coded."),
        )
    if not same_survey(own, other):
        message = _(
            "{other} is of another survey than {file}: less than half of the answers agree."
        )
        raise CoderError(
            message.format(other=other.place, file=own.place),
            _("Nothing was changed; a wave more is taken in with `coder import`."),
        )


def _are_one(own: Location, other: Location) -> bool:
    if isinstance(own, Path) and isinstance(other, Path):
        return own.samefile(other)
    return own == other


def _disagreements(project: Project, outcome: MergeOutcome) -> list[Disagreement]:
    """Answers that got decisions, where persons differ and no final word was spoken."""
    differing: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for answer_id, codings in project.codings_of(outcome.touched).items():
        persons = [
            coding
            for coding in codings
            if coding.coder.source is Source.PERSON and coding.marks.decided
        ]
        names = {coding.coder.name for coding in persons}
        if FINAL_CODER not in names and len({coding.marks.codes for coding in persons}) > 1:
            given = [(one.coder.name, tuple(sorted(one.marks.codes))) for one in persons]
            differing[answer_id] = tuple(sorted(given))
    with project.reading() as connection:
        places = places_of(connection, differing)
    return [Disagreement(places[one], differing[one]) for one in places]


def _codebook(merged: CodebookMerge) -> dict[str, object]:
    return {
        "id": merged.codebook,
        "file": str(merged.file) if merged.file else None,
        "changes": [
            {"what": part.what, "code": part.code, "field": part.field} for part in merged.changes
        ],
        "clashes": [asdict(part) for part in merged.clashes],
        "why_not": merged.why_not,
    }


def _coders(who: Who) -> dict[str, object]:
    return {
        "renamed": [{"from": before, "to": now} for before, now in who.renamed],
        "other_names": [{"here": here, "there": there} for here, there in who.kept],
        "told_apart": [{"name": name, "stands_as": now} for name, now in who.told_apart],
        "one_by_name": list(who.joined),
        "several_there": list(who.several),
    }


def _place(place: Place) -> dict[str, str]:
    return {"question": place.question, "wave": place.wave, "respondent": place.respondent}
