"""By what a coder is known in every copy of a project: an id, whatever the name becomes."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from coder.domain.coding import FIXED_NAMES, Source

# Never to be changed, nor how ids are made of it: copies are brought up to date at any time.
_NAMESPACE = UUID("6a4f0a3e-52a1-4d0c-9a61-0d6c0b7f3f55")
_SEPARATOR = "\x1f"  # stands in no name


def new_uid(name: str, source: Source) -> UUID:
    """The id of a coder who is added now; of a machine, or the final word, everywhere the same."""
    return _fixed_uid(name, source) if is_fixed(name, source) else uuid4()


def old_uid(project: str, name: str, source: str) -> UUID:
    """The id of a coder of before there were ids: copies of a project agree on it.

    Args:
        project: The project's own id, "" where none can be read.
        name: The coder's name.
        source: What kind of coder, as stored.
    """
    if is_fixed(name, source):
        return _fixed_uid(name, source)
    return uuid5(_NAMESPACE, _SEPARATOR.join((project, source, name)))


def is_fixed(name: str, source: str) -> bool:
    """Is the name one that the program itself gave? It never changes."""
    return source != Source.PERSON or name in FIXED_NAMES


def _fixed_uid(name: str, source: str) -> UUID:
    return uuid5(_NAMESPACE, _SEPARATOR.join(("", source, name)))
