"""Who speaks in a quote: each respondent's title, its family, and the type of organisation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from coder.domain.answers import RespondentId, normal_form
from coder.domain.codebook import AnswersPer
from coder.domain.disclosure import (
    DEFAULT_LEAST,
    NOBODY_IN_PARTICULAR,
    Attribution,
    attribution_counts,
    rare_among,
    safe_attribution,
    safe_combination,
)
from coder.errors import CoderError
from coder.i18n import _
from coder.services.codebooks import codebook_for
from coder.services.lookups import codes_of
from coder.storage.project import Project

_FUNCTION = re.compile(r"func?ti|titel|beroep|\btitle|job", re.I)
_REST = re.compile(r"\s*(?:anders|overig|other)", re.I)
_NOBODY = normal_form(NOBODY_IN_PARTICULAR)
_ORGANISATION = re.compile(r"organi[sz]|werkgever|instelling|sector", re.I)


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of one respondent."""

    title: str = ""
    family: str = ""
    organisation: str = ""


@dataclass(slots=True)
class Speakers:
    """The respondents of one wave, and how many share a title, a family, or two things together.

    Attributes:
        function: The question or attribute that titles come from, "" when there is none.
        organisation: The attribute for the second part, "" when there is none.
        k: The fewest respondents that an attribution may point at.
    """

    function: str
    organisation: str
    k: int = DEFAULT_LEAST
    people: dict[RespondentId, Described] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    together: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 - what speakers are known by can be chosen
        cls,
        project: Project,
        wave: str,
        question: str = "",
        function: str | None = None,
        organisation: str | None = None,
        k: int = DEFAULT_LEAST,
    ) -> Speakers:
        """Reads the respondents of a wave.

        Args:
            project: The project.
            wave: The wave.
            question: The question that quotes are taken from; never the source of titles.
            function: Question or attribute with titles; None: by its name; "": none.
            organisation: Attribute with the type of organisation; likewise.
            k: The fewest respondents that an attribution may point at.

        Raises:
            CoderError: There is no such question or attribute.
        """
        function = _chosen(_sources(project, question), function, _FUNCTION)
        attributes = [attribute.name for attribute in project.attributes()]
        organisation = _chosen(attributes, organisation, _ORGANISATION)
        speakers = cls(function, organisation, k)
        speakers._read(project, wave)
        return speakers

    def describe(self, respondent: RespondentId) -> Described:
        """What is known of a respondent."""
        return self.people.get(respondent, Described())

    def attribution(self, respondent: RespondentId) -> Attribution:
        """How the respondent is called in print; never by what fewer than k share."""
        known = self.describe(respondent)
        title = safe_attribution(_capital(known.title), self.counts, _capital(known.family), self.k)
        return safe_combination(title, known.organisation, self.together, self.k)

    def shared_by(self, respondent: RespondentId, attribution: Attribution) -> int:
        """How many respondents the attribution stands for; all where it names nothing."""
        known = self.describe(respondent)
        second = " ".join(known.organisation.split())
        if second and attribution.text.endswith(f", {second}"):
            first = attribution.text.removesuffix(f", {second}")
            return self.together[normal_form(first), normal_form(second)]
        return self.counts.get(normal_form(attribution.text), 0)

    def rare_titles(self) -> frozenset[str]:
        """Titles that fewer than k gave, as a quote's own words must not hold them either."""
        return rare_among(self.counts, self.k)

    def _read(self, project: Project, wave: str) -> None:
        titles = _titles(project, wave, self.function)
        for person in project.respondents(wave):
            title, family = titles.get(person.id, ("", ""))
            if self.function and not title:
                title = person.background.get(self.function, "")
            organisation = person.background.get(self.organisation, "")
            if _REST.match(organisation):
                organisation = ""  # "Anders" tells a reader nothing
            self.people[person.id] = Described(title, family, organisation)
        known = self.people.values()
        self.counts = attribution_counts((one.title, one.family) for one in known)
        self.counts[_NOBODY] = len(self.people)
        self.together = Counter(_pairs(known))


def _pairs(people: Iterable[Described]) -> Iterable[tuple[str, str]]:
    """Title and family of each, with the organisation behind them."""
    for one in people:
        second = normal_form(one.organisation)
        names = {normal_form(one.title), normal_form(one.family), _NOBODY} - {""}
        yield from ((name, second) for name in names if second)


def _sources(project: Project, question: str) -> list[str]:
    """Where titles may come from: questions that ask for one name, then attributes."""
    asked = [
        other.key
        for other in project.questions()
        if other.key != question
        and other.codebook_id
        and codebook_for(project, other).answers is AnswersPer.ONE
    ]
    return [*asked, *(attribute.name for attribute in project.attributes())]


def _chosen(known: list[str], wanted: str | None, looks_like: re.Pattern[str]) -> str:
    if wanted is None:
        return next((name for name in known if looks_like.search(name)), "")
    if wanted and wanted not in known:
        message = _("Respondents cannot be described by {name}.").format(name=wanted)
        names = ", ".join(known) or "-"
        raise CoderError(message, _("Known: {names}.").format(names=names))
    return wanted


def _titles(project: Project, wave: str, function: str) -> dict[RespondentId, tuple[str, str]]:
    """Title and family of everybody who answered the question of titles."""
    asked = {question.key: question for question in project.questions() if question.codebook_id}
    if function not in asked or wave not in project.waves_of(function):
        return {}
    labels = {code.id: code for code in codebook_for(project, asked[function]).walk()}
    codes = codes_of(project, function, wave)
    found = {}
    for answer in project.answers(function, wave):
        code = labels.get(min(codes.get(answer.id, ()), default=""))
        family = "" if code is None or code.fallback else code.label
        found[answer.respondent_id] = (answer.text, family)
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
