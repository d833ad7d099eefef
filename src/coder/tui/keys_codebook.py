"""The keys of the codebook screen and its dialogs; `keys.py` names them with the others."""

from __future__ import annotations

from coder.i18n import N_
from coder.tui.binding import Key

CODEBOOK = (
    Key("edit", "e", "edit", N_("edit"),
        N_("Change the label, definition, examples and other fields of the code."), "e", 1),
    Key("patterns", "p", "patterns", N_("rules"),
        N_("Change the rules of the code, and see which answers they find."), "p", 2),
    Key("add", "a", "add(0)", N_("add"), N_("Add a code after this one."), "a", 3),
    Key("add_below", "A", "add(1)", N_("add below"), N_("Add a code below this one."), "A"),
    Key("rename", "r", "rename", N_("rename"), N_("Give the code another label."), "r", 4),
    Key("mark", "space", "mark", N_("mark"), N_("Mark the code for a merge or a net."),
        N_("space"), 5, palette=False),
    Key("merge", "M", "merge", N_("merge"),
        N_("Make the marked codes one with this code; or this code with another."), "M", 6),
    Key("split", "s", "split", N_("split"),
        N_("Split the code into new ones, and go through its answers again."), "s", 7),
    Key("net", "n", "net", N_("net"), N_("Put the marked codes together under a net."), "n", 8),
    Key("move_down", "J,shift+down", "shift(1)", N_("lower"), N_("Move the code down."), "J", 9),
    Key("move_up", "K,shift+up", "shift(-1)", N_("higher"), N_("Move the code up."), "K"),
    Key("move", "m", "move_to", N_("move"), N_("Move the code below another."), "m", 10),
    Key("delete", "x,delete", "delete", N_("delete"), N_("Delete the code."), "x", 11),
    Key("answers", "enter", "answers('code')", N_("answers"),
        N_("Go through the answers with this code."), "enter", 12, palette=False),
    Key("review", "v", "answers('review')", N_("look again"),
        N_("Go through the answers of this code that want another look."), "v", 13),
    Key("review_all", "V", "review_all", N_("look again at all"),
        N_("Go through all answers that want another look since the codebook changed."), "V"),
    Key("undo", "u,ctrl+z", "travel(0)", N_("undo"), N_("Take back your last step."), "u", 14),
    Key("redo", "ctrl+y", "travel(1)", N_("redo"), N_("Do the undone step again."), "ctrl+y"),
    Key("take_over", "o", "take_over", N_("other program"),
        N_("See what another program changed in the file, and take it over."), "o", 15),
    Key("find", "slash", "find", N_("find"), N_("Go to a code by typing."), "/", 16),
    Key("down", "j", "go(1)", N_("down"), N_("One code down."), "j ↓", palette=False),
    Key("up", "k", "go(-1)", N_("up"), N_("One code up."), "k ↑", palette=False),
)  # fmt: skip

CODE_FORM = (
    Key("keep", "ctrl+s", "keep", N_("keep"), N_("Keep what is typed."), "ctrl+s", priority=True),
)

CODE_RULES = (
    *CODE_FORM,
    Key("answers_down", "pagedown", "scroll_answers(1)", N_("page down"),
        N_("Scroll the answers down."), "pgdn", priority=True),
    Key("answers_up", "pageup", "scroll_answers(-1)", N_("page up"),
        N_("Scroll the answers up."), "pgup", priority=True),
)  # fmt: skip

SPLIT = (
    Key("deal", "1,2,3,4,5,6,7,8,9", "deal({key})", N_("give"),
        N_("Give the marked rule to the new code with this number."), "1–9"),
    Key("keep", "enter,ctrl+s", "keep", N_("keep"), N_("Split the code."), "enter",
        priority=True),
)  # fmt: skip

CODING = (
    Key("codebook", "c", "codebook", N_("codebook"),
        N_("Change the codebook: its codes, definitions and rules."), "c", 12),
    Key("example", "E", "example", N_("example"),
        N_("Put the answer among the examples of its code, in the codebook."), "E"),
    Key("review", "V", "review", N_("look again"),
        N_("Go through what wants another look since the codebook changed."), "V"),
)  # fmt: skip
