"""A codebook file: all its problems read at once, edited in place, saved whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from coder.codebooks import edits
from coder.codebooks.checks import Checker, advice, advice_by_code
from coder.codebooks.rewriting import rewritten
from coder.codebooks.schema import validated
from coder.codebooks.yaml_tree import Tree, read_tree
from coder.domain.codebook import Code, Codebook
from coder.errors import CodebookError, CoderError, Problem
from coder.i18n import _

__all__ = ["Document", "advice", "load", "loads"]

FieldValue = str | bool | Sequence[str]

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a codebook file and what it says. An edit gives a new document.

    Edits change only the lines that they are about, so that comments, order and layout stay and a
    diff shows what was meant. Each raises a CodebookError when the result would not be a right
    codebook, and a CoderError when the file is written in a way that only a person can change.
    """

    text: str
    name: str
    codebook: Codebook
    bom: bool = False  # does the file begin with a byte order mark?

    @property
    def sha256(self) -> str:
        """Hash of the text, that tells versions apart."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def version(self) -> str:
        """The first letters of the hash, enough to show."""
        return self.sha256[:12]

    def advice(self) -> list[Problem]:
        """What would make the codebook better, with its line."""
        tree = read_tree(self.text, self.name)
        lines = _code_lines(tree)
        stem = Path(self.name).stem
        found = [
            Problem(message, self.name, lines.get(code_id))
            for code_id, message in advice_by_code(self.codebook)
        ]
        if stem != self.codebook.id and self.name.endswith((".yaml", ".yml")):
            message = _("the id of the codebook is '{id}', but its file is called '{stem}'")
            text = message.format(id=self.codebook.id, stem=stem)
            place = tree.keys["codebook",]
            found.insert(0, Problem(text, self.name, place.line, place.column))
        return found

    def relabelled(self, code_id: str, label: str) -> Document:
        """The document with another label on one code."""
        return self.with_field(code_id, "label", label)

    def with_field(self, code_id: str, key: str, value: FieldValue) -> Document:
        """The document with one field of a code set; a list is replaced as a whole."""
        stored = _tidy(value)
        text = edits.set_field(self.text, code_id, key, stored)
        return self._edited(text, _changed(self.codebook, code_id, {key: stored}))

    def with_example(self, code_id: str, example: str) -> Document:
        """The document with one example more at a code."""
        text = edits.append_item(self.text, code_id, "examples", example.strip())
        examples = (*self.codebook.find(code_id).examples, example.strip())
        return self._edited(text, _changed(self.codebook, code_id, {"examples": examples}))

    def with_code(self, code: Code, parent_id: str | None = None) -> Document:
        """The document with one code more, the last below its parent or at the top."""
        text = edits.append_code(self.text, parent_id, code)
        if parent_id is None:
            wanted = replace(self.codebook, codes=(*self.codebook.codes, code))
        else:
            codes = (*self.codebook.find(parent_id).codes, code)
            wanted = _changed(self.codebook, parent_id, {"codes": codes})
        return self._edited(text, wanted)

    def brought_to(self, wanted: Codebook) -> Document:
        """The document that says `wanted`: only the lines of codes that differ change.

        Title, question and other fields of the whole codebook cannot be changed in this way.
        """
        if wanted == self.codebook:
            return self
        return self._edited(rewritten(self.text, self.codebook, wanted), wanted)

    def with_bom(self, bom: bool) -> Document:
        """The same, for a file that begins with a byte order mark or does not."""
        return replace(self, bom=bom)

    def save(self, path: Path) -> None:
        """Writes the file in one step: after a crash the old file or the new one is there.

        Raises:
            CoderError: The file cannot be written; the old one is untouched.
        """
        self.prepared(path).put()

    def prepared(self, path: Path) -> NewFile:
        """The file written beside its place, to be put there in one step.

        Raises:
            CoderError: It cannot be written; the old one is untouched.
        """
        content = ((_BOM if self.bom else "") + self.text).encode()
        target = path.resolve()
        try:
            return NewFile(_written_beside(target, content), target)
        except OSError as error:
            raise _unwritable(path, error) from error

    def _edited(self, text: str, wanted: Codebook) -> Document:
        """The document after an edit, when that did what it should and nothing else."""
        edited = replace(loads(text, self.name), bom=self.bom)
        if edited.codebook != wanted:
            message = _("{name}: this change cannot be made without touching other codes")
            hint = _(
                "Change it in an editor; the file may use anchors (&name) and aliases (*name)."
            )
            raise CoderError(message.format(name=self.name), hint)
        return edited


def load(path: Path) -> Document:
    """Reads a codebook file.

    Raises:
        CodebookError: All that is wrong with it, with line and column.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CodebookError([Problem(_("there is no such file"), str(path))]) from None
    except IsADirectoryError:
        raise CodebookError([Problem(_("this is a folder, not a file"), str(path))]) from None
    except OSError as error:
        problem = _("the file cannot be read: {why}").format(why=error.strerror)
        raise CodebookError([Problem(problem, str(path))]) from error
    text = _decoded(content, str(path))
    document = loads(text.removeprefix(_BOM), str(path))
    return replace(document, bom=text.startswith(_BOM))


