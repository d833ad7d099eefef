"""Progress is kept up as rows change; it says what counting anew would."""

from __future__ import annotations

from coder.domain.coding import Source
from coder.services.coding import CodingSession
from coder.services.workbench import Workbench


def counted(session: CodingSession) -> tuple[int, int]:
    coded = [row for row in session.rows if row.source is Source.PERSON]
    return sum(row.group.size for row in coded), len(coded)


def test_progress_follows_every_change_and_its_undoing(workbench: Workbench) -> None:
    session = workbench.session("zorgen")
    changes = [
        lambda: session.accept(0, "werkdruk"),
        lambda: session.toggle(1, "personeel"),
        lambda: session.toggle(1, "personeel"),
        lambda: session.code_all([2, 3], "anders", "x"),
        lambda: session.set_aside(4),
        session.undo,
        session.undo,
        session.redo,
        session.reload,
    ]
    for change in changes:
        change()
        progress = session.progress()
        assert (progress.coded_answers, progress.coded_groups) == counted(session)
    assert session.progress().coded_answers > 3
