"""`coder merge`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.merging_codebooks import show_codebook
from coder.cli.merging_names import tell_names
from coder.cli.output import show, show_json, show_table, tell
from coder.domain.locations import short_name
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.services.merging import MergeReport

app = Commands()
SHOWN = 20  # rows of a list; --json has all


@app.command()
def merge(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help=_("The project that takes in the other."))
    ],
    other: Annotated[
        Path, typer.Argument(metavar="OTHER", help=_("The copy that was coded elsewhere."))
    ],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Take in what was coded in another copy of the project; merging again changes nothing."""
    from coder.services.merging import merge_projects

    place = project_path(other)
    report = merge_projects(project_path(project), place)
    if as_json:
        show_json(report.as_json())
        return
    _show_added(report, short_name(place))
    for codebook in report.codebooks:
        show_codebook(codebook)
    tell_names(report.outcome.who)
    _show_twice(report)
    _show_disagreements(report)
    _tell_left(report)


def _show_added(report: MergeReport, other: str) -> None:
    if not report.changed:
        show(_("{file} has nothing that is not here already.").format(file=other))
        return
    added = report.outcome.added
    lines = (
        (_("coders"), added["coders"]),
        (_("respondents"), added["respondents"]),
        (_("answers"), added["answers"]),
        (_("background values"), added["background"]),
        (_("steps"), added["batches"]),
        (_("decisions"), added["decisions"]),
        (_("memos"), added["memos"]),
        (_("marked words"), added["answer_parts"]),
        (_("blind samples"), added["samples"]),
    )
    show_table(_("Taken from {file}").format(file=other), (_("what"), _("added")), lines)
    if report.backup:
        tell(_("The project as it stood before: {file}").format(file=report.backup))


def _show_twice(report: MergeReport) -> None:
    twice = report.outcome.twice
    if not twice:
        return
    heads = (_("question"), _("wave"), _("respondent"), _("coder"))
    rows = [(place.question, place.wave, place.respondent, name) for place, name in twice]
    title = _("Coded in both copies by the same coder; the later decision counts")
    show_table(title, heads, rows[:SHOWN], _more(len(rows)))


def _show_disagreements(report: MergeReport) -> None:
    found = report.disagreements
    if not found:
        return
    heads = (_("question"), _("wave"), _("respondent"), _("codes"))
    rows = [
        (
            one.place.question,
            one.place.wave,
            one.place.respondent,
            "; ".join(f"{name}: {', '.join(codes) or '–'}" for name, codes in one.codes),
        )
        for one in found
    ]
    show_table(_("Coders differ here"), heads, rows[:SHOWN], _more(len(rows)))
    tell(_("How far they agree: coder agreement. Decide in the app, where coders differ."))


def _more(count: int) -> str:
    if count <= SHOWN:
        return ""
    return _("{shown} of {count}; --json has all").format(shown=SHOWN, count=count)


def _tell_left(report: MergeReport) -> None:
    """What could not be brought together."""
    done = report.outcome
    if done.other_texts:
        count = len(done.other_texts)
        message = ngettext(
            "{count} answer has another text there; ours stayed, its coding was not taken:",
            "{count} answers have another text there; ours stayed, their coding was not taken:",
            count,
        )
        tell(message.format(count=count))
        for place in done.other_texts[:SHOWN]:
            tell(f"  {place.question} · {place.wave} · {place.respondent}")
    if done.other_values:
        message = ngettext(
            "{count} background value differs there; ours stayed.",
            "{count} background values differ there; ours stayed.",
            done.other_values,
        )
        tell(message.format(count=done.other_values))
    if done.quotes:
        message = ngettext(
            "{count} decision on quotes stays there: quotes are not merged.",
            "{count} decisions on quotes stay there: quotes are not merged.",
            done.quotes,
        )
        tell(message.format(count=done.quotes))
