"""The command `coder`. Commands live in their own modules, which load only when they are called."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from coder import __version__
from coder.cli.help import Command, Group, complaint
from coder.domain.locations import SUFFIX, Database, Location, location
from coder.errors import CoderError, CoderWarning, ExitCode
from coder.i18n import N_, _, lend_catalogue

# Name, module below coder.cli, and what it does: read by `coder --help` without loading anything.
COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("app", N_("Open a project in the app.")),
    "demo": ("demo", N_("Build the demo project, print its figures and open it.")),
    "new": ("project", N_("Make a new, empty project.")),
    "import": ("project", N_("Take answers from a csv, xlsx or sav file.")),
    "names": ("figures", N_("Names (job titles): how many, how many distinct, the list.")),
    "words": ("figures", N_("Words and word parts that recur in the answers.")),
    "counts": ("figures", N_("Respondents and mentions per code.")),
    "compare": ("comparing", N_("A question in several waves side by side.")),
    "figures": ("reporting", N_("The numbers at addresses, as a report's text names them.")),
    "report": ("reporting", N_("A report as Word, HTML and Markdown; or recount one.")),
    "chart": ("charting", N_("A bar chart of counts, waves or groups as PNG or SVG.")),
    "cloud": ("clouds", N_("A word cloud as PNG or SVG.")),
    "quotes": ("quotes", N_("Quotes per code: candidates, and what was approved.")),
    "suggest": ("suggesting", N_("Suggest codes for a file, without a project.")),
    "code": ("suggesting", N_("Code all answers by rules or model, as one undoable step.")),
    "evaluate": ("judging", N_("How good suggestions are, per code, on answers never seen.")),
    "simulate": ("judging", N_("Replay a coded file: what suggestions would have saved.")),
    "agreement": ("agreeing", N_("How far coders agree, per code and over all.")),
    "coders": ("coders", N_("Who coded in a project; or another name for a person.")),
    "sample": ("sampling", N_("Draw answers that a second coder codes blind.")),
    "train": ("training", N_("Learn from what persons coded, judge the model, and keep it.")),
    "models": ("training", N_("The models of a question: compare, go back, export, load.")),
    "lookup": ("lookup", N_("A list of your own (texts with codes) as a source of suggestions.")),
    "export": ("exporting", N_("Take codings to Excel, SPSS, R, ATLAS.ti and others.")),
    "handout": ("handing_out", N_("Copy a project for another coder, to be merged later.")),
    "merge": ("merging", N_("Take in what was coded in another copy of the project.")),
    "history": ("past", N_("Show who did what when.")),
    "backup": ("restoring", N_("Copy a project beside it.")),
    "restore": ("restoring", N_("List the backups of a project, or put one back.")),
    "lemmas": ("lemmas", N_("Lemmas of text on stdin: form, lemma, part of speech.")),
    "codebook": ("codebook", N_("Check, show or exchange a codebook.")),
    "doctor": ("doctor", N_("Versions, the Dutch in use, and the health of a project.")),
}


class LazyGroup(Group):
    """Loads a command's module when the command is called, so that help is there at once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.commands = {
            name: Command(name, help=_(help_text)) for name, (_m, help_text) in COMMANDS.items()
        }
        self.help = _(str(self.help))  # marked only where it stands: no language is known there yet
        for option in cast("list[Any]", self.params):
            option.help = _(option.help)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """The commands in the order of the work."""
        return list(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The real command in the place of its stand-in, which only knows its help."""
        name, _stand_in, rest = super().resolve_command(ctx, args)
        return name, _load(str(name)), rest


def _load(name: str) -> Any:
    module = import_module(f"coder.cli.{COMMANDS[name][0]}")
    command: Any = typer.main.get_command(module.app)
    loaded = command.commands[name] if name in getattr(command, "commands", {}) else command
    loaded.name, loaded.help = name, _(COMMANDS[name][1])  # not the docstring, for programmers
    return loaded


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=N_("Code Dutch open survey answers at the keyboard, and count them."),
)


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=N_("Show the version."))] = False,
) -> None:
    """Code Dutch open survey answers at the keyboard, and count them."""
    if version:
        sys.stdout.write(f"coder {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _start_app(context)


def _start_app(context: typer.Context) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stdout.write(context.get_help() + "\n")
        return
    from coder.cli.app import run_app

    run_app(None)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; errors become one clear line and a hint."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", CoderWarning)
        warnings.showwarning = _warn
        sys.unraisablehook = _ignore
        return _run(arguments)


def _ignore(_what: object) -> None:
    """Says nothing of errors while objects are cleared away: the error before them was told."""


def _warn(message: Warning | str, category: type[Warning], *_where: Any, **_more: Any) -> None:
    """Our own warnings as a line for the person; those of libraries are for programmers."""
    if issubclass(category, CoderWarning):
        sys.stderr.write(f"{message}\n")


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = app(args=arguments, standalone_mode=False, prog_name="coder")
    except Exception as error:  # noqa: BLE001 - one of the two edges; what happened is logged
        return _exit_code(error)
    except KeyboardInterrupt:
        return _stopped()
    return result if isinstance(result, int) else int(ExitCode.DONE)


def _exit_code(error: Exception) -> int:
    """Tell the user what happened."""
    if isinstance(error, CoderError):
        return _report(error)
    if isinstance(error, typer.TyperException):
        return _wrong_usage(error)
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        return _stopped()
    if isinstance(error, BrokenPipeError):  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.DONE)
    return _unexpected()


def _stopped() -> int:
    sys.stderr.write(_("Stopped.") + "\n")
    return 130


def _wrong_usage(error: typer.TyperException) -> int:
    sys.stderr.write(complaint(error) + "\n")
    return error.exit_code


def _report(error: CoderError) -> int:
    sys.stderr.write(error.message + "\n")
    if error.hint:
        sys.stderr.write(error.hint + "\n")
    return int(error.exit_code)


def _unexpected() -> int:
    from coder.services.logs import log_unexpected

    path = log_unexpected()
    sys.stderr.write(_("Something went wrong inside coder; nothing was changed half.") + "\n")
    if path is not None:
        sys.stderr.write(_("The details are in {file}.").format(file=path) + "\n")
    return int(ExitCode.USER_ERROR)


def main() -> None:
    """Entry point of the installed command."""
    _prefer_language()
    sys.exit(run())


def _prefer_language() -> None:
    """The interface language of the settings file counts for help texts too."""
    from coder.folders import preferred_language

    language = preferred_language()
    if language:
        os.environ.setdefault("CODER_LANGUAGE", language)
    lend_catalogue()


def project_path(value: Path) -> Location:
    """A project's path as typed; `.coder` may be left out. Or the address of a database."""
    place = location(value)
    if isinstance(place, Database) or value.exists() or not value.name:
        return place
    with_suffix = value.with_name(value.name + SUFFIX)
    return with_suffix if with_suffix.exists() else value
