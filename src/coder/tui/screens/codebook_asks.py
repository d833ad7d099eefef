"""What the codebook screen asks before a change: a name, a place, which codes."""

from __future__ import annotations

from collections.abc import Callable

from coder.domain.codebook import Code
from coder.domain.codebook_edits import (
    AddCode,
    ChangeCode,
    DeleteCode,
    Edit,
    MakeNet,
    MergeCodes,
    MoveCode,
    SplitCode,
    new_id,
)
from coder.domain.codebook_tree import depths, is_below, place_of
from coder.i18n import _, ngettext
from coder.tui.screens.asking import AskScreen, ConfirmScreen
from coder.tui.screens.choosing import ChooseScreen
from coder.tui.screens.codebook_view import CodebookView

TOP = ""  # chosen as a place: not below any code


class CodebookAsks(CodebookView):
    """The codebook screen's questions."""

    def change(self, edit: Edit, said: str, at: str | None = None) -> None:
        """Do an edit, and say so when it is stored."""
        raise NotImplementedError

    def action_add(self, below: int) -> None:
        """Add a code after this one, or (1) below it."""
        codebook, here = self.session.codebook, self.code
        parent: str | None = None
        place: int | None = None
        if here is not None and below:
            parent = here.id
        elif here is not None:
            parent, place = place_of(codebook, here.id)
            place += 1

        def named(label: str) -> None:
            code = Code(new_id(label, self._ids()), label)
            said = _("Added. e fills in its definition, p its rules.")
            self.change(AddCode(code, parent, place), said, code.id)

        self._ask(_("A new code"), _("its label"), "", named)

    def action_rename(self) -> None:
        """Give the code another label; its id and its codings stay."""
        here = self.code
        if here is None:
            return

        def named(label: str) -> None:
            self.change(ChangeCode(here.id, {"label": label}), _("Renamed."), here.id)

        self._ask(_("Another label for {code}").format(code=here.label), "", here.label, named)

    def action_edit(self) -> None:
        """Change the fields of the code."""
        from coder.tui.screens.code_form import CodeFormScreen

        here = self.code
        if here is None:
            return

        def filled(fields: dict[str, str | bool | tuple[str, ...]] | None) -> None:
            if fields:
                self.change(ChangeCode(here.id, fields), _("Changed."), here.id)

        self.app.push_screen(CodeFormScreen(here), filled)

    def action_patterns(self) -> None:
        """Change the rules of the code, with the answers that they find."""
        from coder.tui.screens.code_patterns import CodePatternsScreen

        here = self.code
        if here is None:
            return
        if not here.codable:
            self.tell(_("A net has no rules: they belong to the codes below it."))
            return

        def written(patterns: tuple[str, ...] | None) -> None:
            if patterns is not None:
                self.change(ChangeCode(here.id, {"patterns": patterns}), _("Changed."), here.id)

        self.app.push_screen(CodePatternsScreen(self.session, self.lab, here), written)

    def action_delete(self) -> None:
        """Delete the code, after saying what that does."""
        here = self.code
        if here is None:
            return
        count = self.counts.coded[here.id] if here.codable else 0
        question = _("Delete {code}?").format(code=here.label)
        if count:
            template = ngettext(
                "It is taken off {count} answer.", "It is taken off {count} answers.", count
            )
            question += " " + template.format(count=count)
        if here.codes:
            question += " " + _("The codes below it take its place.")
        self._confirm(
            _("Delete"), question, lambda: self.change(DeleteCode(here.id), _("Deleted."))
        )

    def action_merge(self) -> None:
        """Make the marked codes one with this one; without marks, this one with another."""
        here = self.code
        if here is None:
            return
        taken = [code.id for code in self.session.codebook.walk() if code.id in self.marked]
        others = tuple(code_id for code_id in taken if code_id != here.id)
        if others:
            self._merge(others, here.id)
            return
        items = [
            (code.id, "  " * depth + code.label)
            for depth, code in depths(self.session.codebook)
            if code.codable == here.codable and code.id != here.id
        ]
        title = _("Make {code} one with…").format(code=here.label)
        self._choose(title, items, lambda into: self._merge((here.id,), into))

    def action_split(self) -> None:
        """Split the code into new ones."""
        from coder.tui.screens.code_split import CodeSplitScreen

        here = self.code
        if here is None:
            return
        if not here.codable:
            self.tell(_("This is a net already; add codes to it."))
            return

        def dealt(parts: tuple[Code, ...] | None) -> None:
            if parts:
                said = _("Split. v goes through its answers.")
                self.change(SplitCode(here.id, parts), said, here.id)

        self.app.push_screen(CodeSplitScreen(here, self._ids()), dealt)

    def action_net(self) -> None:
        """Put the marked codes (or this one) together under a new net."""
        here = self.code
        inside = tuple(self.marked) or ((here.id,) if here else ())
        if not inside:
            return

        def named(label: str) -> None:
            net = Code(new_id(label, self._ids()), label)
            self.change(MakeNet(net, inside), _("The net was made."), net.id)

        count = len(inside)
        title = ngettext("A net above {count} code", "A net above {count} codes", count)
        self._ask(title.format(count=count), _("its label"), "", named)

    def action_shift(self, step: int) -> None:
        """Move the code up or down among those beside it."""
        here = self.code
        if here is None:
            return
        parent, place = place_of(self.session.codebook, here.id)
        last = len(self.session.codebook.siblings(here.id))
        if 0 <= place + step <= last:
            self.change(MoveCode(here.id, parent, place + step), _("Moved."), here.id)

    def action_move_to(self) -> None:
        """Move the code below another, or to the top."""
        here = self.code
        if here is None:
            return
        codebook = self.session.codebook
        items = [(TOP, _("(at the top)"))] + [
            (code.id, "  " * depth + code.label)
            for depth, code in depths(codebook)
            if code.id != here.id and not is_below(codebook, code.id, here.id)
        ]

        def chosen(target: str) -> None:
            self.change(MoveCode(here.id, target or None), _("Moved."), here.id)

        self._choose(_("Move {code} below…").format(code=here.label), items, chosen)

    def action_find(self) -> None:
        """Go to a code by typing."""
        items = [
            (code.id, "  " * depth + code.label) for depth, code in depths(self.session.codebook)
        ]
        self._choose(_("Go to…"), items, self.draw)

    def _merge(self, codes: tuple[str, ...], into: str) -> None:
        codebook = self.session.codebook
        labels = ", ".join(codebook.find(code).label for code in codes)
        target = codebook.find(into).label
        question = _(
            "Make {codes} one with {into}? It takes over their codings, rules and examples; an "
            "answer that has both counts once."
        ).format(codes=labels, into=target)
        edit = MergeCodes(codes, into)
        self._confirm(_("Merge"), question, lambda: self.change(edit, _("Merged."), into))

    def _ids(self) -> set[str]:
        return {code.id for code in self.session.codebook.walk()}

    def _ask(self, title: str, label: str, value: str, then: Callable[[str], None]) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                then(text)

        self.app.push_screen(AskScreen(title, label, value), answered)

    def _choose(
        self, title: str, items: list[tuple[str, str]], then: Callable[[str], None]
    ) -> None:
        def answered(chosen: str | None) -> None:
            if chosen is not None:
                then(chosen)

        self.app.push_screen(ChooseScreen(title, items), answered)

    def _confirm(self, title: str, question: str, then: Callable[[], None]) -> None:
        def answered(agreed: bool | None) -> None:
            if agreed:
                then()

        asked = question + "\n" + _("u takes it back.")
        self.app.push_screen(ConfirmScreen(title, asked), answered)
