"""How the codebook screen looks: the tree with its counts, and everything about one code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.codebook import Code
from coder.i18n import _, ngettext
from coder.services.code_counts import CodeCounts, count_codes
from coder.tui import codebook_wording as wording
from coder.tui.keys import CODEBOOK_KEYS, bindings
from coder.tui.screens.base import CoderScreen
from coder.tui.signs import AGAIN, YOURS
from coder.tui.text import joined
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.sheet import Sheet
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.codebook_desk import CodebookDesk
    from coder.services.coding import CodingSession
    from coder.services.pattern_lab import PatternLab

GoTo = Callable[[str], None]  # shows the answers that a filter finds


Work = Callable[[], tuple[str, str | None]]  # what to say when it is done, the code to go to


class Done(Message):
    """A change was made: what to say of it, the code to go to, and the numbers since."""

    def __init__(self, said: str, at: str | None, counts: CodeCounts) -> None:
        super().__init__()
        self.said, self.at, self.counts = said, at, counts


class CodebookView(CoderScreen):
    """The parts of the codebook screen and how each is drawn.

    Args:
        desk: The codebook in hand.
        session: Whose codebook it is; it follows every change at once.
        lab: Tries rules on its answers.
        go_to: Shows the answers that a filter finds; None: there is no coding screen below.
    """

    CSS_PATH = "codebook.tcss"
    KEYS = CODEBOOK_KEYS
    BINDINGS = bindings(CODEBOOK_KEYS)
    AUTO_FOCUS = "#tree"

    def __init__(
        self,
        desk: CodebookDesk,
        session: CodingSession,
        lab: PatternLab,
        go_to: GoTo | None = None,
        at: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self._at = at  # the code to begin at
        self.session, self.lab, self._go_to = session, lab, go_to
        self.marked: set[str] = set()
        self.counts = CodeCounts()
        self.problem = ""  # what is wrong with the file on disk
        self.busy = False

    def compose(self) -> ComposeResult:
        """The tree, the card of the code at the cursor, between title and key line."""
        yield TwoEnds(id="title")
        yield Static(id="banner", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield TwoEnds(id="tree-title")
                yield OptionList(id="tree", markup=False)
            with VerticalScroll(id="card", can_focus=False):
                yield Sheet(id="card-text")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Draw the codebook as it is."""
        self.counts = count_codes(self.session)
        self.draw(self._at)

    def on_resize(self) -> None:
        """Other room, other widths."""
        self.call_after_refresh(self.draw)

    @property
    def code(self) -> Code | None:
        """The code at the cursor."""
        option = self.query_one("#tree", OptionList).highlighted_option
        found = {code.id: code for code in self.session.codebook.walk()}
        return found.get(str(option.id)) if option is not None else None

    def draw(self, at: str | None = None) -> None:
        """Draw all anew; `at`: put the cursor on this code."""
        options = self.query_one("#tree", OptionList)
        held = at or (self.code.id if self.code else None)
        place = options.highlighted or 0
        codebook = self.session.codebook
        self.marked &= {code.id for code in codebook.walk()}
        lines = wording.tree(codebook, self.counts, self.marked, self._width())
        options.clear_options()
        options.add_options([Option(line, id=code_id) for code_id, line in lines])
        ids = [code_id for code_id, _line in lines]
        if ids:
            options.highlighted = ids.index(held) if held in ids else min(place, len(ids) - 1)
        self._draw_head()
        self._draw_card()

    def _draw_head(self) -> None:
        codebook, waiting = self.session.codebook, self.counts.waiting
        name = self.session.question.codebook_path.rsplit("/", 1)[-1]
        left = Content.assemble(
            (codebook.title, "bold"), ("  " + joined(name, self.session.question.key), "$quiet")
        )
        count = len(codebook.codable)
        codes = ngettext("{count} code", "{count} codes", count).format(count=count)
        self.query_one("#title", TwoEnds).show(left, Content.styled(codes, "$quiet"))
        heads = Content.styled(
            AGAIN.rjust(wording.COUNT_WIDTH) + YOURS.rjust(wording.COUNT_WIDTH) + " ",
            "$quiet",
        )
        asked = _("{count} to look at again: V").format(count=waiting) if waiting else _("Codes")
        self.query_one("#tree-title", TwoEnds).show(
            Content.styled(asked, "$accent" if waiting else "$quiet"), heads
        )
        self.query_one("#banner", Static).update(self.problem)
        self.set_class(bool(self.problem), "-problem")

    def _draw_card(self) -> None:
        code = self.code
        sheet = self.query_one("#card-text", Sheet)
        if code is None:
            sheet.put(Content.styled(_("No codes yet: a adds one."), "$quiet"))
            return
        sheet.put(wording.card(self.session.codebook, code, self.counts))
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)

    def _width(self) -> int:
        return self.query_one("#tree", OptionList).scrollable_content_region.width or 30

    def perform(self, work: Work) -> None:
        """Change something in a thread, one change at a time; it is drawn when it is stored."""
        if self.busy:
            self.tell(_("One moment…"))
            return
        self.busy = True
        self.tell(_("One moment…"))

        def run() -> None:
            said, at = work()
            self.post_message(Done(said, at, count_codes(self.session)))

        self.run_worker(run, group="change", thread=True, exit_on_error=False)

    @on(Done)
    def _tell_done(self, message: Done) -> None:
        self.busy, self.counts = False, message.counts
        self.draw(message.at)
        self.tell(message.said)

    @on(OptionList.OptionHighlighted, "#tree")
    def _follow(self) -> None:
        self._draw_card()
