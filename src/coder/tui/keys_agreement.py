"""The keys of the screens about several coders; `keys.py` names them with the others."""

from __future__ import annotations

from coder.i18n import N_
from coder.tui.binding import Key

AGREEMENT = (
    Key("view", "1,2,3", "view({key})", N_("view"),
        N_("Show agreement per code, the differences, or what is confused."), "1–3", 1,
        palette=False),
    Key("next_view", "tab", "next_view(1)", N_("next view"), N_("Go to the next view."),
        "tab", palette=False),
    Key("previous_view", "shift+tab", "next_view(-1)", N_("previous view"),
        N_("Go to the previous view."), "shift+tab", palette=False),
    Key("behind", "enter", "behind", N_("decide"),
        N_("Walk through the differences behind the line, and decide each."), "enter", 2,
        palette=False),
    Key("coders", "c", "coders", N_("coders"),
        N_("Choose whom to compare: persons, the rules or the model."), "c", 3),
    Key("open_differences", "n", "walk", N_("undecided"),
        N_("Walk through all differences that are not decided yet."), "n", 4),
    Key("sort", "s", "sort", N_("sort"), N_("Order the codes in the next way."), "s", 5),
    Key("card", "d", "card", N_("definition"),
        N_("Show what the codes in hand mean, when to use them and when not."), "d", 6),
    Key("questions", "q", "questions", N_("question"), N_("Show another question or wave."),
        "q", 7),
)  # fmt: skip

DIFFERENCES = (
    Key("take", "1,2,3,4,5,6,7,8,9", "take({key})", N_("take"),
        N_("Decide as this coder coded it; you are asked why."), "1–9", 1, palette=False),
    Key("decide", "enter", "decide", N_("decide"),
        N_("Decide for your own choice of codes; without one go to the next undecided."),
        "enter", 2),
    Key("all_codes", "b", "take_all", N_("all codes"),
        N_("Decide for the codes of all coders together."), "b", 3),
    Key("none", "0", "take_none", N_("no code"), N_("Decide that no code applies."), "0"),
    Key("find", "slash", "find_code", N_("other codes"),
        N_("Put a code in your own choice, or take it out."), "/", 4),
    Key("card", "d,right_square_bracket", "card(1)", N_("definition"),
        N_("Show the card of the next code in dispute."), "d", 5),
    Key("undo", "u,ctrl+z", "undo", N_("undo"), N_("Take back the decision made last."), "u", 6),
    Key("redo", "ctrl+y", "redo", N_("redo"), N_("Decide again what was undone."), "ctrl+y"),
    Key("reopen", "o", "reopen", N_("reopen"),
        N_("Take back the decision on this answer."), "o", 7),
    Key("next", "n", "undecided(1)", N_("next open"),
        N_("Go to the next undecided answer."), "n"),
    Key("previous", "p", "undecided(-1)", N_("previous open"),
        N_("Go to the previous undecided answer."), "p"),
    Key("down", "j,down", "move(1)", N_("down"), N_("One answer down."), "j ↓", palette=False),
    Key("up", "k,up", "move(-1)", N_("up"), N_("One answer up."), "k ↑", palette=False),
    Key("first", "home", "edge(0)", N_("first"), N_("Go to the first answer."), "home",
        palette=False),
    Key("last", "end", "edge(1)", N_("last"), N_("Go to the last answer."), "end", palette=False),
    Key("scroll_down", "shift+down,pagedown", "scroll_detail(3)", N_("scroll"),
        N_("Scroll a long answer down."), "shift+↓", palette=False),
    Key("scroll_up", "shift+up,pageup", "scroll_detail(-3)", N_("scroll"),
        N_("Scroll a long answer up."), "shift+↑", palette=False),
)  # fmt: skip

CHOOSE_CODERS = (
    Key("compare", "enter", "compare", N_("compare"), N_("Compare those that are marked."),
        "enter", priority=True),
    Key("mark", "space", "mark", N_("mark"), N_("Mark a coder."), N_("space")),
)  # fmt: skip

CARDS = (
    Key("scroll_down", "down,j,pagedown", "scroll_cards(4)", N_("scroll"),
        N_("Scroll the cards down."), "↓"),
    Key("scroll_up", "up,k,pageup", "scroll_cards(-4)", N_("scroll"),
        N_("Scroll the cards up."), "↑"),
)  # fmt: skip
