"""Progress, models and reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coder.domain.coding import Mark
from coder.domain.filter_words import DUTCH, ENGLISH, Field
from coder.domain.filters import Filter, Order
from coder.domain.queues import Queue
from coder.domain.suggestions import Reason, ReasonKind
from coder.errors import CoderError, ProjectLockedError, ProjectUnreachableError
from coder.i18n import _, ngettext
from coder.tui.signs import STAR, status_name
from coder.tui.text import joined, one_line

if TYPE_CHECKING:
    from coder.services.tally import Progress

MOST_OTHERS = 3  # names on the progress line


def reasons(given: Sequence[Reason], answer: str) -> str:
    """Why a code is suggested, on one line: the words that a rule matched, or that weighed."""
    by_kind: dict[ReasonKind, list[str]] = {}
    for reason in given:
        by_kind.setdefault(reason.kind, []).append(_words(reason, answer))
    said = {
        ReasonKind.RULE: _("rule: {words}"),
        ReasonKind.WORDS: _("learned: {words}"),
        ReasonKind.CODEBOOK: _("like the codebook: {words}"),
        ReasonKind.LOOKUP: _("in your list: {words}"),
        ReasonKind.FALLBACK: _("nothing else fits"),
        ReasonKind.NEAREST: _("coded so: {words}"),
    }
    parts = [
        said[kind].format(words=", ".join(dict.fromkeys(words))) for kind, words in by_kind.items()
    ]
    return joined(*parts)


def rules(given: Sequence[Reason]) -> list[str]:
    """The rules that matched, as the codebook has them."""
    return [one_line(reason.text) for reason in given if reason.kind is ReasonKind.RULE]


def _words(reason: Reason, answer: str) -> str:
    if reason.kind is not ReasonKind.RULE or not reason.spans:
        return one_line(reason.text)
    found = dict.fromkeys(one_line(answer[start:end]) for start, end in reason.spans)
    return ", ".join(f"“{words}”" for words in found)


def model_name(learned_from: int, model: int | None = None) -> str:
    """Which model the suggestions come from."""
    if model is not None:
        return _("model {id}, learned from {count}").format(id=model, count=learned_from)
    if not learned_from:
        return _("rules + codebook")
    return _("learned from {count}").format(count=learned_from)


def progress_long(progress: Progress, seconds: float | None, left: int) -> str:
    """How far, how fast and what is left, for a wide screen."""
    coded = _("{coded} of {answers} answers coded").format(
        coded=progress.coded_answers, answers=progress.answers
    )
    return joined(coded, _percent(progress), _pace_long(seconds), _left_long(left, seconds))


def progress_short(progress: Progress, seconds: float | None, left: int) -> str:
    """The same for a narrow screen."""
    pace = _("{seconds:.0f} s").format(seconds=seconds) if seconds is not None else ""
    left_over = _("{count} left").format(count=left)
    if seconds is not None and left:
        left_over = _("{count} left, {minutes} min").format(
            count=left, minutes=_minutes(left, seconds)
        )
    return joined(
        f"{progress.coded_answers}/{progress.answers}", _percent(progress), pace, left_over
    )


def others_long(counts: Mapping[str, int]) -> str:
    """Who else coded how many answers, for a wide screen: those who coded most."""
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{name} {count}" for name, count in most[:MOST_OTHERS]]
    more = len(most) - MOST_OTHERS
    if more > 0:
        named.append(ngettext("{count} other", "{count} others", more).format(count=more))
    return joined(*named)


def others_short(counts: Mapping[str, int]) -> str:
    """The same for a narrow screen."""
    if len(counts) < 2:
        return others_long(counts)
    return ngettext("{count} other coder", "{count} other coders", len(counts)).format(
        count=len(counts)
    )


def unstored(count: int, trouble: CoderError | None) -> str:
    """What the banner says while decisions wait to be stored."""
    if isinstance(trouble, ProjectLockedError | ProjectUnreachableError):
        return ngettext(
            "{count} decision waits, and is stored by itself as soon as that can be.",
            "{count} decisions wait, and are stored by themselves as soon as that can be.",
            count,
        ).format(count=count)
    return ngettext(
        "{count} decision is not stored. Make room, then press ctrl+s to store it.",
        "{count} decisions are not stored. Make room, then press ctrl+s to store them.",
        count,
    ).format(count=count)


def share(progress: Progress) -> float:
    """Share of the answers that a person decided on, 0-1."""
    return progress.coded_answers / progress.answers if progress.answers else 0.0


def order_name(order: Order | Queue) -> str:
    """The order in words."""
    return {
        Order.ARRIVAL: _("as in the file"),
        Order.TEXT: _("by text"),
        Order.SIZE: _("largest first"),
        Order.STATUS: _("open first"),
        Order.LENGTH: _("shortest first"),
        Queue.ARRIVAL: _("as in the file"),
        Queue.BALANCED: _("what teaches most"),
        Queue.UNCERTAIN: _("doubtful first"),
        Queue.SURE: _("surest first"),
        Queue.RARE: _("rare codes first"),
        Queue.VARIED: _("varied"),
        Queue.ALIKE: _("alike together"),
        Queue.RANDOM: _("by lot"),
    }[order]


def filter_name(chosen: Filter, code_label: str = "") -> str:
    """The filter in words, empty when it lets everything through."""
    return joined(
        ", ".join(status_name(status) for status in sorted(chosen.status)),
        f"{STAR}" if chosen.starred else "",
        code_label,
        f"“{one_line(chosen.text)}”" if chosen.text else "",
        one_line(chosen.written),
    )


def mark_name(mark: Mark) -> str:
    """What a decision that is no code says."""
    return {
        Mark.CODE: _("code"),
        Mark.DONE: _("confirmed"),
        Mark.LATER: _("later"),
        Mark.STAR: _("star"),
    }[mark]


def field_meaning(asked: Field) -> str:
    """What a field of the filter asks, in a few words."""
    return {
        Field.TEXT: _("words of the answer; the last may go on"),
        Field.CODE: _("a code or net that stands on it"),
        Field.STATUS: _("where it stands"),
        Field.CODER: _("a person or machine that decided on it"),
        Field.WAVE: _("when it was given"),
        Field.MEMO: _("words of a memo"),
        Field.RESPONDENT: _("the id in the survey file"),
    }[asked]


def filter_words_language() -> int:
    """In which language the filter's words are offered; both are understood."""
    # Translators: the language of the words of the filter: "en" or "nl".
    return DUTCH if _("en") == "nl" else ENGLISH


