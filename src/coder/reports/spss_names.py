"""Names and labels that SPSS takes.

Source: IBM SPSS Statistics Command Syntax Reference, "Variable Names", "VARIABLE LABELS" and
"VALUE LABELS": a name holds at most 64 bytes, begins with a letter or @, goes on with letters,
digits and . _ $ # @, does not end with a period, is unique whatever its case and is no reserved
word (one that ends with _ clashes with names SPSS makes itself); a variable label holds at most 256
bytes, a value label 120, a file label 64.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NAME_BYTES = 64
LABEL_BYTES = 256
VALUE_LABEL_BYTES = 120
FILE_LABEL_BYTES = 64

RESERVED = frozenset(
    ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
)

_NOT_IN_NAMES = re.compile(r"[^\w.$#@]+")
_FIRST = re.compile(r"[^\W\d_]|@")


def legal_names(names: Iterable[str]) -> list[str]:
    """A legal and unique name for each, itself where it can be.

    >>> legal_names(["zorgen_geld", "2e vraag", "ALL", "Zorgen_Geld"])
    ['zorgen_geld', 'v_2e_vraag', 'ALL_v', 'Zorgen_Geld_2']
    """
    used: set[str] = set()
    found = []
    for name in names:
        legal = _legal(name)
        unique, number = legal, 2
        while unique.casefold() in used:
            ending = f"_{number}"
            unique, number = cut(legal, NAME_BYTES - len(ending), "") + ending, number + 1
        used.add(unique.casefold())
        found.append(unique)
    return found


def cut(text: str, most_bytes: int, ending: str = "…") -> str:
    """The text in at most so many bytes of UTF-8, no letter cut in two; `ending` marks a cut.

    >>> cut("coördinator", 6), cut("coördinator", 6, "")
    ('co…', 'coörd')
    """
    encoded = text.encode()
    if len(encoded) <= most_bytes:
        return text
    room = max(most_bytes - len(ending.encode()), 0)
    return encoded[:room].decode(errors="ignore").rstrip() + ending


def one_line(text: str) -> str:
    """A label on one line, without marks that a program might run as a command.

    >>> one_line("Waarover\\n maak je\\tje zorgen?")
    'Waarover maak je je zorgen?'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _legal(name: str) -> str:
    plain = _NOT_IN_NAMES.sub("_", name)
    if not _FIRST.match(plain):
        plain = f"v_{plain}"
    plain = cut(plain, NAME_BYTES, "").rstrip("._")
    return f"{plain}_v" if plain.casefold() in RESERVED else plain
