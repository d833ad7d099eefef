"""Which encoding a text file is in: what it says itself, else what fits it."""

from __future__ import annotations

import codecs

from coder.errors import ImportFileError
from coder.i18n import _
from coder.importing.table import Trouble, refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, file: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file and the encoding that it was read in.

    Tries what the file says itself (a byte order mark), UTF-8, Windows-1252, and what
    charset-normalizer makes of it. Never ISO-8859-1 before Windows-1252: that has control
    characters where survey tools write ’ and €.

    Raises:
        ImportFileError: It is no text, or text that is broken off or mixed.
    """
    encoding = encoding or next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        raise refused(file, _("this is not a text file: it has NUL bytes"))
    if encoding is not None:
        return _as_told(data, file, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, file, error)
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return _guess(data, file)


def _as_told(data: bytes, file: str, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise refused(file, _("unknown encoding {name}").format(name=encoding)) from None
    except UnicodeDecodeError as error:
        raise _not_in(data, file, error, encoding) from error
    if "\0" in text:
        raise refused(file, _("this is not a text file: it has NUL bytes"))
    return text.removeprefix("\ufeff")


def _refuse_broken_utf8(data: bytes, file: str, error: UnicodeDecodeError) -> None:
    """UTF-8 with one bad byte is not Windows-1252: reading it so would garble every é."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    if sum(not letter.isascii() for letter in text) - wrong >= wrong:
        raise _not_in(data, file, error, "utf-8") from error


def _not_in(data: bytes, file: str, error: UnicodeDecodeError, encoding: str) -> ImportFileError:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    trouble = Trouble(file)
    if error.end >= len(data):
        trouble.add(_("the file breaks off in the middle of a letter"), line)
    else:
        text = _("byte {byte} is not {encoding}, though the rest of the file is")
        trouble.add(text.format(byte=f"0x{data[error.start]:02X}", encoding=encoding), line)
    return ImportFileError(trouble.problems, _("Save the file anew as UTF-8, and import that."))


def _guess(data: bytes, file: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise refused(file, _("the encoding of this file cannot be told"))
    return str(best), best.encoding
