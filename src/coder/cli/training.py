"""`coder train` and `coder models`: learn, keep, compare, go back, write out and take in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import progress_stages, show, show_json, show_table, tell
from coder.errors import UsageError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.domain.models import KeptModel
    from coder.services.model_comparison import ComparedFigure, Comparison
    from coder.services.models import Models

app = Commands()
FIGURE_NAMES = {
    "hit_at_1": "hit@1",
    "hit_at_3": "hit@3",
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "ece": "ECE",
}
LIVE = "live"  # what `--use` calls the model that learns along

Project = Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))]
QuestionKey = Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]


@app.command()
def train(
    project: Project,
    question: QuestionKey,
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    all_waves: Annotated[
        bool, typer.Option("--all-waves", help=_("Learn from all waves together."))
    ] = False,
    use: Annotated[
        bool, typer.Option("--use", help=_("Take suggestions from it from now on."))
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help=_("Train only: no cross-validation."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Learn from what persons coded, judge the model, and keep it."""
    from coder.bootstrap import open_workbench
    from coder.services.models import Models
    from coder.services.training import train_and_judge

    with open_workbench(project_path(project)) as workbench, progress_stages() as stage:
        shelf = Models(workbench.project, question, workbench.lemmatizer)
        kept = train_and_judge(
            workbench, question, wave, all_waves=all_waves, judge=not quick, stage=stage
        )
        if use:
            shelf.use(kept.id)
            kept = shelf.get(kept.id)
    if as_json:
        show_json(_as_json(kept, ()))
        return
    show(_trained(kept))
    if kept.run.figures:
        _show_figures(kept)
    tell(_("Kept as model {id}.").format(id=kept.id))
    if not use:
        text = _("Suggestions go on learning along; `coder models … --use {id}` takes this one.")
        tell(text.format(id=kept.id))


@app.command()
def models(
    project: Project,
    question: QuestionKey,
    compare: Annotated[
        tuple[int, int] | None, typer.Option(help=_("Two models beside each other."))
    ] = None,
    use: Annotated[
        str | None, typer.Option(help=_("Take suggestions from this model; live: learn along."))
    ] = None,
    export: Annotated[
        Path | None, typer.Option(help=_("Write a model to this file; see --model."))
    ] = None,
    model: Annotated[
        int | None, typer.Option(help=_("Which model to write; else the newest."))
    ] = None,
    load: Annotated[Path | None, typer.Option(help=_("Take a model in from a file."))] = None,
    as_json: AsJson = False,
) -> None:
    """The models of a question: list, compare, go back to one, write one out, take one in."""
    from coder.bootstrap import open_workbench
    from coder.services.models import Models

    if sum(asked is not None for asked in (compare, use, export, load)) > 1:
        raise UsageError(_("Give --compare, --use, --export or --load, one at a time."))
    writes = use is not None or load is not None
    with open_workbench(project_path(project), read_only=not writes) as workbench:
        shelf = Models(workbench.project, question, workbench.lemmatizer)
        if compare is not None:
            _show_comparison(shelf, compare, as_json=as_json)
            return
        if export is not None:
            _export(shelf, export, model)
            return
        if use is not None:
            shelf.use(_model_id(use))
        if load is not None:
            tell(_("Taken in as model {id}.").format(id=shelf.load(load).id))
        _show_models(shelf, as_json=as_json)


def _export(shelf: Models, path: Path, model: int | None) -> None:
    from coder.domain.models import ModelId
    from coder.errors import CoderError

    kept = shelf.all()
    if model is None and not kept:
        raise CoderError(
            _("There is no model yet."), _("Train one with `coder train PROJECT QUESTION`.")
        )
    chosen = ModelId(model) if model is not None else kept[0].id
    show(str(shelf.export(chosen, path)))
    tell(_("It holds words of the answers that it learned from: treat it as you treat them."))


def _model_id(typed: str) -> Any:
    if typed == LIVE:
        return None
    if not typed.isdigit():
        message = _("--use takes the number of a model, or {live}.").format(live=LIVE)
        raise UsageError(message)
    return int(typed)


def _show_models(shelf: Models, *, as_json: bool) -> None:
    kept = shelf.all()
    changes = {known.id: shelf.changes(known) for known in kept}
    if as_json:
        listed = [_as_json(known, changes[known.id]) for known in kept]
        show_json({"question": shelf.question.key, "models": listed})
        return
    if not kept:
        show(_("No models yet: suggestions learn along while you code."))
        return
    heads = ("", "id", _("trained"), _("answers"), _("codes"), "hit@1", "hit@3", "macro-F1", "ECE")
    note = _("● in use") if any(known.active for known in kept) else _("in use: learns along")
    show_table(_("Models"), heads, [_row(known) for known in kept], note)
    for known in kept:
        for change in changes[known.id]:
            tell(_("Model {id}: {change}.").format(id=known.id, change=change))


def _row(kept: KeptModel) -> tuple[object, ...]:
    return (
        "●" if kept.active else "",
        kept.id,
        f"{kept.at.astimezone():%Y-%m-%d %H:%M}",
        kept.run.n_coded,
        kept.run.n_codes,
        *(_number(kept.figure(name)) for name in ("hit_at_1", "hit_at_3", "macro_f1", "ece")),
    )


def _show_comparison(shelf: Models, ids: tuple[int, int], *, as_json: bool) -> None:
    from coder.domain.models import ModelId

    found = shelf.compare(ModelId(ids[0]), ModelId(ids[1]))
    if as_json:
        show_json(found.as_json())
        return
    heads = ("", str(ids[0]), str(ids[1]), _("difference"))
    learned = [kept.run.n_coded for kept in (found.first, found.second)]
    rows = [(_("coded answers"), *learned, f"{learned[1] - learned[0]:+}")]
    rows += [_compared(figure) for figure in found.overall]
    show_table(_("Models"), heads, rows)
    _show_codes(found, heads)
    for change in found.changes:
        tell(change)


def _show_codes(found: Comparison, heads: tuple[str, ...]) -> None:
    if found.codes:
        rows = [_compared(figure) for figure in found.codes]
        show_table(_("F1 per code"), (_("code"), *heads[1:]), rows)


def _compared(figure: ComparedFigure) -> tuple[str, str, str, str]:
    apart = figure.difference
    return (
        FIGURE_NAMES.get(figure.name, figure.name),
        _number(figure.first),
        _number(figure.second),
        "–" if apart is None else f"{apart:+.3f}",
    )


def _trained(kept: KeptModel) -> str:
    run = kept.run
    text = ngettext(
        "learned from {count} answer with {codes} codes in {seconds:.1f} s",
        "learned from {count} different answers with {codes} codes in {seconds:.1f} s",
        run.n_coded,
    )
    return text.format(count=run.n_coded, codes=run.n_codes, seconds=run.seconds)


def _show_figures(kept: KeptModel) -> None:
    rows = [
        (
            item["code"],
            item["support"],
            *(_number(item.get(name)) for name in ("precision", "recall", "f1")),
        )
        for item in kept.run.figures.get("per_code", ())
    ]
    heads = (_("code"), _("answers"), _("precision"), _("recall"), "F1")
    overall = ", ".join(
        f"{label} {_number(kept.figure(name))}" for name, label in FIGURE_NAMES.items()
    )
    show_table(_("Cross-validation"), heads, rows, overall)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _as_json(kept: KeptModel, changes: tuple[str, ...] | list[str]) -> dict[str, Any]:
    return kept.as_json() | {"changes": list(changes)}
