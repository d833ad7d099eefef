"""Quotes in the words and signs of the quotes screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from coder.domain.personal_kinds import Finding, Kind
from coder.domain.quotes import Quote, QuoteStatus
from coder.i18n import _
from coder.tui.signs import PROPOSED, YOURS
from coder.tui.text import joined, one_line, shown
from coder.tui.widgets.answer_list import Line
from coder.tui.widgets.answer_view import MARKED

if TYPE_CHECKING:
    from coder.services.quote_desk import CodeQuotes

OBJECTS, REJECTED = "!", "×"
EMPTY = Line("", " ")


def quote_line(quote: Quote) -> Line:
    """A quote on one line of the list: its sign, its text, who said it."""
    approved = quote.status is QuoteStatus.APPROVED
    objects = bool(quote.objections) and quote.status is QuoteStatus.CANDIDATE
    sign = OBJECTS if objects else sign_of(quote.status)
    return Line(
        one_line(quote.text),
        sign,
        codes=quote.attribution.text,
        star=quote.starred,
        quiet=not approved and quote.status is QuoteStatus.REJECTED,
        alarm=objects,
    )


def sign_of(status: QuoteStatus) -> str:
    """The sign of a status."""
    return {
        QuoteStatus.APPROVED: YOURS,
        QuoteStatus.REJECTED: REJECTED,
        QuoteStatus.CANDIDATE: PROPOSED,
    }[status]


def code_line(code: CodeQuotes) -> Line:
    """A code on one line: how many of its answers are approved as quotes."""
    count = _("{approved} of {respondents}").format(
        approved=code.approved, respondents=code.respondents
    )
    return Line(code.label, YOURS if code.approved else " ", codes=count, star=bool(code.starred))


def kind_name(kind: Kind) -> str:
    """What somebody could be recognised by, in words."""
    return {
        Kind.EMAIL: _("e-mail address"),
        Kind.PHONE: _("phone number"),
        Kind.POSTCODE: _("postcode"),
        Kind.BSN: _("citizen service number"),
        Kind.IBAN: _("account number"),
        Kind.URL: _("web address"),
        Kind.ADDRESS: _("address"),
        Kind.BIRTHDATE: _("date of birth"),
        Kind.NUMBER: _("file number"),
        Kind.NAME: _("name of a person"),
        Kind.PLACE: _("place"),
        Kind.ORGANISATION: _("organisation"),
        Kind.TITLE: _("title that few have"),
    }[kind]


def marked(text: str, findings: Sequence[Finding]) -> Content:
    """A text to the letter, what points at somebody marked."""
    content = Content(shown(text), strip_control_codes=False)
    for finding in findings:
        content = content.stylize(MARKED, finding.start, finding.end)
    return content


def detail(quote: Quote) -> Content:
    """Everything about one quote: as typed, as printed, who said it, what the guard says."""
    parts = [
        _titled(_("As it will be printed"), _printed(quote)),
        _attribution(quote),
        _titled(_("As typed"), marked(quote.original, quote.findings)) if _differs(quote) else None,
        _findings(quote),
        _objections(quote),
        _decision(quote),
        Content.styled(joined(*quote.reasons), "$quiet"),
    ]
    return Content("\n\n").join(part for part in parts if part)


def _differs(quote: Quote) -> bool:
    return quote.shortened or bool(quote.findings)


def _titled(title: str, body: Content) -> Content:
    return Content.assemble((title, "bold $quiet"), "\n", body)


def _printed(quote: Quote) -> Content:
    words = marked(quote.text, quote.remaining).stylize("bold")
    return Content.assemble("‘", words, "’ – ", (shown(quote.attribution.text), "$primary"))


def _attribution(quote: Quote) -> Content | None:
    if not quote.attribution.note:
        return None
    return Content.styled(_("Attribution: {note}").format(note=quote.attribution.note), "$quiet")


def _findings(quote: Quote) -> Content | None:
    if not quote.findings:
        return None
    lines = [
        Content.assemble(
            (shown(quote.original[finding.start : finding.end]), MARKED),
            f"  {kind_name(finding.kind)} → {finding.suggestion}",
        )
        for finding in quote.findings
    ]
    return Content("\n").join([Content.styled(_("Personal data"), "bold $quiet"), *lines])


def _objections(quote: Quote) -> Content | None:
    if not quote.objections or quote.status is QuoteStatus.REJECTED:
        return None
    lines = [
        Content.assemble((f"{OBJECTS} ", "bold $error"), shown(why)) for why in quote.objections
    ]
    return Content("\n").join(lines)


def _decision(quote: Quote) -> Content | None:
    if quote.status is QuoteStatus.CANDIDATE and not quote.by:
        return None
    said = {
        QuoteStatus.APPROVED: _("Approved"),
        QuoteStatus.REJECTED: _("Rejected"),
        QuoteStatus.CANDIDATE: _("Candidate again"),
    }[quote.status]
    when = f"{quote.at:%Y-%m-%d %H:%M}" if quote.at else ""
    note = f"“{quote.note}”" if quote.note else ""
    line = joined(said, quote.by, when, note)
    return Content.assemble((f"{sign_of(quote.status)} ", "bold $primary"), shown(line))
