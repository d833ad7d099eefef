"""Type to find any code of the codebook, or to make a new one.

Enter puts it on the answer or takes it off.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.codebook import Codebook
from coder.i18n import _
from coder.tui.code_search import CodeHit, find_codes
from coder.tui.screens.typed_list import TypedListScreen
from coder.tui.signs import NOT_CHOSEN, YOURS
from coder.tui.text import joined

NEW = "+"  # the option that makes a new code; no code can have this id


class FindCodeScreen(TypedListScreen):
    """Gives the id of the code that was chosen.

    Args:
        add: What to do with the label of a new code; None: no new codes here.
    """

    def __init__(
        self,
        codebook: Codebook,
        chosen: frozenset[str],
        add: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._codebook, self._chosen, self._add = codebook, chosen, add

    def compose(self) -> ComposeResult:
        """What is typed, what is found, and what the marked code means."""
        with Vertical(classes="dialog", id="find"):
            yield Input(placeholder=_("Find a code by its name or an example…"))
            options = OptionList(id="codes", markup=False)
            options.can_focus = False
            yield options
            yield Static(id="meaning", markup=False)
            yield Static(
                _("enter put on or take off   ↑ ↓ choose   esc cancel"), classes="dialog-foot"
            )

    def take(self, option: str | None) -> None:
        """Give the code, or make the new one."""
        if option != NEW:
            self.dismiss(option)
            return
        label = self.query_one(Input).value.strip()
        self.dismiss(None)
        if self._add is not None:
            self._add(label)

    @on(OptionList.OptionHighlighted)
    def _explain(self, message: OptionList.OptionHighlighted) -> None:
        option = str(message.option_id)
        meaning = (
            _("Adds this code to the codebook and puts it on the answer.")
            if option == NEW
            else self._codebook.find(option).definition
        )
        self.query_one("#meaning", Static).update(meaning)

    def show(self, typed: str) -> None:
        """List what goes with what is typed."""
        hits, options = find_codes(self._codebook, typed), self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(hit), id=hit.code.id) for hit in hits])
        if self._may_add(typed.strip()):
            new = _("+ new code “{label}”").format(label=typed.strip())
            options.add_option(Option(Content.styled(new, "$quiet"), id=NEW))
        options.highlighted = 0 if hits else None  # a slip of the finger makes no code
        if not hits:
            self.query_one("#meaning", Static).update(_("No code looks like that."))

    def _may_add(self, label: str) -> bool:
        known = {code.label.casefold() for code in self._codebook.walk()}
        return self._add is not None and bool(label) and label.casefold() not in known

    def _line(self, hit: CodeHit) -> Content:
        sign = YOURS if hit.code.id in self._chosen else NOT_CHOSEN
        parent = self._codebook.parent(hit.code.id)
        example = f"“{hit.example}”" if hit.example else ""
        return Content.assemble(
            (f"{sign} ", "bold $primary"),
            hit.code.label,
            ("  " + joined(parent.label if parent else "", example), "$quiet"),
        )
