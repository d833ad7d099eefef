"""The tables of `coder evaluate` and `coder simulate`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.cli.output import show, show_table, tell
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.evaluation import Evaluation, LearningPoint
    from coder.services.simulating import Simulation, Spread

TEXT_WIDTH = 50  # characters of an answer behind a confusion
EXAMPLES = 3  # answers shown behind each confusion


def figure(value: float | None) -> str:
    """A share with three decimals; a dash where there is nothing to say."""
    return "–" if value is None or value != value else f"{value:.3f}"  # noqa: PLR0124 - NaN


def show_evaluation(found: Evaluation, top: int, *, with_texts: bool) -> None:
    """All tables of an evaluation."""
    tell(
        _("{name}: {coded} of {rows} answers coded, {distinct} different ones").format(
            name=found.name, coded=found.coded, rows=found.rows, distinct=found.distinct
        )
    )
    heads = (_("hit@1"), _("hit@3"), _("macro-F1"), _("micro-F1"), _("ECE"))
    values = (found.hit_at_1, found.hit_at_3, found.macro_f1, found.micro_f1, found.ece)
    note = _("{folds} folds over different answers; {seconds:.1f} s").format(
        folds=found.n_folds, seconds=found.seconds
    )
    if found.agreed is not None:
        note += "; " + _("identical answers coded alike by people: {share}").format(
            share=figure(found.agreed)
        )
    show_table(_("Suggestions on answers never seen"), heads, [[figure(v) for v in values]], note)
    _show_codes(found, top)
    _show_confusions(found, top, with_texts=with_texts)
    _show_reliability(found)
    if found.curve:
        _show_curve(found.curve)
    _show_prevalence(found, top)


def _show_codes(found: Evaluation, top: int) -> None:
    heads = (
        _("code"), _("n"), _("precision"), _("recall"), _("F1"), _("kappa"), _("agreement"),
    )  # fmt: skip
    ordered = sorted(found.codes, key=lambda one: -one.support)
    rows = [
        (
            one.label or one.code,
            one.support,
            figure(one.precision),
            figure(one.recall),
            figure(one.f1),
            figure(one.kappa),
            figure(one.percent_agreement),
        )
        for one in ordered[:top]
    ]
    show_table(_("Per code, model against person"), heads, rows, _more(len(ordered), top))


def _show_confusions(found: Evaluation, top: int, *, with_texts: bool) -> None:
    heads = [_("person"), _("model"), _("n"), _("answers")]
    labels = {one.code: one.label or one.code for one in found.codes} | {"": "–"}
    rows = []
    for one in found.confusions[:top]:
        behind = [found.answers[index] for index in one.answers[:EXAMPLES]]
        said = [_short(answer.text) if with_texts else answer.ids[0] for answer in behind]
        rows.append(
            (
                labels.get(one.human, one.human),
                labels.get(one.model, one.model),
                len(one.answers),
                " · ".join(said),
            )
        )
    if rows:
        note = _more(len(found.confusions), top)
        show_table(_("Where person and model differ"), heads, rows, note)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TEXT_WIDTH else line[: TEXT_WIDTH - 1] + "…"


def _show_reliability(found: Evaluation) -> None:
    heads = (_("as sure as"), _("right"), _("answers"))
    rows = [(figure(one.sure), figure(one.right), one.n) for one in found.reliability]
    note = _("first suggestion; the closer both, the more honest the scores")
    show_table(_("Calibration"), heads, rows, note)


def _show_curve(points: Sequence[LearningPoint]) -> None:
    heads = (_("coded"), _("hit@1"), _("hit@3"), _("macro-F1"), _("seconds"))
    rows = [
        (
            p.coded,
            figure(p.hit_at_1),
            figure(p.hit_at_3),
            figure(p.macro_f1),
            figure(p.train_seconds),
        )
        for p in points
    ]
    show_table(_("Learning curve"), heads, rows, _("answers coded in an order by lot"))


def _show_prevalence(found: Evaluation, top: int) -> None:
    if found.coded == found.rows:
        return
    heads = (
        _("code"), _("found"), _("over all answers"), _("still unread"), _("found, %"),
    )  # fmt: skip
    ordered = sorted(found.prevalence, key=lambda one: -one.answers)
    rows = [
        (
            one.label or one.code,
            one.found,
            _("{best:.0f} ({low:.0f}–{high:.0f})").format(
                best=one.answers, low=one.low, high=one.high
            ),
            _("about {best:.0f} ({low:.0f}–{high:.0f})").format(
                best=one.unread, low=one.unread_low, high=one.unread_high
            ),
            "–" if one.recall is None else f"{100 * one.recall:.0f} %",
        )
        for one in ordered[:top]
    ]
    note = "; ".join(text for text in (_sample_note(found), _more(len(ordered), top)) if text)
    show_table(_("How often each code occurs (95 % interval)"), heads, rows, note)


def _sample_note(found: Evaluation) -> str:
    said = {
        "lot": _("estimated from {n} answers drawn by lot"),
        "arrival": _(
            "estimated from the first {n} answers: right if the order of arrival is by chance"
        ),
        "assumed": _(
            "estimated from all {n} coded answers: right only if these were chosen by chance"
        ),
    }
    return said.get(found.sample.value, "").format(n=found.n_sample)


def _more(count: int, top: int) -> str:
    rest = count - top
    return _("and {count} more; --top shows them").format(count=rest) if rest > 0 else ""


def show_simulations(found: Sequence[Simulation], top: int) -> None:
    """Tables of each simulation: figures as coding went on, and answers to read per code."""
    for one in found:
        tell(
            _("{name}: {distinct} different answers, {codes} codes; {seeds} readings").format(
                name=one.name, distinct=one.distinct, codes=one.codes, seeds=one.n_seeds
            )
        )
        _show_simulated_curve(one)
        _show_work(one)
        _show_reads(one, top)


def _show_simulated_curve(one: Simulation) -> None:
    heads = (_("coded"), _("hit@1"), _("hit@3"), _("macro-F1"), _("seconds"))
    rows = [
        (p.coded, _spread(p.hit_at_1), _spread(p.hit_at_3), _spread(p.macro_f1),
         _spread(p.train_seconds))
        for p in one.curve
    ]  # fmt: skip
    on = (
        _("measured on {share:.0%} of the answers that is never read").format(share=one.held_out)
        if one.held_out
        else _("measured on the answers still unread")
    )
    title = _("Reading order: {strategy}").format(strategy=one.strategy.value)
    show_table(title, heads, rows, on + "; " + _("mean ± standard deviation over readings"))


def _show_work(one: Simulation) -> None:
    if one.keys.mean is None or one.keys_by_hand.mean is None:
        return
    show(
        _(
            "Key presses for {read} answers: {keys:.0f} with suggestions, {hand:.0f} by typing "
            "({saved:.0%} saved)."
        ).format(
            read=one.read,
            keys=one.keys.mean,
            hand=one.keys_by_hand.mean,
            saved=one.keys_saved or 0,
        )
    )
    show(
        _("A retraining took {mean} s, the slowest {slowest} s.").format(
            mean=figure(one.retraining.mean), slowest=figure(one.slowest_retraining)
        )
    )


def _show_reads(one: Simulation, top: int) -> None:
    heads = (_("code"), _("answers"), _("read until 95 %"), _("found in"))
    rows = [
        (
            code.code,
            code.answers,
            "–" if code.reads.mean is None else f"{code.reads.mean:.0f} ± {code.reads.sd:.0f}",
            f"{code.found_in}/{one.n_seeds}",
        )
        for code in one.per_code[:top]
    ]
    note = _("of {read} answers read in each reading").format(read=one.read)
    more = _more(len(one.per_code), top)
    show_table(
        _("Answers read until 95 percent of a code was found"),
        heads,
        rows,
        "; ".join(filter(None, (note, more))),
    )


def _spread(value: Spread) -> str:
    return "–" if value.mean is None else f"{value.mean:.3f} ± {value.sd or 0:.3f}"
