"""All keys as data: screens bind them, the key line, the help screen and the palette list them.

Labels and tooltips are marked for translation here and translated when they are shown.
"""

from __future__ import annotations

from coder.i18n import N_
from coder.tui import keys_agreement, keys_codebook
from coder.tui.binding import Key, bindings, scoped
from coder.tui.keys_beside import BESIDE_KEYS

__all__ = ["Key", "bindings", "scoped"]  # where screens look for them

COMMON_KEYS = scoped(
    "all",
    Key("help", "question_mark,f1", "help", N_("keys"), N_("Show the keys of this screen."),
        "?", 90),
    Key(
        "palette", "ctrl+p", "app.command_palette", N_("commands"),
        N_("Find any command by typing."), "ctrl+p", palette=False,
    ),
    Key("settings", "f2", "app.settings", N_("settings"),
        N_("Your name, the language, the colours, the keys."), "f2"),
    Key("tour", "f4", "app.tour", N_("tour"), N_("What can be done here, in five steps."), "f4"),
)  # fmt: skip

BACK_KEYS = scoped(
    "back",
    Key("back", "escape", "back", N_("back"), N_("Go back."), "esc", 95),
)

START_KEYS = scoped(
    "start",
    Key("open_recent", "enter", "open_highlighted", N_("open"), N_("Open the marked project."),
        "enter", 1, palette=False),
    Key("open_path", "o", "open_path", N_("open a file"), N_("Open a project by its path."),
        "o", 2),
    Key("new", "n", "new", N_("new"),
        N_("Make a new project of a file with answers."), "n", 3),
    Key("demo", "d", "demo", N_("demo"),
        N_("Make the demo project, with answers to practise on."), "d", 4),
    *COMMON_KEYS,
    Key("quit", "ctrl+q", "app.quit", N_("quit"), N_("Close coder; all is stored already."),
        "ctrl+q", 95),
)  # fmt: skip

