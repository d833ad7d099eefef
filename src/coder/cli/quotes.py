"""`coder quotes`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, tell
from coder.errors import UsageError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.quotes import Quote, QuoteDesk

app = Commands()


@app.command()
def quotes(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    code: Annotated[str | None, typer.Option(help=_("Only this code or net."))] = None,
    top: Annotated[int, typer.Option(min=1, help=_("How many quotes a code."))] = 5,
    approved: Annotated[
        bool, typer.Option("--approved", help=_("Only what may leave the desk; for outsiders."))
    ] = False,
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    function: Annotated[
        str | None, typer.Option(help=_("Question or attribute with titles; remembered."))
    ] = None,
    organisation: Annotated[
        str | None, typer.Option(help=_("Attribute with the type of organisation; remembered."))
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help=_("A file to write, .md or .csv; md or csv: here.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Quotes per code: candidates, and what was approved."""
    kind = _kind(output)
    desk = _desk(project, question, wave, function, organisation)
    listed = _listed(desk, code, top, approved=approved)
    if as_json:
        show_json(_as_json(desk, listed, approved=approved))
    elif kind:
        _write(desk, listed, str(output), kind, outsiders=approved)
    else:
        _show(desk, listed, approved=approved)


def _desk(
    project: Path,
    question: str,
    wave: str | None,
    function: str | None,
    organisation: str | None,
) -> QuoteDesk:
    from coder.bootstrap import open_for_figures

    workbench = open_for_figures(project_path(project), keeps_lemmas=True)
    return workbench.quote_desk(question, wave, function, organisation)


def _kind(output: str | None) -> str:
    """What is asked for: md, csv or "" for the terminal."""
    if output is None:
        return ""
    kind = output if output in ("md", "csv") else Path(output).suffix.removeprefix(".").lower()
    if kind not in ("md", "csv"):
        raise UsageError(
            _("Quotes cannot be written as {file}.").format(file=output),
            _("Name a file that ends in .md or .csv."),
        )
    return kind


def _listed(
    desk: QuoteDesk, code: str | None, top: int, *, approved: bool
) -> list[tuple[str, str, list[Quote]]]:
    """Code, label and quotes of each code asked for."""
    labels = {line.code: line.label for line in desk.codes()}
    if code is not None:
        labels = {code: desk.label(code)}
    asked = ((one, label, _of(desk, one, top, approved=approved)) for one, label in labels.items())
    return [one for one in asked if one[2] or code is not None or not approved]


def _of(desk: QuoteDesk, code: str, top: int, *, approved: bool) -> list[Quote]:
    if approved:
        return desk.approved(code)[:top]
    return desk.printable(code, top)


def _as_json(
    desk: QuoteDesk, listed: Sequence[tuple[str, str, list[Quote]]], *, approved: bool
) -> dict[str, Any]:
    from coder.services.quotes import as_json

    return {
        "question": desk.question,
        "wave": desk.wave,
        "least_respondents": desk.speakers.k,
        "function": desk.speakers.function,
        "organisation": desk.speakers.organisation,
        "codes": [
            {
                "code": code,
                "label": label,
                "quotes": [as_json(quote, outsiders=approved) for quote in quotes],
            }
            for code, label, quotes in listed
        ],
    }


def _write(
    desk: QuoteDesk,
    listed: Sequence[tuple[str, str, list[Quote]]],
    output: str,
    kind: str,
    *,
    outsiders: bool,
) -> None:
    from coder.services.quotes import as_csv, as_markdown, write_quotes

    codes = [(label, quotes) for _code, label, quotes in listed]
    if kind == "md":
        text = as_markdown(f"{desk.question}, {desk.wave}", codes)
    else:
        text = as_csv(codes, outsiders=outsiders)
    if output == kind:
        show(text.rstrip("\r\n"))
        return
    write_quotes(Path(output), text)
    show(output)


def _show(
    desk: QuoteDesk, listed: Sequence[tuple[str, str, list[Quote]]], *, approved: bool
) -> None:
    tell(_("{question}, wave {wave}").format(question=desk.question, wave=desk.wave))
    _tell_source(desk)
    for _code, label, quotes in listed:
        show(label)
        for quote in quotes:
            _show_quote(quote, approved=approved)
        if not quotes:
            show("  " + _("No quotes."))
        show("")
    if approved and not listed:
        tell(_("No quote was approved yet: open the quotes in the app and approve some."))
    elif not listed:
        tell(_("No answer to this question has a code yet: code some, and their words are quoted."))
    elif not approved:
        tell(_("Candidates are for the team: only approved quotes may leave (--approved)."))


def _show_quote(quote: Quote, *, approved: bool) -> None:
    from coder.services.quotes import printed, status_of

    sign = "★ " if quote.starred and not approved else "  "
    show(f"{sign}{printed(quote)}")
    if approved:
        return
    notes = [status_of(quote), quote.attribution.note, *quote.objections]
    if quote.remaining and not quote.objections:
        notes.append(_("personal data"))
    show("    " + " · ".join(filter(None, [*notes, quote.note])))


def _tell_source(desk: QuoteDesk) -> None:
    speakers = desk.speakers
    if not speakers.function:
        tell(_("No titles are known: name the question or attribute with --function."))
        return
    rule = _(
        "Titles from {function}; where fewer than {count} respondents have one, its family stands."
    )
    tell(rule.format(function=speakers.function, count=speakers.k))
