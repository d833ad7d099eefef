"""What a user asks for by name: a wave, a coder, a code, groups; with help when it is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from coder.domain.answers import AnswerId, RespondentId
from coder.domain.codebook import Code, Codebook
from coder.domain.coding import Coder, CoderId
from coder.errors import CoderError
from coder.i18n import _
from coder.services.codebooks import codebook_for
from coder.storage.project import Project

_NEAR = 60  # similarity (0-100) from which "did you mean" helps
_MOST_NAMED = 12  # known names in a hint

CodesOf = Mapping[AnswerId, frozenset[str]]
GroupsOf = dict[AnswerId, tuple[str, ...]]


def find_wave(project: Project, question: str, wave: str | None) -> str:
    """The wave meant: the one given, else the latest with answers to the question.

    Raises:
        CoderError: No such question, or no answers in that wave.
    """
    project.question(question)
    known = project.waves_of(question)
    if wave is None and known:
        return known[-1]
    if wave in known:
        return str(wave)
    if wave is None:
        raise CoderError(_("Nobody answered the question {key} yet.").format(key=question))
    message = _("The question {key} has no answers in wave {wave}.").format(key=question, wave=wave)
    raise CoderError(message, hint(wave, known))


def find_coder(project: Project, name: str) -> Coder:
    """The coder of this name; capitals do not matter where the name is clear without.

    Raises:
        CoderError: Nobody of that name coded here.
    """
    coders = project.coders()
    exact = [coder for coder in coders if coder.name == name]
    alike = exact or [coder for coder in coders if coder.name.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    message = _("Nobody called {name} coded in this project.").format(name=name)
    raise CoderError(message, hint(name, [coder.name for coder in coders]))


def find_code(codebook: Codebook, code_id: str) -> Code:
    """The code or net with this id.

    Raises:
        CoderError: The codebook has none.
    """
    known = {code.id: code for code in codebook.walk()}
    if code_id in known:
        return known[code_id]
    message = _("The codebook {codebook} has no code {code}.").format(
        codebook=codebook.id, code=code_id
    )
    raise CoderError(message, hint(code_id, list(known)))


def codes_of(
    project: Project, question: str, wave: str, coder: CoderId | None = None
) -> dict[AnswerId, frozenset[str]]:
    """The codes that count on each answer, or one coder's own; uncoded answers are left out."""
    return project.codes_that_count(question, wave, coder)


def find_groups(
    project: Project,
    question: str,
    wave: str,
    by: str,
    answers: Mapping[AnswerId, RespondentId],
) -> GroupsOf:
    """The groups that each answer's respondent belongs to.

    Args:
        project: The project.
        question: The question that is counted.
        wave: Its wave.
        by: Another question that is coded in this wave (a job title with its families), or a
            background attribute. A name that is both stands for the coded question: as an
            attribute it would give a group for each spelling.
        answers: The answers to put in groups, with their respondents.

    Raises:
        CoderError: There is no such question or attribute.
    """
    others = [other.key for other in project.questions() if other.codebook_id]
    if by in others and by != question:
        codes = codes_of(project, by, wave)
        if codes:
            return _groups_by_codes(project, by, wave, codes, answers)
    attributes = [attribute.name for attribute in project.attributes()]
    if by in attributes:
        return _groups_by_attribute(project, question, wave, by, answers)
    message = _("There is no background attribute {by} to count by.").format(by=by)
    known = [*attributes, *(key for key in others if key != question and key not in attributes)]
    raise CoderError(message, hint(by, known))


def find_group(groups: GroupsOf, by: str, value: str) -> None:
    """Checks that somebody is in a group.

    Raises:
        CoderError: Nobody is; names the groups there are.
    """
    known = sorted({name for names in groups.values() for name in names})
    if value not in known:
        message = _("{by} has no group {group} here.").format(by=by, group=value)
        raise CoderError(message, hint(value, known))


def _groups_by_attribute(
    project: Project,
    question: str,
    wave: str,
    name: str,
    answers: Mapping[AnswerId, RespondentId],
) -> GroupsOf:
    typed = project.values_of(name, question, wave)
    spelling = _commonest_spellings(typed.values())
    group_of = {value: (spelling[_key(value)],) for value in set(typed.values()) if value.strip()}
    return {
        answer: group_of.get(typed.get(respondent, ""), ())
        for answer, respondent in answers.items()
    }


def _groups_by_codes(
    project: Project,
    by: str,
    wave: str,
    codes: CodesOf,
    answers: Mapping[AnswerId, RespondentId],
) -> GroupsOf:
    codebook = codebook_for(project, project.question(by))
    labels = {code.id: code.label for code in codebook.walk()}
    found: dict[RespondentId, tuple[str, ...]] = {}
    for answer, respondent in project.respondents_of(by, wave).items():
        given = sorted(codes.get(answer, ()))
        found[respondent] = tuple(labels.get(code, code) for code in given)
    return {answer: found.get(respondent, ()) for answer, respondent in answers.items()}


def _commonest_spellings(values: Iterable[str]) -> dict[str, str]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for value, times in Counter(values).items():
        spellings[_key(value)][" ".join(value.split())] += times
    return {key: counted.most_common(1)[0][0] for key, counted in spellings.items()}


def _key(value: str) -> str:
    return " ".join(value.casefold().split())


def hint(asked: str, known: Sequence[str]) -> str:
    """What somebody may have meant, and what there is."""
    from rapidfuzz import process
    from rapidfuzz.utils import default_process

    if not known:
        return _("There are none yet.")
    near = process.extractOne(asked, known, processor=default_process, score_cutoff=_NEAR)
    named = ", ".join(known[:_MOST_NAMED]) + (", …" if len(known) > _MOST_NAMED else "")
    listed = _("Known: {names}.").format(names=named)
    return _("Did you mean {name}?").format(name=near[0]) + " " + listed if near else listed
