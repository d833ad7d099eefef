"""A first plan of a report for a project, as YAML that a person goes on with."""

from __future__ import annotations

from collections.abc import Iterator

from coder.codebooks.yaml_text import scalar_text
from coder.domain.answers import Question
from coder.domain.codebook import AnswersPer
from coder.i18n import _, speaking
from coder.services.figures import FigureSource

FEWEST_GROUPS, MOST_GROUPS = 2, 15  # values of an attribute that make a readable cross-table
GROUPS_ABREAST = 4
_LINE = 96


def new_plan(source: FigureSource, title: str, language: str = "nl") -> str:
    """The YAML of a sensible report on every question that was answered."""
    with speaking(language):
        return "\n".join([*_top(title, language), *_chapters(source)]) + "\n"


def _top(title: str, language: str) -> list[str]:
    return [
        *_comment(
            _("What the report holds, in its order. Change, move and leave out as you like.")
        ),
        *_comment(
            _(
                "In a text {example} is the number as it is counted when the report is made; "
                "`coder figures PROJECT QUESTION` lists the addresses."
            ).format(example="{{ counts.QUESTION.n }}")
        ),
        *_comment(
            _("Parts: text, counts, cross (with by), waves, names, families, words, cloud, quotes.")
        ),
        f"report: {scalar_text(title)}",
        'subtitle: ""',
        'author: ""',
        f"language: {language}",
        "smallest: 3  # " + _("outsiders see no count, name or group of fewer respondents"),
        "chapters:",
    ]


def _chapters(source: FigureSource) -> Iterator[str]:
    by = _attribute(source)
    questions = [source.project.question(key) for key in source.questions]
    jobs = next((one.key for one in questions if _asks_a_name(source, one.key)), "")
    for question in questions:
        codebook = source.codebook(question.key)
        title = codebook.title if codebook else question.text or question.key
        yield f"  - title: {scalar_text(' '.join(title.split()))}"
        yield "    parts:"
        if codebook is None:
            yield from _uncoded(question)
        elif codebook.answers is AnswersPer.ONE:
            yield from _of_names(source, question)
        else:
            yield from _of_codes(question, by, jobs)


def _uncoded(question: Question) -> Iterator[str]:
    key = scalar_text(question.key)
    name = _address(question.key)
    yield from _text(
        _("{n} respondents answered this question.").format(n=_number(f"names.{name}.n"))
    )
    yield f"      - words: {key}"
    yield f"      - cloud: {key}"


def _of_names(source: FigureSource, question: Question) -> Iterator[str]:
    key, name = scalar_text(question.key), f"names.{_address(question.key)}"
    yield from _text(
        _(
            "{n} respondents gave {distinct} distinct names; {once} of these ({share}) were given "
            "once only. Named most, with their additions: {top}."
        ).format(
            n=_number(f"{name}.n"),
            distinct=_number(f"{name}.distinct"),
            once=_number(f"{name}.once"),
            share=_number(f"{name}.once_percent"),
            top=_number(f'top("{question.key}", 5)'),
        )
    )
    yield f"      - families: {key}\n        top: 15"
    yield f"      - cloud: {key}"
    yield f"      - words: {key}\n        top: 15"
    if len(source.project.waves_of(question.key)) > 1:
        yield f"      - waves: {key}\n        top: 10"


def _of_codes(question: Question, by: str, jobs: str) -> Iterator[str]:
    key, name = scalar_text(question.key), f"counts.{_address(question.key)}"
    yield from _text(
        _("{n} respondents answered “{question}”. Named most: {top}.").format(
            n=_number(f"{name}.n"),
            question=" ".join((question.text or question.key).split()),
            top=_number(f'top("{question.key}", 3)'),
        )
    )
    yield f"      - counts: {key}\n        chart: true"
    for attribute in filter(None, (by, jobs)):
        by_line, top_line = f"by: {scalar_text(attribute)}", f"top: {GROUPS_ABREAST}"
        yield f"      - cross: {key}\n        {by_line}\n        {top_line}"
    yield f"      - cloud: {key}"
    yield f"      - quotes: {key}"


def _attribute(source: FigureSource) -> str:
    """The first background attribute with few enough values to stand side by side."""
    values: dict[str, set[str]] = {}
    for background in source.project.background().values():
        for name, value in background.items():
            values.setdefault(name, set()).add(value.casefold())
    for attribute in source.project.attributes():
        if FEWEST_GROUPS <= len(values.get(attribute.name, ())) <= MOST_GROUPS:
            return attribute.name
    return ""


def _asks_a_name(source: FigureSource, question: str) -> bool:
    codebook = source.codebook(question)
    return codebook is not None and codebook.answers is AnswersPer.ONE


def _number(expression: str) -> str:
    return "{{ " + expression + " }}"


def _address(part: str) -> str:
    return part if part.isidentifier() else '"' + part.replace('"', '""') + '"'


def _text(text: str) -> Iterator[str]:
    yield "      - text: |"
    line = " " * 10
    for word in text.replace("{{ ", "{{\u00a0").replace(" }}", "\u00a0}}").split(" "):
        if len(line) + len(word) > _LINE and line.strip():
            yield line.replace("\u00a0", " ")
            line = " " * 10
        line += word if not line.strip() else f" {word}"
    yield line.replace("\u00a0", " ")


def _comment(text: str) -> list[str]:
    return [f"# {text}"]