CODING_KEYS = scoped(
    "coding",
    Key("choose", "1,2,3,4,5,6,7,8,9", "choose({key})", N_("code"),
        N_("Put a suggested code on the answer, or take it off."), "1–9", 1, palette=False),
    Key("confirm", "enter", "confirm", N_("next"),
        N_("Confirm the codes and go on to the next open answer."), "enter", 2),
    Key("accept", "space", "accept", N_("accept"),
        N_("Take the first suggestion and go on."), N_("space"), 3),
    Key("find", "slash", "find_code", N_("find"), N_("Find any code by typing."), "/", 4),
    Key("undo", "u,ctrl+z", "undo", N_("undo"), N_("Take back your last step."), "u", 5),
    Key("redo", "ctrl+y", "redo", N_("redo"), N_("Do the undone step again."), "ctrl+y"),
    Key("aside", "x", "aside", N_("later"),
        N_("Set the answer aside for later, or bring it back."), "x", 6),
    Key("asides", "X", "asides", N_("set aside"),
        N_("Go through what is set aside, and back to all answers."), "X"),
    Key("repeat", "full_stop", "repeat", N_("same again"),
        N_("Give the codes of the answer that you confirmed last, and go on."), "."),
    Key("star", "s", "star", N_("star"), N_("Star the answer as a quote, or take the star off."),
        "s", 7),
    Key("filter", "f", "filter", N_("filter"),
        N_("Choose what the list shows: type what it must have."), "f", 8),
    Key("clear_filter", "F", "clear_filter", N_("all answers"), N_("Show all answers again."), "F"),
    Key("code_all", "A", "code_all", N_("code all"),
        N_("Put one code on all answers that the filter shows, as one step."), "A"),
    Key("order", "o", "order(1)", N_("order"),
        N_("Order the list by file, text, size, status or length; or read what teaches most."),
        "o", 9),
    Key("order_back", "O", "order(-1)", N_("order back"),
        N_("Order the list in the previous way."), "O"),
    Key("down", "j,down", "move(1)", N_("down"), N_("One answer down."), "j ↓", palette=False),
    Key("up", "k,up", "move(-1)", N_("up"), N_("One answer up."), "k ↑", palette=False),
    Key("next", "n", "undecided(1)", N_("next open"),
        N_("Go to the next open answer."), "n"),
    Key("previous", "p", "undecided(-1)", N_("previous open"),
        N_("Go to the previous open answer."), "p"),
    Key("page_down", "pagedown", "page(1)", N_("page down"), N_("A page down the list."),
        "pgdn", palette=False),
    Key("page_up", "pageup", "page(-1)", N_("page up"), N_("A page up the list."),
        "pgup", palette=False),
    Key("first", "home", "edge(0)", N_("first"), N_("Go to the first answer of the list."), "home"),
    Key("last", "end", "edge(1)", N_("last"), N_("Go to the last answer of the list."), "end"),
    Key("card_next", "tab,right_square_bracket", "highlight(1)", N_("card"),
        N_("Mark the next suggestion; its card shows."), "tab ]", palette=False),
    Key("card_previous", "shift+tab,left_square_bracket", "highlight(-1)", N_("card"),
        N_("Mark the previous suggestion; its card shows."), "shift+tab [", palette=False),
    Key("scroll_down", "shift+down", "scroll_card(3)", N_("scroll"),
        N_("Scroll the card, or a long answer, down."), "shift+↓", palette=False),
    Key("scroll_up", "shift+up", "scroll_card(-3)", N_("scroll"),
        N_("Scroll the card, or a long answer, up."), "shift+↑", palette=False),
    Key("list", "l", "toggle_list", N_("list"),
        N_("Show or hide the list of answers on a small screen."), "l"),
    Key("store_again", "ctrl+s", "store_again", N_("store again"),
        N_("Try again to store what could not be stored."), "ctrl+s"),
    Key("questions", "q", "questions", N_("question"), N_("Go to another question or wave."),
        "q", 10),
    Key("question_next", "greater_than_sign", "go_question(1)", N_("next question"),
        N_("Go to the next question."), ">"),
    Key("question_previous", "less_than_sign", "go_question(-1)", N_("previous question"),
        N_("Go to the previous question."), "<"),
    Key("wave", "w", "next_wave", N_("other wave"),
        N_("Go to the next wave of this question."), "w"),
    Key("copy", "y", "copy", N_("copy"), N_("Copy the answer to the clipboard."), "y"),
    Key("results", "r", "results", N_("results"), N_("Show counts, names and words."), "r", 11),
    Key("model", "m", "model", N_("model"),
        N_("Show how good the suggestions are, and which models are kept."), "m", 12),
    Key("quotes", "Q", "quotes", N_("quotes"),
        N_("Choose, shorten and approve quotes."), "Q", 13),
    Key("agreement", "C", "agreement", N_("coders"),
        N_("Compare coders: agreement, and deciding where they differ."), "C", 14),
    Key("take_in", "I", "take_in", N_("import"),
        N_("Take in answers from another file: a new question, or a new wave."), "I", 15),
    Key("history", "H", "history", N_("history"),
        N_("Show who did what when, and go back to before a step."), "H", 14),
    *BESIDE_KEYS,
    *keys_codebook.CODING,
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

RESULTS_KEYS = scoped(
    "results",
    Key("view", "1,2,3,4,5,6", "view({key})", N_("view"),
        N_("Show counts, names, families, words, groups or waves."), "1–6", 1,
        palette=False),
    Key("next_view", "tab", "next_view(1)", N_("next view"), N_("Go to the next view."),
        "tab", palette=False),
    Key("previous_view", "shift+tab", "next_view(-1)", N_("previous view"),
        N_("Go to the previous view."), "shift+tab", palette=False),
    Key("behind", "enter", "behind", N_("answers"),
        N_("Show the answers behind the figure at the cursor."), "enter", 2, palette=False),
    Key("cells", "left,right,up,down", "cells", N_("go"),
        N_("Go to another figure; j k h l work too."), "← → ↑ ↓", palette=False),
    Key("groups_by", "b", "groups_by", N_("groups by"),
        N_("Choose the groups: a background attribute or another question."), "b", 3),
    Key("variants", "m", "variants", N_("spellings"),
        N_("Take spellings of one name together."), "m", 7),
    Key("chart", "p", "chart", N_("picture"), N_("Draw what is shown as a bar chart in a file."),
        "p", 6),
    Key("cloud", "c", "cloud", N_("word cloud"), N_("Make a word cloud as a picture file."),
        "c", 5),
    Key("questions", "q", "questions", N_("question"), N_("Show another question or wave."),
        "q", 8),
    Key("model", "M", "model", N_("model"),
        N_("Show how good the suggestions are, and which models are kept."), "M", 8),
    Key("export", "e", "export", N_("export"),
        N_("Take codings, counts and codebooks to Excel, SPSS and other programs."), "e", 4),
    Key("quotes", "Q", "quotes", N_("quotes"),
        N_("Choose, shorten and approve quotes."), "Q", 8),
    Key("agreement", "C", "agreement", N_("coders"),
        N_("Compare coders: agreement, and deciding where they differ."), "C", 9),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

MODEL_KEYS = scoped(
    "model",
    Key("view", "1,2,3,4,5", "view({key})", N_("view"),
        N_("Show the overview, figures per code, confusions, what is unread, or the models."),
        "1–5", 1, palette=False),
    Key("next_view", "tab", "next_view(1)", N_("next view"), N_("Go to the next view."),
        "tab", palette=False),
    Key("previous_view", "shift+tab", "next_view(-1)", N_("previous view"),
        N_("Go to the previous view."), "shift+tab", palette=False),
    Key("train", "t", "train", N_("train"),
        N_("Judge the suggestions anew, and keep the model with its figures."), "t", 2),
    Key("bulk", "b", "bulk", N_("code the sure"),
        N_("Let the model code the answers it is sure of, after a look at what that would do."),
        "b", 3),
    Key("sort", "s", "sort", N_("sort"), N_("Order the figures per code in the next way."),
        "s", 4),
    Key("mark", "space", "mark", N_("mark"), N_("Mark a model; two can be compared."),
        N_("space"), palette=False),
    Key("compare", "c", "compare", N_("compare"), N_("Compare the two marked models."), "c", 5),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

BEHIND_KEYS = scoped("behind", *COMMON_KEYS, *BACK_KEYS)

HISTORY_KEYS = scoped(
    "history",
    Key("take_back", "enter", "take_back", N_("go back"),
        N_("Take back this step and your own steps after it."), "enter", 1, palette=False),
    Key("own", "o", "own", N_("mine"), N_("Show only your own steps, or everybody's."), "o", 2),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

CODEBOOK_KEYS = scoped("codebook", *keys_codebook.CODEBOOK, *COMMON_KEYS, *BACK_KEYS)

CODE_FORM_KEYS = scoped("code_form", *keys_codebook.CODE_FORM)

CODE_RULES_KEYS = scoped("code_rules", *keys_codebook.CODE_RULES)

SPLIT_KEYS = scoped("split", *keys_codebook.SPLIT)

AGREEMENT_KEYS = scoped("agreement", *keys_agreement.AGREEMENT, *COMMON_KEYS, *BACK_KEYS)

DIFFERENCES_KEYS = scoped("differences", *keys_agreement.DIFFERENCES, *COMMON_KEYS, *BACK_KEYS)

CARDS_KEYS = scoped("cards", *keys_agreement.CARDS)

CHOOSE_CODERS_KEYS = scoped("choose_coders", *keys_agreement.CHOOSE_CODERS)

VARIANT_KEYS = scoped(
    "spellings",
    Key("merge", "enter,y", "merge", N_("one name"),
        N_("The two are one name: count them together."), "enter", 1),
    Key("apart", "n,x", "apart", N_("not the same"),
        N_("They are two names; do not ask again."), "n", 2),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

QUOTES_KEYS = scoped(
    "quotes",
    Key("approve", "enter,a", "approve", N_("approve"),
        N_("Let the quote go to print, and go on to the next."), "enter", 1),
    Key("edit", "e", "edit", N_("shorten"), N_("Shorten the quote, or take a name out."), "e", 2),
    Key("reject", "x", "reject", N_("reject"), N_("Keep the quote from print."), "x", 3),
    Key("reopen", "o", "reopen", N_("reopen"), N_("Make it a candidate again."), "o"),
    Key("undo", "u,ctrl+z", "undo", N_("undo"), N_("Take back your last decision."), "u", 5),
    Key("redo", "ctrl+y", "redo", N_("redo"), N_("Decide again what was undone."), "ctrl+y"),
    Key("down", "j,down", "move(1)", N_("down"), N_("One quote down."), "j ↓", palette=False),
    Key("up", "k,up", "move(-1)", N_("up"), N_("One quote up."), "k ↑", palette=False),
    Key("first", "home", "edge(0)", N_("first"), N_("Go to the first quote."), "home",
        palette=False),
    Key("last", "end", "edge(1)", N_("last"), N_("Go to the last quote."), "end", palette=False),
    Key("next_code", "tab,right,n", "code(1)", N_("next code"), N_("Go to the next code."),
        "tab", 4),
    Key("previous_code", "shift+tab,left,p", "code(-1)", N_("previous code"),
        N_("Go to the previous code."), "shift+tab"),
    Key("scroll_down", "shift+down,pagedown", "scroll_detail(3)", N_("scroll"),
        N_("Scroll a long quote down."), "shift+↓", palette=False),
    Key("scroll_up", "shift+up,pageup", "scroll_detail(-3)", N_("scroll"),
        N_("Scroll a long quote up."), "shift+↑", palette=False),
    Key("questions", "q", "questions", N_("question"), N_("Show another question or wave."),
        "q", 6),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

QUOTE_EDIT_KEYS = scoped(
    "quote",
    Key("keep", "ctrl+s", "keep", N_("keep"), N_("Keep this text."), "ctrl+s", priority=True),
    Key(
        "leave_out",
        "ctrl+o",
        "leave_out",
        N_("leave out"),
        N_("Leave the selected words out."),
        "ctrl+o",
        priority=True,
    ),
)

SETTINGS_KEYS = scoped(
    "settings",
    Key("change", "enter", "change", N_("change it"), N_("Change the marked setting."), "enter", 1),
    *COMMON_KEYS,
    *BACK_KEYS,
)

KEY_TABLE_KEYS = scoped(
    "key_table",
    Key("change", "enter", "change", N_("change it"), N_("Give the marked action other keys."),
        "enter", 1),
    Key("restore", "delete,backspace", "restore", N_("as it comes"),
        N_("Give the marked action its own keys again."), "del", 2),
    *COMMON_KEYS,
    *BACK_KEYS,
)  # fmt: skip

TOUR_KEYS = scoped(
    "tour",
    Key("next", "enter,right,space", "step(1)", N_("on"), N_("Go to the next step."), "enter"),
    Key("previous", "left,backspace", "step(-1)", N_("back"), N_("Go to the step before."), "←"),
)

CLOUD_KEYS = scoped("cloud", *COMMON_KEYS, *BACK_KEYS)

DIALOG_KEYS = scoped(
    "dialog",
    Key("cancel", "escape", "cancel", N_("cancel"), N_("Close without a change."), "esc"),
)

QUESTION_KEYS = scoped(
    "questions",
    Key("take_in", "i,I", "take_in", N_("import"), N_("Take in answers from another file."), "i"),
)

CONFIRM_KEYS = scoped(
    "confirm",
    Key("agree", "y,j", "agree", N_("yes"), N_("Yes."), "y"),
)

HELP_KEYS = scoped(
    "help",
    Key("close", "question_mark,f1,q", "cancel", N_("close"), N_("Close the keys."), "?"),
)

FIND_KEYS = scoped(
    "find",
    Key("step_down", "down,ctrl+n", "step(1)", N_("down"), N_("Mark the next code."), "↓"),
    Key("step_up", "up,ctrl+p", "step(-1)", N_("up"), N_("Mark the previous code."), "↑"),
)

EXPORT_KEYS = scoped(
    "export",
    Key("write", "enter", "write", N_("write"), N_("Write the export."), "enter", priority=True),
    Key("mark", "space", "mark", N_("mark"), N_("Mark a question or a part."), N_("space")),
)

FILTER_LINE_KEYS = scoped(
    "filter_line",
    Key(
        "complete",
        "tab",
        "complete",
        N_("complete"),
        N_("Put in what is marked."),
        "tab",
        priority=True,
    ),
    Key("offer_down", "down,ctrl+n", "step(1)", N_("down"), N_("Mark the next offer."), "↓"),
    Key("offer_up", "up,ctrl+p", "step(-1)", N_("up"), N_("Mark the previous offer."), "↑"),
    Key("lists", "ctrl+l", "lists", N_("lists"), N_("Choose from lists."), "ctrl+l", priority=True),
    Key(
        "keep",
        "ctrl+s",
        "keep",
        N_("keep"),
        N_("Keep this filter, or forget it when it was kept."),
        "ctrl+s",
        priority=True,
    ),
    Key("all", "ctrl+r", "all", N_("all"), N_("Show all answers."), "ctrl+r", priority=True),
)

FILTER_KEYS = scoped(
    "filter",
    Key("apply", "enter", "apply", N_("show"), N_("Show these answers."), "enter", priority=True),
    Key("mark", "space", "mark", N_("mark"), N_("Mark a status."), N_("space")),
    Key("all", "ctrl+r", "all", N_("all"), N_("Show all answers."), "ctrl+r", priority=True),
)
