"""The filter as a line that is typed, with what could be meant below it and what it finds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.filter_completion import Completion, complete
from coder.domain.filter_language import LONGEST
from coder.domain.filter_words import field_named
from coder.domain.filters import Filter
from coder.domain.queries import Query
from coder.errors import CoderError, FilterError
from coder.i18n import _, ngettext
from coder.tui import wording
from coder.tui.keys import FILTER_LINE_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.text import joined, one_line

if TYPE_CHECKING:
    from coder.services.coding import CodingSession

PAUSE = 0.08  # seconds without a key before answers are counted


class FilterLine(Dialog[Filter]):
    """Gives the filter that was typed, or chosen from the lists."""

    CSS_PATH = "filter_line.tcss"
    BINDINGS = bindings(FILTER_LINE_KEYS)
    AUTO_FOCUS = "Input"

    def __init__(self, session: CodingSession, present: Filter) -> None:
        super().__init__()
        self._session, self._present = session, present
        self._known = session.finder.vocabulary(wording.filter_words_language())
        self._saved = session.saved_filters()
        self._offers: list[Completion] = []

    def compose(self) -> ComposeResult:
        """What is typed, what it finds, and what could be meant."""
        with Vertical(classes="dialog", id="find"):
            example = _('for instance: code:{code} -later text:"too little"')
            code = next(iter(self._session.codebook.codable)).id
            yield Input(
                self._present.written,
                placeholder=example.format(code=code),
                max_length=LONGEST,
                select_on_focus=False,
            )
            yield Static(id="found", markup=False)
            options = OptionList(id="offers", markup=False)
            options.can_focus = False
            yield options
            foot = _("enter show   tab complete   ctrl+l lists   ctrl+s keep   ctrl+r all")
            yield Static(foot, classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """What can be asked, before anything is typed."""
        self._renew()
        self.run_worker(self._session.warm, thread=True, group="warm", exit_on_error=False)

    def action_step(self, step: int) -> None:
        """Mark the next or previous offer."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_complete(self) -> None:
        """Put the marked offer where the cursor is."""
        marked = self.query_one(OptionList).highlighted
        if marked is None or marked >= len(self._offers):
            return
        offer, line = self._offers[marked], self.query_one(Input)
        line.value = offer.applied(line.value)
        line.cursor_position = offer.cursor

    def action_lists(self) -> None:
        """Choose status and code from lists instead."""
        from coder.tui.screens.filtering import FilterScreen

        self.app.push_screen(FilterScreen(self._session, self._present), self._chosen)

    def action_keep(self) -> None:
        """Keep this filter for another time, or forget it when it was kept."""
        written = self.query_one(Input).value.strip()
        if not written or self._parsed() is None:
            return
        kept = [each for each in self._saved if each != written]
        forgotten = len(kept) < len(self._saved)
        try:
            self._session.save_filters(kept if forgotten else [written, *kept])
        except CoderError as error:
            self._say(str(error), wrong=True)
            return
        self._saved = kept if forgotten else [written, *kept]
        self._say(
            _("Forgotten.") if forgotten else _("Kept: it stands above when nothing is typed.")
        )

    def action_all(self) -> None:
        """Show all answers."""
        self.dismiss(Filter())

    @on(Input.Changed)
    def _typed(self) -> None:
        self._renew()

    @on(Input.Submitted)
    def _show(self) -> None:
        query = self._parsed()
        if query is not None:
            self.dismiss(Filter(written=self.query_one(Input).value.strip(), query=query))

    @on(OptionList.OptionSelected)
    def _complete_clicked(self) -> None:
        self.action_complete()

    def _chosen(self, chosen: Filter | None) -> None:
        if chosen is not None:
            self.dismiss(chosen)

    def _renew(self) -> None:
        line = self.query_one(Input)
        kept = [] if line.value else [Completion(each, 0, 0, _("kept")) for each in self._saved]
        before = [(offer.text, offer.meaning) for offer in self._offers]
        self._offers = [*kept, *complete(line.value, line.cursor_position, self._known)]
        options = self.query_one(OptionList)
        if before != [(offer.text, offer.meaning) for offer in self._offers]:
            options.clear_options()  # the screen is laid out anew: not for every letter
            options.add_options([Option(_line(offer)) for offer in self._offers])
        options.highlighted = 0 if self._offers else None
        query = self._parsed()
        if query is not None:
            self._count(query)

    def _parsed(self) -> Query | None:
        """What is typed as a tree; None: it is not right yet, and the line below says why."""
        try:
            return self._session.finder.parse(self.query_one(Input).value)
        except FilterError as error:
            place = _("character {column}").format(column=error.column)
            self._say(joined(f"{place}: {error}"), wrong=True)
            return None

    @work(exclusive=True, group="count", exit_on_error=False)
    async def _count(self, query: Query) -> None:
        """Say how many are found, when the typing pauses."""
        await asyncio.sleep(PAUSE)
        answers, rows = await asyncio.to_thread(self._session.finder.count, query)
        found = ngettext("{count} answer found", "{count} answers found", answers).format(
            count=answers
        )
        different = ngettext("{count} different", "{count} different", rows).format(count=rows)
        self._say(joined(found, different))

    def _say(self, message: str, *, wrong: bool = False) -> None:
        if wrong:
            self.workers.cancel_group(self, "count")
        self.query_one("#found", Static).update(
            Content.styled(one_line(message), "$warning" if wrong else "$quiet")
        )


def _line(offer: Completion) -> Content:
    text = offer.text.strip()
    asked = field_named(text.removesuffix(":")) if text.endswith(":") else None
    meaning = offer.meaning if asked is None else wording.field_meaning(asked)
    return Content.assemble(text, ("  " + meaning, "$quiet"))
