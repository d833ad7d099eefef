"""The fields of a code as a form; lists have an item a line."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Checkbox, Input, Static, TextArea

from coder.domain.codebook import Code
from coder.domain.codebook_edits import tidy
from coder.i18n import N_, _
from coder.tui.keys import CODE_FORM_KEYS, bindings
from coder.tui.screens.dialog import Dialog

Fields = dict[str, str | bool | tuple[str, ...]]
LISTS = (
    ("use_when", N_("Use when (a line each)")),
    ("not_when", N_("Not when (a line each)")),
    ("examples", N_("Examples (a line each)")),
)
FLAGS = (
    ("exclusive", N_("stands alone beside its neighbours")),
    ("fallback", N_("suggested when no rule matches")),
)
NET_FLAGS = (("one_of", N_("exactly one of its codes an answer")),)


class CodeFormScreen(Dialog[Fields]):
    """Gives the fields that were changed, none when nothing was."""

    CSS_PATH = "code_form.tcss"
    BINDINGS = bindings(CODE_FORM_KEYS)
    AUTO_FOCUS = "#definition"

    def __init__(self, code: Code) -> None:
        super().__init__()
        self._code = code

    def compose(self) -> ComposeResult:
        """A field under each other, as in the file."""
        code = self._code
        with Vertical(classes="dialog", id="code-form"):
            yield Static(f"{code.label} · {code.id}", classes="dialog-title", markup=False)
            with VerticalScroll(id="fields", can_focus=False):
                yield Static(_("Label"), classes="field")
                yield Input(code.label, id="label", select_on_focus=False)
                yield Static(_("Definition"), classes="field")
                yield _area(code.definition, "definition")
                for key, name in LISTS:
                    yield Static(_(name), classes="field")
                    yield _area("\n".join(getattr(code, key)), key)
                with Horizontal(id="flags"):
                    for key, name in self._flags:
                        yield Checkbox(_(name), getattr(code, key), id=key)
            yield Static(id="verdict", markup=False)
            yield Static(
                _("ctrl+s keep   tab next field   esc cancel"), classes="dialog-foot", markup=False
            )

    def action_keep(self) -> None:
        """Give what was changed, when it is right."""
        if self._judge():
            self.dismiss(dict(self._changed()))
        else:
            self.app.bell()

    @on(Input.Changed)
    @on(Input.Submitted)
    def _judge(self) -> bool:
        right = bool(self.query_one("#label", Input).value.strip())
        said = "" if right else _("A code has a label.")
        self.query_one("#verdict", Static).update(said)
        return right

    @property
    def _flags(self) -> tuple[tuple[str, str], ...]:
        return FLAGS if self._code.codable else NET_FLAGS

    def _changed(self) -> Iterator[tuple[str, str | bool | tuple[str, ...]]]:
        values: Fields = {
            "label": tidy(self.query_one("#label", Input).value),
            "definition": tidy(self.query_one("#definition", TextArea).text),
        }
        for key, _name in LISTS:
            values[key] = tidy(tuple(self.query_one(f"#{key}", TextArea).text.splitlines()))
        for key, _name in self._flags:
            values[key] = self.query_one(f"#{key}", Checkbox).value
        for key, value in values.items():
            if value != getattr(self._code, key):
                yield key, value


def _area(text: str, key: str) -> TextArea:
    return TextArea(text, soft_wrap=True, tab_behavior="focus", id=key)
