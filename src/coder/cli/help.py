"""Help, and what is said about a wrong call, in the user's language: the library knows English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from coder.i18n import N_, _

# Of the library's own texts these go through gettext, and so find our catalogue (see
# `coder.i18n.lend_catalogue`); the last two are pieces of its usage line.
LIBRARY_TEXTS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
    N_("Missing command."),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
)

Function = TypeVar("Function", bound=Callable[..., Any])


class Command(TyperCommand):
    """A command with its help in the user's language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`."""
        return _translated(super().get_help_option(ctx))


class Group(TyperGroup):
    """Commands under one name, with their help in the user's language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`."""
        return _translated(super().get_help_option(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that was called."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(_unknown_command(args[0], list(self.commands)))
        return super().resolve_command(ctx, args)


class Commands(typer.Typer):
    """Where a module's commands are declared; all look alike and complete nothing in shells."""

    def __init__(self, **options: Any) -> None:
        plain: dict[str, Any] = {"cls": Group, "add_completion": False, "rich_markup_mode": None}
        super().__init__(**(plain | options))

    def command(self, name: str | None = None, **options: Any) -> Callable[[Function], Function]:
        """Declare the function below as a command."""
        return super().command(name, **({"cls": Command} | options))


def complaint(error: typer.TyperException) -> str:
    """What is wrong with a call, and where help is.

    Args:
        error: As raised by the library, whose error classes are private: hence their names.
    """
    context, lines = getattr(error, "ctx", None), [_what_is_wrong(error)]
    if context is not None and type(error).__name__ != "NoArgsIsHelpError":  # it tells its help
        lines.append(context.get_usage())
        lines.append(_("See `{command} --help`.").format(command=context.command_path))
    return "\n".join(lines)


def _unknown_command(name: str, known: list[str]) -> str:
    text = _("There is no command {name}.").format(name=name)
    return _with_near(text, get_close_matches(name, known))


def _what_is_wrong(error: Any) -> str:
    kind = type(error).__name__
    if kind == "MissingParameter" and error.param is not None:
        return _("{what} is missing.").format(what=error.param.get_error_hint())
    if kind == "NoSuchOption":
        text = _("There is no option {name}.").format(name=error.option_name)
        return _with_near(text, error.possibilities or ())
    said = getattr(error, "format_message", None)
    return str(said() if said else error)


def _with_near(text: str, near: Sequence[str]) -> str:
    return f"{text} " + _("Did you mean {name}?").format(name=", ".join(near)) if near else text


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = (_(piece) for piece in command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, " ".join(pieces), _("Usage: "))


def _translated(help_option: Any) -> Any:
    if help_option is not None:
        help_option.help = _("Show this message and exit.")
    return help_option
