"""The look of a Word report: one sober family of styles that its reader can change in Word."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from coder.reports.word_parts import element

FONT = "Calibri"
INK, ACCENT, QUIET = RGBColor(0x1F, 0x26, 0x2B), RGBColor(0x17, 0x49, 0x6B), RGBColor(85, 96, 104)
NOTE, QUOTE, CELL, TABLE = "Coder Note", "Coder Quote", "CoderCell", "TableNormal"
_LOCALES = {"nl": "nl-NL", "en": "en-GB"}


def dress(word: Any, language: str) -> None:
    """Gives an empty document the page, the styles and the language of a report."""
    _page(word)
    _language(word, language)
    _body(word)
    _headings(word)
    _own(word)
    _contents(word)


def _page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
    settings = word.settings.element
    settings.append(element("w:autoHyphenation", val="true"))  # long Dutch words in narrow columns


def _language(word: Any, language: str) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    found = next(iter(defaults.iter(qn("w:lang"))), None)
    if found is not None:
        found.set(qn("w:val"), _LOCALES.get(language, language))


def _body(word: Any) -> None:
    normal = word.styles["Normal"]
    _font(normal, 10.5, INK)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    for name in ("Header", "Footer"):
        _font(word.styles[name], 8.5, QUIET)
        stops = word.styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    for level in ("", " 2", " 3"):
        for kind in ("List Bullet", "List Number"):
            word.styles[kind + level].paragraph_format.space_after = Pt(3)


def _headings(word: Any) -> None:
    sizes = {"Title": 26, "Subtitle": 14, "Heading 1": 18, "Heading 2": 13.5, "Heading 3": 11.5}
    for name, size in (sizes | {"Heading 4": 10.5}).items():
        style = word.styles[name]
        _font(style, size, QUIET if name == "Subtitle" else ACCENT)
        style.font.bold = name.startswith("Heading")
        style.font.italic = False
        _without_borders(style)
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    word.styles["Heading 1"].paragraph_format.space_after = Pt(10)
    word.styles["Heading 2"].paragraph_format.space_before = Pt(18)
    word.styles["Heading 2"].paragraph_format.space_after = Pt(5)
    word.styles["Title"].paragraph_format.space_before = Pt(60)
    caption = word.styles["Caption"]
    _font(caption, 9.5, ACCENT)
    caption.font.bold = False
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)


def _own(word: Any) -> None:
    note = word.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = word.styles["Normal"]
    _font(note, 8.5, QUIET)
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(3), Pt(10)
    quote = word.styles.add_style(QUOTE, WD_STYLE_TYPE.PARAGRAPH)
    quote.base_style = word.styles["Normal"]
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(0.8)
    _rule_at_the_left(quote)
    cell = word.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = word.styles["Normal"]
    _font(cell, 9, INK)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0


def _contents(word: Any) -> None:
    for level in (1, 2):
        style = word.styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        form = style.paragraph_format
        form.left_indent = Cm(0.6 * (level - 1))
        form.space_before, form.space_after = Pt(6 if level == 1 else 0), Pt(2)
        form.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        style.font.bold = level == 1
    heading = word.styles["TOC Heading"]
    heading.base_style = word.styles["Normal"]
    _font(heading, 13.5, ACCENT)
    heading.font.bold = True
    heading.paragraph_format.space_before = Pt(36)


def _font(style: Any, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # the theme's font would go before ours
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _without_borders(style: Any) -> None:
    properties = style.element.pPr
    for border in list(properties.iter(qn("w:pBdr"))) if properties is not None else ():
        properties.remove(border)


def _rule_at_the_left(style: Any) -> None:
    borders = element("w:pBdr")
    borders.append(element("w:left", val="single", sz=18, space=10, color="B8C6CF"))
    properties = style.element.get_or_add_pPr()
    indent = properties.find(qn("w:ind"))
    indent.addprevious(borders) if indent is not None else properties.append(borders)
