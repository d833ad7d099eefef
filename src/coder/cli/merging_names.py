"""What a merge says of the coders' names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coder.cli.output import tell
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.merging import Who


def tell_names(who: Who) -> None:
    """Says who was taken for whom, and whose name is another one now."""
    for line in _lines(who):
        tell(line)


def _lines(who: Who) -> Iterator[str]:
    for before, now in who.renamed:
        yield _(
            "{before} is called {name} now: so they were named in the other copy, later."
        ).format(before=before, name=now)
    for here, there in who.kept:
        yield _("{name} is called {other} in the other copy; the later name stays.").format(
            name=here, other=there
        )
    for wanted, now in who.told_apart:
        yield _(
            "{name} is the name of two coders now: who took it later stands as {other}."
        ).format(name=wanted, other=now)
    for name in who.joined:
        yield _("{name} was added in both copies apart: taken as one, by the name.").format(
            name=name
        )
    for name in who.several:
        yield _("{name} is one coder here and several in the other copy: taken as one.").format(
            name=name
        )
    for name in who.kinds:
        yield _("{name} is another kind of coder there: not taken.").format(name=name)
