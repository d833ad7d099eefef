"""The command `coder`. Commands live in their own modules, which load only when they are called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import click
import typer
from typer.core import TyperGroup

from coder import __version__
from coder.errors import CoderError, ExitCode
from coder.i18n import _

# Name, module below coder.cli, and what it does: read by `coder --help` without loading anything.
COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("app", "Open a project in the app."),
    "demo": ("demo", "Build the demo project, print its figures and open it."),
    "new": ("project", "Make a new, empty project."),
    "import": ("project", "Take answers from a csv, xlsx or sav file."),
    "names": ("figures", "Names (job titles): how many, how many distinct, the list."),
    "words": ("figures", "Words and word parts that recur in the answers."),
    "counts": ("figures", "Respondents and mentions per code."),
    "cloud": ("figures", "A word cloud as PNG or SVG."),
    "suggest": ("suggesting", "Suggest codes for a file, without a project."),
    "code": ("suggesting", "Code all answers by rules or model, as one undoable step."),
    "lemmas": ("lemmas", "Lemmas of text on stdin: form, lemma, part of speech."),
    "codebook": ("codebook", "Check, format or show a codebook."),
    "doctor": ("doctor", "Versions, the Dutch in use, and the health of a project."),
}


class LazyGroup(TyperGroup):
    """Loads a command's module when the command is called, so that help is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, a stand-in that knows its help when only help is asked."""
        if cmd_name not in COMMANDS:
            return None
        module_name, help_text = COMMANDS[cmd_name]
        if _only_listing():
            return click.Command(cmd_name, help=_(help_text), short_help=_(help_text))
        module = import_module(f"coder.cli.{module_name}")
        command: Any = typer.main.get_command(module.app)
        if isinstance(command, click.Group) and cmd_name in command.commands:
            command = command.commands[cmd_name]
        command.name = cmd_name
        return command  # type: ignore[no-any-return]


def _only_listing() -> bool:
    arguments = [item for item in sys.argv[1:] if not item.startswith("-")]
    return not arguments


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("Code Dutch open survey answers at the keyboard, and count them."),
)


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_("Show the version."))] = False,
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
    try:
        result = app(args=arguments, standalone_mode=False, prog_name="coder")
        return result if isinstance(result, int) else ExitCode.DONE
    except CoderError as error:
        return _report(error)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write(_("Stopped.") + "\n")
        return 130
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception:  # noqa: BLE001 - one of the two edges; what happened is logged
        return _unexpected()


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


def project_path(value: Path) -> Path:
    """A project's path as typed; `.coder` may be left out."""
    with_suffix = value.with_name(value.name + ".coder")
    return with_suffix if not value.exists() and with_suffix.exists() else value
