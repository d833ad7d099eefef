"""The codebook while coding: changed with one key, watched, and what wants another look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message

from coder.domain.codebook import Code
from coder.domain.codebook_edits import AddCode, new_id
from coder.domain.filters import Filter
from coder.domain.queries import asks_for_review
from coder.domain.review import Review
from coder.errors import CoderError
from coder.i18n import _
from coder.services.codebook_desk import CodebookDesk, Outside
from coder.services.pattern_lab import PatternLab
from coder.tui.desk_values import DeskValues
from coder.tui.screens.codebook_watch import SECONDS, refused
from coder.tui.screens.coding_alike import AlikeCoding

if TYPE_CHECKING:
    from coder.domain.codebook import Codebook


class FileChanged(Message):
    """Another program changed the codebook file."""

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self.outside = outside


class ExampleAdded(Message):
    """An answer became an example of a code, or was one already."""

    def __init__(self, code: str, *, new: bool) -> None:
        super().__init__()
        self.code, self.new = code, new


class CodeAdded(Message):
    """There is a new code, to be put on the answer in this row."""

    def __init__(self, code: str, row: int | None) -> None:
        super().__init__()
        self.code, self.row = code, row


class CodebookCoding(AlikeCoding):
    """The coding screen's codebook."""

    _drawn_with: Codebook | None = None
    _book: CodebookDesk | None = None

    def on_mount(self) -> None:
        """Watch the codebook file."""
        self._drawn_with = self.session.codebook
        self._open_book()
        self.set_interval(SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """What changed in the codebook meanwhile shows at once."""
        self.follow_codebook()
        self._look()

    @on(events.AppFocus)
    def _look_on_focus(self) -> None:
        self._look()

    def action_codebook(self) -> None:
        """Change the codebook."""
        from coder.tui.screens.codebook import CodebookScreen

        book = self._book
        if book is None:
            self.tell(_("The codebook's file is not there: it cannot be changed."))
            return
        workbench = self.coder_app.workbench
        assert workbench is not None
        lab = PatternLab(self.session, workbench.lemmatizer, self._service.documents)

        def go() -> None:
            here = self.desk.marks.codes
            at = next((code.id for code in self.session.codebook.walk() if code.id in here), "")
            self.app.push_screen(CodebookScreen(book, self.session, lab, self.show_written, at))

        self.unless_unstored(go)

    def action_example(self) -> None:
        """Put the answer in hand among the examples of its code; of several, ask which."""
        from coder.tui.screens.finding import FindCodeScreen

        if self.desk.row is None:
            return
        codes = [code for code in self.desk.marks.codes if code in self.values.codes]
        if len(codes) == 1:
            self._add_example(codes[0])
        else:
            screen = FindCodeScreen(self.session.codebook, self.desk.marks.codes)
            self.app.push_screen(screen, self._add_example)

    def add_code(self, label: str) -> None:
        """Add a code to the codebook, before what fits nothing else, and put it on the answer."""
        book, row = self._book, self.desk.index
        if book is None:
            self.tell(_("The codebook's file is not there: it cannot be changed."))
            return
        codebook = self.session.codebook
        code = Code(new_id(label, {known.id for known in codebook.walk()}), label)
        place = next((n for n, known in enumerate(codebook.codes) if known.fallback), None)

        def work() -> None:
            book.apply(AddCode(code, place=place))
            self.post_message(CodeAdded(code.id, row))

        self.run_worker(work, group="new-code", thread=True, exit_on_error=False)

    @on(CodeAdded)
    def _use_added(self, message: CodeAdded) -> None:
        if self._book is not None:
            self.session.use_codebook(self._book.codebook)
        self.follow_codebook(arrange=False)
        label = self.values.label(message.code)
        if message.row == self.desk.index:
            self.toggle(message.code)
        self.tell(
            _("{code} is a code now; c fills in its definition and rules.").format(code=label)
        )

    def action_review(self) -> None:
        """Go through what wants another look since the codebook changed."""
        if self.reviewing:
            self.show_filtered(Filter())
        elif self.session.reviews.rows(frozenset(Review)):
            # Translators: a word of the filter language: "review" or "herzien".
            self.show_written(_("review"))
            self.tell(_("What wants another look. V shows all answers again."))
        else:
            self.tell(_("No answer wants another look."))

    @property
    def reviewing(self) -> bool:
        """Does the list show what wants another look?"""
        return asks_for_review(self.desk.filter.query)

    def show_written(self, written: str) -> None:
        """List what a filter finds, as it would be typed."""
        self.follow_codebook()
        query = self.session.finder.parse(written)
        self.show_filtered(Filter(written=written, query=query))

    def follow_codebook(self, *, arrange: bool = True) -> None:
        """Draw with the codebook that the session has now, and let the rules be read anew."""
        codebook = self.session.codebook
        if self._drawn_with is None or codebook is self._drawn_with or self.under_way:
            return
        self._drawn_with = codebook
        if self._book is not None and self._book.codebook is not codebook:
            self._book.reread()  # an undo wrote the file
        self.values = DeskValues(self.desk)
        self.letters = self.read_letters()
        self.suggestions = None
        self.highlighted = 0
        if arrange:
            self.desk.arrange()
        self.ranker.use_codebook()
        self.draw_list()
        self.after_leap()

    def _open_book(self) -> None:
        session = self.session
        try:
            self._book = CodebookDesk(session.project, session.question, session.coder)
        except CoderError:
            self._book = None  # kept in the project only: there is nothing to watch

    def _look(self) -> None:
        """Did another program change the file? Costs a look at its date."""
        book = self._book
        if book is None or self.app.screen is not self:
            return

        def work() -> None:
            outside = book.file.look()
            if outside is not None:
                self.post_message(FileChanged(outside))

        self.run_worker(work, group="codebook", thread=True, exclusive=True, exit_on_error=False)

    @on(FileChanged)
    def _tell_changed(self, message: FileChanged) -> None:
        if self._book is None or not self._book.is_news(message.outside):
            return
        name, outside = self._book.file.path.name, message.outside
        if outside.document is None:
            said = refused(name, outside.problems)
            said += "\n" + _("Coding goes on with the version that was right last.")
        else:
            said = _("{name} was changed in another program: c shows what, and takes it over.")
            said = said.format(name=name)
        self.notify(said, title=_("Codebook"), severity="warning", timeout=15, markup=False)

    def _add_example(self, code: str | None) -> None:
        row, book = self.desk.row, self._book
        if code is None or row is None or book is None:
            return
        text = row.group.text

        def work() -> None:
            self.post_message(ExampleAdded(code, new=book.add_example(code, text) is not None))

        self.run_worker(work, group="example", thread=True, exit_on_error=False)

    @on(ExampleAdded)
    def _tell_example(self, message: ExampleAdded) -> None:
        if self._book is not None:
            self.session.codebook = self._book.codebook  # an example changes no coding
        self.follow_codebook(arrange=False)
        label = self.values.label(message.code)
        said = _("An example of {code} now; u takes it back.")
        if not message.new:
            said = _("It is an example of {code} already.")
        self.tell(said.format(code=label))
