"""A second coder's blind sample: how large, which answers, how far it is, and when it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from coder.domain.answers import Answer, AnswerId
from coder.domain.coding import FINAL_CODER, Coder, Source
from coder.domain.sampling import LEAST, Drawing, Sample, answers_needed, draw, interval_width
from coder.errors import CoderError, UsageError
from coder.i18n import _
from coder.services import lookups
from coder.storage import sample_store
from coder.storage.project import Project, utc_now

EXPECTED = 0.8  # the alpha that a report hopes to print
PREVALENCE = 0.2  # of a code, while nobody has coded anything
NO_VALUE = "-"  # the stratum of respondents without the attribute


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """What to draw: `size` answers, or so many that the interval is `width` wide.

    Attributes:
        question: Its key.
        coder: The name of who codes it blind; need not be known yet.
        wave: None for the latest.
        size: Answers; None: as `width` asks.
        width: Of the 95 % interval of a code's alpha; counts when there is no size.
        by: A background attribute whose values are drawn from in proportion; "" at random.
        seed: The same seed draws the same answers.
        expected: Alpha as it is expected, 0-1.
        prevalence: Share of the answers with the code that `width` is about, 0-1; None: as the
            middle one of the codes given so far.
    """

    question: str
    coder: str
    wave: str | None = None
    size: int | None = None
    width: float | None = None
    by: str = ""
    seed: int = 0
    expected: float = EXPECTED
    prevalence: float | None = None


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part that is drawn from: its answers, and how many of them are drawn."""

    name: str
    population: int
    drawn: int


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What would be drawn.

    Attributes:
        population: Answers drawn from.
        coded: Are they answers that somebody coded already (not: all answers)?
        prevalence: Of the code that `width` is about.
        width: Of the interval of that code's alpha, as it will be about.
        strata: One, without a name, when drawn at random.
        answer_ids: What is drawn, in the order of the survey file.
    """

    question: str
    wave: str
    coder: str
    seed: int
    by: str
    population: int
    coded: bool
    expected: float
    prevalence: float
    width: float
    strata: tuple[Stratum, ...]
    answer_ids: tuple[AnswerId, ...]

    @property
    def size(self) -> int:
        """Answers drawn."""
        return len(self.answer_ids)

    def as_json(self) -> dict[str, Any]:
        """For `--json`: the strata, and no ids of answers."""
        facts = asdict(self) | {"size": self.size}
        facts.pop("answer_ids")
        return facts


def plan_sample(project: Project, request: SampleRequest) -> SamplePlan:
    """Draw a sample without keeping it.

    Answers that the coder decided on already are left out: nobody can code those blind again.

    Raises:
        CoderError: No such question, wave or attribute; neither a size nor a width; nothing to
            draw from.
    """
    _check(request)
    wave = lookups.find_wave(project, request.question, request.wave)
    codings = project.codings(request.question, wave)
    seen, coded = set[AnswerId](), dict[AnswerId, frozenset[str]]()
    for answer_id, given in codings.items():
        for coding in given:
            if not coding.marks.decided or coding.coder.source is not Source.PERSON:
                continue
            if coding.coder.name == request.coder:
                seen.add(answer_id)
            elif coding.coder.name != FINAL_CODER:
                coded[answer_id] = coding.marks.codes
    free = [answer for answer in project.answers(request.question, wave) if answer.id not in seen]
    pool = [answer for answer in free if answer.id in coded] if coded else free
    if len(pool) < LEAST:
        raise CoderError(
            _("There are no answers to draw from: {coder} has decided on all of them.").format(
                coder=request.coder
            )
        )
    prevalence = request.prevalence or _middle_prevalence(coded)
    size = request.size or answers_needed(
        request.width or 0, prevalence, request.expected, len(pool)
    )
    strata = _strata(project, request, wave, pool)
    drawn = draw(strata, min(size, len(pool)), request.seed)
    chosen = {answer_id for ids in drawn.values() for answer_id in ids}
    return SamplePlan(
        request.question,
        wave,
        request.coder,
        request.seed,
        request.by,
        len(pool),
        bool(coded),
        request.expected,
        prevalence,
        interval_width(len(chosen), prevalence, request.expected, len(pool)),
        tuple(Stratum(name, len(ids), len(drawn[name])) for name, ids in strata.items()),
        tuple(answer.id for answer in pool if answer.id in chosen),
    )


def draw_sample(project: Project, request: SampleRequest) -> SamplePlan:
    """Draw a sample and keep it: from now on this coder sees these answers only, and codes alone.

    Raises:
        CoderError: As `plan_sample`, or the coder has a sample of this question in hand already.
    """
    plan = plan_sample(project, request)
    sample_store.add_sample(
        project,
        plan.question,
        plan.wave,
        project.coder(request.coder),
        drawing=Drawing(plan.by, plan.seed, plan.population),
        answer_ids=plan.answer_ids,
        at=utc_now(),
    )
    return plan


def samples_of(project: Project, question: str | None = None) -> list[Sample]:
    """All samples that were drawn, the oldest first."""
    return sample_store.samples_of(project, question)


def sample_in_hand(project: Project, question: str, wave: str, coder: Coder) -> Sample | None:
    """The sample that this coder codes blind now, None when there is none."""
    return sample_store.open_sample(project, question, wave, coder.id)


def find_open(project: Project, question: str, wave: str | None, name: str) -> Sample:
    """The sample that the coder of this name has in hand.

    Raises:
        CoderError: No such question, wave or coder, or no sample in hand.
    """
    wave = lookups.find_wave(project, question, wave)
    found = sample_in_hand(project, question, wave, lookups.find_coder(project, name))
    if found is None:
        message = _("{coder} has no sample of {question} in hand.")
        raise CoderError(message.format(coder=name, question=question))
    return found


def answers_in(project: Project, sample: Sample) -> frozenset[AnswerId]:
    """The answers of a sample."""
    return sample_store.answers_in(project, sample.id)


def finish_sample(project: Project, sample: Sample) -> None:
    """The blind coding is over: the coder sees the others' codes from now on."""
    sample_store.finish(project, sample.id, utc_now())


