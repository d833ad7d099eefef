"""A codebook file in the customary layout: order of keys, indentation, one blank line a code.

What it says and every comment stay; a file in which that cannot be kept is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from coder.codebooks.document import Document, loads
from coder.codebooks.schema import CODE_KEYS, CODEBOOK_KEYS
from coder.errors import CoderError
from coder.i18n import _

WIDTH = 120  # letters; longer texts are folded by whoever writes them, never here
_COMMENT = re.compile(r"(?:^|\s)#[^\n]*")


def formatted(document: Document) -> Document:
    """The document in the customary layout; itself when it is so already.

    Raises:
        CoderError: It uses something that cannot be laid out anew without a loss.
    """
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 1_000_000  # a long pattern stays on its line
    try:
        tree = yaml.load(document.text)
        _order(tree, CODEBOOK_KEYS)
        out = StringIO()
        yaml.dump(tree, out)
    except YAMLError as error:
        raise _refused(document) from error
    text = _spaced(out.getvalue())
    laid_out = loads(text, document.name).with_bom(document.bom)
    same = laid_out.codebook == document.codebook
    if not same or _comments(text) != _comments(document.text):
        raise _refused(document)
    return laid_out


def _order(mapping: Any, keys: tuple[str, ...]) -> None:
    """Puts the keys of a mapping, and of the codes below it, in their customary order."""
    if not isinstance(mapping, CommentedMap):
        return
    present = list(mapping)
    wanted = sorted(present, key=keys.index)
    if present != wanted:
        for key in wanted:
            mapping.move_to_end(key)
    for code in mapping.get("codes") or ():
        _order(code, CODE_KEYS)


def _spaced(text: str) -> str:
    """No blanks at line ends, no two blank lines together, one line end at the end."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip("\n") + "\n"


def _comments(text: str) -> Counter[str]:
    return Counter(found.strip() for found in _COMMENT.findall(text))


def _refused(document: Document) -> CoderError:
    message = _("{name} cannot be laid out anew without a loss; it was left as it is.")
    return CoderError(message.format(name=document.name))
