"""Keys of the coding screen for what is beside codes: spellings, memos, letters, respondents."""

from __future__ import annotations

from coder.i18n import N_
from coder.tui.binding import Key, scoped

BESIDE_KEYS = (
    Key("spellings", "v", "spellings", N_("spellings"),
        N_("Show the spellings that are taken together, and take one out."), "v"),
    Key("memo", "t", "memo", N_("memo"),
        N_("Write a memo on the answer: what no code says."), "t"),
    Key("code_memo", "T", "code_memo", N_("memo on code"),
        N_("Write a memo on the code whose card shows: how you use it."), "T"),
    Key("part", "P", "part", N_("mark words"),
        N_("Mark the words of the answer that a code is about."), "P"),
    Key("respondent", "R", "respondent", N_("respondent"),
        N_("Show who gave the answer: background and all answers with their codes."), "R"),
    Key("letter", "L", "letter", N_("letter"),
        N_("Give the code whose card shows a letter key of its own."), "L"),
    Key("pace", "Z", "pace", N_("pace"),
        N_("Show or hide how long an answer takes, and how long the rest will."), "Z"),
)  # fmt: skip

MEMO_KEYS = scoped(
    "memo",
    Key("keep", "ctrl+s", "keep", N_("keep"), N_("Keep the memo."), "ctrl+s", priority=True),
)

PART_KEYS = scoped(
    "part",
    Key("forward", "right,l", "go(1)", N_("word"), N_("Choose the next word."), "→"),
    Key("backward", "left,h", "go(-1)", N_("word"), N_("Choose the word before."), "←"),
    Key("more", "shift+right,plus,L", "widen(1)", N_("more"), N_("Take a word more."), "shift+→"),
    Key("fewer", "shift+left,minus,H", "widen(-1)", N_("fewer"), N_("Take a word fewer."),
        "shift+←"),
    Key("code", "tab", "code(1)", N_("code"), N_("Mark for another code."), "tab"),
    Key("mark", "enter", "mark", N_("mark words"),
        N_("Mark these words; what was marked already, no longer."), "enter"),
)  # fmt: skip

RESPONDENT_KEYS = scoped(
    "respondent",
    Key("next", "right,tab", "other(1)", N_("next"),
        N_("Show the next respondent who gave this answer."), "→"),
    Key("previous", "left,shift+tab", "other(-1)", N_("previous"),
        N_("Show the previous respondent who gave this answer."), "←"),
)  # fmt: skip

LETTER_KEYS = scoped(
    "letter",
    Key("none", "backspace,delete", "none", N_("none"), N_("Take the letter away."), "backspace"),
    Key("other", "slash", "other", N_("another code"), N_("Choose for another code."), "/"),
)

SPELLING_KEYS = scoped(
    "together",
    Key("take_out", "x,delete", "take_out", N_("take out"),
        N_("Take the spelling out of those like it, or put it back."), "x"),
    Key("close", "v,enter", "cancel", N_("close"), N_("Close the spellings."), "v", priority=True),
)  # fmt: skip