def _check(request: SampleRequest) -> None:
    if request.size is None and request.width is None:
        raise UsageError(
            _("How many answers? Say so, or how wide the interval of alpha may be."),
            _("For instance --n 100, or --width 0.2."),
        )
    if request.size is not None and request.size < LEAST:
        raise UsageError(_("A sample has at least {least} answers.").format(least=LEAST))
    shares = {
        "--width": request.width,
        "--expected": request.expected,
        "--prevalence": request.prevalence,
    }
    for name, value in shares.items():
        if value is not None and not 0 < value < 1:
            raise UsageError(_("{option} lies between 0 and 1.").format(option=name))


def _middle_prevalence(coded: Mapping[AnswerId, frozenset[str]]) -> float:
    """Share of the answers that the middle one of the codes in use has."""
    counts: dict[str, int] = {}
    for codes in coded.values():
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    if not counts:
        return PREVALENCE
    share = median(counts.values()) / len(coded)
    return min(max(share, 1 / len(coded)), 1 - 1 / (len(coded) + 1))


def _strata(
    project: Project, request: SampleRequest, wave: str, pool: Sequence[Answer]
) -> dict[str, list[AnswerId]]:
    if not request.by:
        return {"": [answer.id for answer in pool]}
    people = {answer.id: answer.respondent_id for answer in pool}
    groups = lookups.find_groups(project, request.question, wave, request.by, people)
    strata: dict[str, list[AnswerId]] = {}
    for answer in pool:
        group = groups.get(answer.id) or (NO_VALUE,)
        strata.setdefault(" + ".join(group), []).append(answer.id)
    return strata
