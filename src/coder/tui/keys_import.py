"""The keys of taking in a survey file, and of choosing a path."""

from __future__ import annotations

from coder.i18n import N_
from coder.tui.binding import Key, bindings, scoped
from coder.tui.keys import BACK_KEYS, COMMON_KEYS

__all__ = ["bindings"]

WIZARD_FILE_KEYS = scoped(
    "import_file",
    Key("choose", "enter", "choose", N_("open"), N_("Open the marked file or folder."),
        "enter", 1, palette=False),
    Key("complete", "tab", "complete", N_("complete"), N_("Complete the path that is typed."),
        "tab", 2, palette=False, priority=True),
    Key("down", "down,ctrl+n", "step(1)", N_("down"), N_("Mark the next file or folder."),
        "↓", palette=False),
    Key("up", "up", "step(-1)", N_("up"), N_("Mark the previous file or folder."),
        "↑", palette=False),
    Key("scroll_down", "pagedown,shift+down", "scroll_problems(3)", N_("scroll"),
        N_("Scroll what is wrong with the file."), "pgdn", palette=False),
    Key("scroll_up", "pageup,shift+up", "scroll_problems(-3)", N_("scroll"),
        N_("Scroll what is wrong with the file."), "pgup", palette=False),
    Key("help", "f1", "help", N_("keys"), N_("Show the keys of this screen."), "f1", 90),
    Key("palette", "ctrl+p", "app.command_palette", N_("commands"),
        N_("Find any command by typing."), "ctrl+p", palette=False),
    *BACK_KEYS,
)  # fmt: skip

WIZARD_COLUMN_KEYS = scoped(
    "import_columns",
    Key("next", "enter", "next", N_("on"), N_("Go on to the plan."), "enter", 1),
    Key("question", "q", "role('question')", N_("question"),
        N_("This column has answers to code; or no longer."), "q", 2),
    Key("background", "b", "role('background')", N_("background"),
        N_("Keep this column of each respondent; or no longer."), "b", 3),
    Key("id", "i", "role('id')", N_("ids"),
        N_("This column numbers the respondents; or no longer."), "i", 4),
    Key("leave_out", "x", "role('out')", N_("leave out"), N_("Do nothing with this column."),
        "x", 5),
    Key("next_role", "space", "next_role", N_("next role"),
        N_("Question, background, left out, in turn."), N_("space")),
    Key("key", "n", "key", N_("name"), N_("Change the short name of the question."), "n", 6),
    Key("text", "t", "text", N_("text"), N_("Change the words of the question."), "t", 8),
    Key("codebook", "c", "codebook", N_("codebook"), N_("Choose the codebook of the question."),
        "c", 7),
    Key("wave", "w", "wave", N_("wave"), N_("Name the wave of the survey."), "w", 9),
    Key("sheet", "s", "sheet", N_("sheet"), N_("Read another sheet of the workbook."), "s", 10),
    Key("rows", "v", "rows", N_("first rows"), N_("See the first rows of the file."), "v", 11),
    Key("encoding", "e", "encoding", N_("encoding"),
        N_("Read the letters of a csv file in another way."), "e", 12),
    Key("separator", "p", "separator", N_("separator"),
        N_("Say what stands between the cells of a csv file."), "p", 13),
    Key("missing", "m", "missing", N_("no answer"),
        N_("Name words that mean “no answer” here."), "m", 14),
    Key("scroll_down", "shift+down", "scroll_details(2)", N_("scroll"),
        N_("Scroll what is said about the column down."), "shift+↓", palette=False),
    Key("scroll_up", "shift+up", "scroll_details(-2)", N_("scroll"),
        N_("Scroll what is said about the column up."), "shift+↑", palette=False),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

WIZARD_PLAN_KEYS = scoped(
    "import_plan",
    Key("import", "enter", "import", N_("import"), N_("Do what is planned."), "enter", 1),
    Key("place", "p", "place", N_("other place"), N_("Make the project somewhere else."), "p", 2),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

PATH_KEYS = scoped(
    "path",
    Key("complete", "tab", "complete", N_("complete"), N_("Complete the path that is typed."),
        "tab", priority=True),
    Key("step_down", "down,ctrl+n", "step(1)", N_("down"), N_("Mark the next file or folder."),
        "↓"),
    Key("step_up", "up", "step(-1)", N_("up"), N_("Mark the previous file or folder."), "↑"),
)  # fmt: skip
