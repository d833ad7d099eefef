"""Is a project whole? Structure, references, checksums, journal, and the codes in use."""

from __future__ import annotations

from coder.domain.coding import Decision, Marks, replay
from coder.i18n import N_, _, ngettext
from coder.services.homeless import homeless
from coder.storage.backups import backups_of
from coder.storage.project import Project
from coder.storage.soundness import WHOLE, Soundness, examine, in_words

Findings = list[tuple[str, str]]


def examine_project(project: Project) -> tuple[Findings, list[str]]:
    """What was examined and found, and all that is wrong, each in a sentence."""
    with project.reading() as connection:
        sound = WHOLE if project.shared else examine(connection)
    differences = journal_differences(project)
    questions = project.questions()
    lines = [
        (N_("project"), str(project.place)),
        (N_("questions"), ", ".join(question.key for question in questions)),
        (N_("answers"), str(sum(len(project.answers(question.key)) for question in questions))),
        (N_("coders"), ", ".join(coder.name for coder in project.coders())),
        (N_("backups"), _backups(project)),
        (N_("integrity"), sound.structure or _("whole")),
        (N_("checksums of the rows"), ", ".join(map(in_words, sound.broken)) or _("as stored")),
        (N_("orphaned answers and other references"), str(sum(sound.orphans.values()))),
        (N_("journal against present coding"), _("{count} differences").format(count=differences)),
        (N_("codings without a code"), "; ".join(homeless(project)) or _("none")),
    ]
    return lines, _problems(sound, differences)


def journal_differences(project: Project) -> int:
    """Answers (per coder) whose present marks differ from what the journal adds up to."""
    by_coder: dict[int, list[Decision]] = {}
    for entry in project.journal():
        by_coder.setdefault(entry.batch.coder.id, []).append(entry.decision)
    nothing = Marks()
    differences = 0
    for coder in project.coders():
        wanted = replay(by_coder.get(coder.id, ()))
        present = project.marks(coder.id, list(wanted))
        differences += sum(
            present.get(answer_id, nothing) != marks for answer_id, marks in wanted.items()
        )
    return differences


def _problems(sound: Soundness, differences: int) -> list[str]:
    problems = [sound.structure] if sound.structure else []
    problems += map(in_words, sound.broken)
    for table, count in sound.orphans.items():
        text = _("{count} rows of the table {table} belong to something that is not there.")
        problems.append(text.format(count=count, table=table))
    if differences:
        text = _("{count} answers carry another coding than their decisions add up to.")
        problems.append(text.format(count=differences))
    return problems


def _backups(project: Project) -> str:
    if project.shared:
        return _("kept by who runs the server")
    found = backups_of(project.path)
    if not found:
        return _("none yet")
    text = ngettext("{count}, made {at}", "{count}, the newest of {at}", len(found))
    return text.format(count=len(found), at=found[0].at.astimezone().strftime("%Y-%m-%d %H:%M"))
