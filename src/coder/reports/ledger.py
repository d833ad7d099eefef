"""The ledger of a report: each number printed, its address, its value, and where it stands.

Kept as JSON beside the report, so that it can be asked later which numbers have changed since.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from coder.domain.addresses import parse_address
from coder.errors import CoderError
from coder.i18n import _
from coder.reports.files import write_whole

FORMAT = 1
SUFFIX = ".cijfers.json"  # rapport.docx, rapport.html → rapport.cijfers.json
_TOLERANCE = 1e-9  # of percentages: what writing and reading a decimal number may lose


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A printed number. `shown` is how it is printed, `base` the n that belongs to it."""

    address: str
    value: float
    shown: str
    base: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All numbers of one report, and what they were counted from (`made`)."""

    made: Mapping[str, Any]
    entries: tuple[LedgerEntry, ...]

    def as_json(self) -> dict[str, Any]:
        """What the file holds."""
        entries = [asdict(entry) | _plain(entry) for entry in self.entries]
        return {"ledger": FORMAT, "made": dict(self.made), "figures": entries}


def _plain(entry: LedgerEntry) -> dict[str, Any]:
    """What JSON can hold: counts as whole numbers, null for what is undefined."""
    value: float | None = entry.value
    if math.isnan(entry.value):
        value = None
    elif float(entry.value).is_integer():
        value = int(entry.value)
    return {"value": value, "places": list(entry.places)}


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A number that is counted otherwise now.

    `now` is None when it is not there any more, and `shown_now` is how it would be printed.
    """

    entry: LedgerEntry
    now: float | None
    shown_now: str = ""
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "address": self.entry.address,
            "then": _plain(self.entry)["value"],
            "now": None if self.now is None or math.isnan(self.now) else self.now,
            "places": list(self.entry.places),
            "why": self.why,
        }


@dataclass(slots=True)
class LedgerBook:
    """Collects the numbers while a report is made."""

    _entries: dict[str, LedgerEntry] = field(default_factory=dict)

    def write(self, address: str, value: float, shown: str, base: int, place: str) -> None:
        """A number is printed at a place; the same number may stand at several."""
        known = self._entries.get(address)
        places = known.places if known else ()
        if place not in places:
            places = (*places, place)
        self._entries[address] = LedgerEntry(address, value, shown, base, places)

    def entries(self) -> tuple[LedgerEntry, ...]:
        """In the order in which they were first printed."""
        return tuple(self._entries.values())


def changed_figures(
    entries: Iterable[LedgerEntry], value_of: Callable[[str], tuple[float, str]]
) -> list[ChangedFigure]:
    """The numbers that are otherwise now.

    Args:
        entries: What was printed.
        value_of: The number at an address and how it is printed; a CoderError when there is none.
    """
    changed = []
    for entry in entries:
        try:
            now, shown = value_of(entry.address)
        except CoderError as error:
            changed.append(ChangedFigure(entry, None, why=error.message))
            continue
        if not _same(now, entry.value):
            changed.append(ChangedFigure(entry, now, shown))
    return changed


def _same(now: float, then: float) -> bool:
    if math.isnan(now) or math.isnan(then):  # a coefficient that is undefined
        return math.isnan(now) and math.isnan(then)
    return math.isclose(now, then, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def ledger_path(report: Path) -> Path:
    """Where the ledger of a report lies: one for all formats of the same name."""
    return report.with_name(report.stem + SUFFIX)


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Writes the ledger.

    Raises:
        CoderError: The file cannot be written; an older one is as it was.
    """
    text = json.dumps(ledger.as_json(), ensure_ascii=False, indent=1)
    write_whole(path, (text + "\n").encode())


def read_ledger(path: Path) -> Ledger:
    """Reads a ledger.

    Raises:
        CoderError: It is not there, or no ledger, or of a later version.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = _("There is no ledger {file}: no report was made there.").format(file=path)
        raise CoderError(message, _("Make it with: coder report PROJECT")) from None
    except (OSError, ValueError, RecursionError) as error:
        raise CoderError(_("{file} cannot be read as a ledger.").format(file=path)) from error
    _check_format(data, path)
    try:
        return Ledger(data["made"], tuple(_entry(fields) for fields in data["figures"]))
    except (KeyError, TypeError, ValueError, CoderError) as error:
        raise CoderError(
            _("{file} is damaged: not every figure has its address and value.").format(file=path),
            _("Make the report anew."),
        ) from error


def _check_format(data: Any, path: Path) -> None:
    version = data.get("ledger") if isinstance(data, dict) else None
    if version == FORMAT:
        return
    if isinstance(version, int) and version > FORMAT:
        message = _("{file} was made by a later version of coder.").format(file=path)
        raise CoderError(message, _("Use that version, or make the report anew."))
    raise CoderError(_("{file} is no ledger of a report.").format(file=path))


def _entry(fields: dict[str, Any]) -> LedgerEntry:
    parse_address(fields["address"])
    return LedgerEntry(
        str(fields["address"]),
        math.nan if fields["value"] is None else float(fields["value"]),
        str(fields["shown"]),
        int(fields["base"]),
        tuple(map(str, fields["places"])),
    )
