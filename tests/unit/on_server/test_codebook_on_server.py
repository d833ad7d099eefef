"""As `test_codebook_desk`, on a server: a team shares the text that the project keeps."""

import pytest
from tests.unit.test_codebook_desk import Table, ann
from tests.unit.test_codebook_desk import (
    test_codebook_steps_and_codings_undo_and_redo_in_turn_after_a_restart as test_steps_in_turn,
)
from tests.unit.test_codebook_desk import (
    test_others_follow_a_merge_and_go_back_with_it_unless_they_decided_since as test_others_follow,
)

from coder.domain.codebook_edits import ChangeCode, MergeCodes
from coder.errors import ChangedElsewhereError, CoderError
from coder.services.others import Others
from coder.storage.project import Project

__all__ = ["ann", "test_others_follow", "test_steps_in_turn"]


def test_a_change_by_one_reaches_the_other_and_is_never_written_over(
    ann: Table, project: Project
) -> None:
    bas = Table(project, "Bas")
    others = Others(bas.session)
    first = others.look()
    assert first is not None
    others.take(first, ())
    ann.apply(ChangeCode("werkdruk", {"label": "Drukte"}))
    with pytest.raises(CoderError, match="changed by somebody else"):
        bas.desk.apply(ChangeCode("werkdruk", {"label": "Stress"}))
    news = others.look()
    assert news is not None
    assert others.take(news, ()) is not None
    assert bas.session.codebook.find("werkdruk").label == "Drukte"
    outside = bas.desk.file.look()
    assert outside is not None
    found = bas.desk.compared(outside)
    assert found is not None
    bas.desk.take_over(found)
    bas.desk.apply(ChangeCode("werkdruk", {"label": "Stress"}))
    assert Table(project, "Cas").session.codebook.find("werkdruk").label == "Stress"


def test_who_still_works_with_the_codebook_of_before_is_told_when_their_coding_followed(
    ann: Table, project: Project
) -> None:
    bas = Table(project, "Bas")
    bas.give("mijn knie", "werkdruk")
    ann.apply(MergeCodes(("werkdruk",), "personeel"))
    with pytest.raises(ChangedElsewhereError):
        bas.session.toggle(bas.row("mijn knie"), "bezuinigingen")
    assert bas.codes("mijn knie") == {"personeel"}
