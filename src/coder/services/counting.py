"""Counts and cross-tables of a project; what was read is kept until something was decided."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from coder.domain.answers import AnswerId, RespondentId
from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.count_lines import tree_of
from coder.domain.counting import CountingTerms, CountTable, count_codes
from coder.domain.crossing import UNKNOWN, CrossTable, cross_codes, rare_groups, tally_groups
from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.services import lookups
from coder.services.codebooks import codebook_for
from coder.services.collecting import collector_paused
from coder.storage.project import Project

if TYPE_CHECKING:
    from coder.reports.association import GroupTest

_MOST_NAMED = 5  # respondents named in a message

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class CountOptions:
    """How counts are made.

    Attributes:
        at_least: Codes of fewer respondents are taken together under the rest.
        weight: The background attribute with each respondent's weight; "" for none.
        smallest: In cross-tables counts from 1 to below this are kept back.
        smallest_group: In cross-tables smaller groups are taken together in one column.
    """

    at_least: int = 0
    weight: str = ""
    smallest: int = 0
    smallest_group: int = 0


PLAIN = CountOptions()


class Counting:
    """Counts one project; safe to call again and again while somebody codes in it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._kept: dict[Hashable, Any] = {}
        self._stamp: tuple[int, int] | None = None

    @collector_paused()
    def counts(
        self, question: str, wave: str | None, coder: str | None, options: CountOptions = PLAIN
    ) -> CountTable:
        """See `Results.counts`."""
        wave = lookups.find_wave(self.project, question, wave)
        codebook = codebook_for(self.project, self.project.question(question))
        codes, answers = self._read(question, wave, coder)
        terms = self._terms(question, wave, answers, options)
        return count_codes(codebook, codes, answers, question, wave, terms=terms)

    @collector_paused()
    def crossed(
        self,
        question: str,
        by: str,
        wave: str | None,
        coder: str | None,
        options: CountOptions = PLAIN,
    ) -> CrossTable:
        """See `Results.crossed`."""
        wave = lookups.find_wave(self.project, question, wave)
        codebook = codebook_for(self.project, self.project.question(question))
        codes, answers = self._read(question, wave, coder)
        groups = self.groups(question, by, wave)
        terms = self._terms(question, wave, answers, options)
        total = count_codes(codebook, codes, answers, question, wave, terms=terms)
        cross = cross_codes(
            codebook,
            codes,
            groups,
            total,
            by,
            terms=terms,
            smallest_group=options.smallest_group,
            group_rest=lambda count: _("other ({count} groups)").format(count=count),
        )
        return cross.without_small_cells(options.smallest)

    @collector_paused()
    def tested(
        self,
        question: str,
        by: str,
        wave: str | None,
        coder: str | None,
        smallest_group: int = 0,
    ) -> GroupTest:
        """See `Results.tested`."""
        from coder.reports.association import compare_groups  # scipy

        wave = lookups.find_wave(self.project, question, wave)
        codebook = self.codebook(question)
        codes, _answers = self._read(question, wave, coder)
        groups = self.groups(question, by, wave)
        tallies = tally_groups(codes, groups, rare=rare_groups(groups, smallest_group))
        tallies.pop(UNKNOWN, None)
        return compare_groups(
            tree_of(codebook, *tallies.values()),
            tallies,
            several=codebook.answers is AnswersPer.MANY,
            overlap=any(len(values) > 1 for values in groups.values()),
        )

    def groups(self, question: str, by: str, wave: str) -> lookups.GroupsOf:
        """The groups that each answer's respondent belongs to; see `lookups.find_groups`."""
        answers = self._answers(question, wave)
        return self._keep(
            ("groups", question, by, wave),
            lambda: lookups.find_groups(self.project, question, wave, by, answers),
        )

    def small_groups(self, question: str, by: str, wave: str, smallest: int) -> frozenset[str]:
        """The groups that are taken together when they have fewer respondents."""
        return rare_groups(self.groups(question, by, wave), smallest)

    def codes(self, question: str, wave: str, coder: str | None = None) -> lookups.CodesOf:
        """The codes that count on each answer, or one coder's own."""
        chosen = lookups.find_coder(self.project, coder).id if coder is not None else None
        return self._keep(
            ("codes", question, wave, chosen),
            lambda: lookups.codes_of(self.project, question, wave, chosen),
        )

    def codebook(self, question: str) -> Codebook:
        """The codebook of a question."""
        return codebook_for(self.project, self.project.question(question))

    def answers(self, question: str, wave: str) -> Mapping[AnswerId, RespondentId]:
        """The answers of a question in a wave with their respondents."""
        return self._answers(question, wave)

    def _read(
        self, question: str, wave: str, coder: str | None
    ) -> tuple[lookups.CodesOf, Mapping[AnswerId, RespondentId]]:
        return self.codes(question, wave, coder), self._answers(question, wave)

    def _answers(self, question: str, wave: str) -> Mapping[AnswerId, RespondentId]:
        return self._keep(
            ("answers", question, wave), lambda: self.project.respondents_of(question, wave)
        )

    def _keep(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """What was read before, unless an answer or a decision came since."""
        stamp = self.project.stamp()
        if stamp != self._stamp:
            self._kept, self._stamp = {}, stamp
        kept = self._kept
        if key not in kept:
            kept[key] = read()
        found: Value = kept[key]
        return found

    def _terms(
        self,
        question: str,
        wave: str,
        answers: Mapping[AnswerId, RespondentId],
        options: CountOptions,
    ) -> CountingTerms:
        weights = None
        if options.weight:
            weights = weights_of(self.project, question, wave, options.weight, answers)
        return CountingTerms(options.at_least, _("Other"), weights, options.weight)


def weights_of(
    project: Project,
    question: str,
    wave: str,
    attribute: str,
    answers: Mapping[AnswerId, RespondentId],
) -> dict[AnswerId, float]:
    """The weight of each answer's respondent, from a background attribute.

    Raises:
        CoderError: No such attribute, or somebody has no weight of 0 or more.
    """
    known = [found.name for found in project.attributes()]
    if attribute not in known:
        message = _("There is no background attribute {name} with weights.").format(name=attribute)
        raise CoderError(message, lookups.hint(attribute, known))
    typed = project.values_of(attribute, question, wave)
    weights = {answer: _weight(typed.get(person, "")) for answer, person in answers.items()}
    wrong = [answers[answer] for answer, weight in weights.items() if weight is None]
    if wrong:
        raise CoderError(
            ngettext(
                "{count} respondent has no weight in {attribute}: {names}.",
                "{count} respondents have no weight in {attribute}: {names}.",
                len(wrong),
            ).format(
                count=len(wrong), attribute=attribute, names=_named(project, wave, set(wrong))
            ),
            _("A weight is a number of 0 or more, such as 0,85. Import the column again."),
        )
    if not any(weights.values()):
        raise CoderError(_("All weights in {attribute} are 0.").format(attribute=attribute))
    return {answer: weight for answer, weight in weights.items() if weight is not None}


def _weight(text: str) -> float | None:
    try:
        weight = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return weight if weight >= 0 and math.isfinite(weight) else None


def _named(project: Project, wave: str, wanted: set[RespondentId]) -> str:
    ids = [person.external_id for person in project.respondents(wave) if person.id in wanted]
    return ", ".join(ids[:_MOST_NAMED]) + (", …" if len(ids) > _MOST_NAMED else "")