def list_title(count: int, chosen: Filter, order: Order | Queue, code_label: str = "") -> str:
    """What the list shows."""
    groups = ngettext("{count} answer", "{count} different answers", count).format(count=count)
    if isinstance(order, Queue):  # first, so that a small screen shows it
        return joined(order_name(order), groups, filter_name(chosen, code_label))
    return joined(groups, filter_name(chosen, code_label), order_name(order))


def asides_title(count: int) -> str:
    """What the list shows while only what is set aside is gone through."""
    return ngettext("{count} answer set aside", "{count} answers set aside", count).format(
        count=count
    )


def _percent(progress: Progress) -> str:
    percent = int(100 * share(progress))  # rounded down: 100% means that nothing is left
    return f"{percent}%" if percent or not progress.coded_answers else "<1%"


def _minutes(left: int, seconds: float) -> int:
    return max(1, round(left * seconds / 60))


def _pace_long(seconds: float | None) -> str:
    return "" if seconds is None else _("{seconds:.0f} s each").format(seconds=seconds)


def _left_long(left: int, seconds: float | None) -> str:
    if not left:
        return _("all decided")
    count = ngettext("{count} to decide", "{count} to decide", left).format(count=left)
    if seconds is None:
        return count
    minutes = _minutes(left, seconds)
    return _("{count}, about {minutes} min").format(count=count, minutes=minutes)