@lru_cache(maxsize=32)  # the same text is asked for again and again; reading one takes 0.3 s
def loads(text: str, name: str) -> Document:
    """Reads a codebook from its text; `name` stands before the line in messages.

    Raises:
        CodebookError: All that is wrong with it, with line and column.
    """
    tree = read_tree(text.removeprefix(_BOM), name)
    codebook, wrong_types = validated(tree, name)
    problems = [*tree.problems, *wrong_types, *Checker(tree, name).problems()]
    if problems or codebook is None:
        ordered = sorted(
            dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.column or 0)
        )
        raise CodebookError(ordered, _("Keys and rule language: see codebooks/README.md."))
    return Document(text.removeprefix(_BOM), name, codebook)


def _decoded(content: bytes, name: str) -> str:
    if b"\0" in content:
        raise CodebookError([Problem(_("this is not a text file in UTF-8"), name)])
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("a letter here is not UTF-8; save the file as UTF-8")
        raise CodebookError([Problem(message, name, line)]) from None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that was written and flushed to the disk, but does not stand in its place yet."""

    written: Path
    target: Path

    def put(self) -> None:
        """Moves it to its place.

        Raises:
            CoderError: It cannot be moved there; the old file is untouched.
        """
        try:
            self.written.replace(self.target)
        except OSError as error:
            self.drop()
            raise _unwritable(self.target, error) from error

    def drop(self) -> None:
        """Throws it away."""
        with suppress(OSError):
            self.written.unlink()


def _unwritable(path: Path, error: OSError) -> CoderError:
    message = _("{path} cannot be written: {why}")
    return CoderError(message.format(path=path, why=error.strerror))


def _written_beside(path: Path, content: bytes) -> Path:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            Path(temporary).chmod(0o644)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    return Path(temporary)


def _tidy(value: FieldValue) -> str | bool | tuple[str, ...]:
    """A value as reading it back will give it: without blanks around texts."""
    if isinstance(value, bool):
        return value
    return value.strip() if isinstance(value, str) else tuple(item.strip() for item in value)


def _code_lines(tree: Tree) -> dict[str, int]:
    return {
        node.value: tree.values[path].line
        for path, node in tree.scalars.items()
        if path[-1] == "id"
    }


def _changed(codebook: Codebook, code_id: str, fields: Mapping[str, object]) -> Codebook:
    codebook.find(code_id)
    return replace(
        codebook, codes=tuple(_changed_code(code, code_id, fields) for code in codebook.codes)
    )


def _changed_code(code: Code, code_id: str, fields: Mapping[str, object]) -> Code:
    if code.id == code_id:
        return replace(code, **fields)  # type: ignore[arg-type]
    below = tuple(_changed_code(child, code_id, fields) for child in code.codes)
    return replace(code, codes=below)
