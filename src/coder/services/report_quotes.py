"""The quotes of a report: only those that were approved, with a safe attribution."""

from __future__ import annotations

from collections.abc import Iterator

from coder.i18n import _
from coder.reports.chapters import Part
from coder.reports.documents import Block, Remark
from coder.services.report_context import ReportContext


def quotes_blocks(context: ReportContext, part: Part, wave: str) -> Iterator[Block]:  # noqa: ARG001
    """The approved quotes per code."""
    if not context.outsiders:
        yield Remark(_("No quotes were approved yet."))
