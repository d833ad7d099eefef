"""What `coder doctor` finds: versions, the Dutch in use, and whether a project is whole."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from coder import __version__
from coder.domain.locations import Location
from coder.domain.tokens import Lemmatizer
from coder.folders import settings_file
from coder.i18n import N_, _
from coder.language.pipeline import choose_pipeline
from coder.services.dutch import dutch_change
from coder.services.homeless import homeless
from coder.services.project_health import examine_project
from coder.settings import load_settings
from coder.storage.project import Project

LIBRARIES = ("textual", "sqlalchemy", "spacy", "scikit-learn", "pandas", "wordcloud", "pyreadstat")


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Findings as (what, finding); `problems` each in a sentence, none when the file is whole.

    `notices`: what a person should look at, though nothing is damaged.

    What was examined is named in English, so that scripts find it; show it through `_()`.
    """

    lines: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "findings": dict(self.lines),
            "problems": list(self.problems),
            "notices": list(self.notices),
        }


def examine(project: Location | None) -> HealthReport:
    """Examine the installation and, where one is named, a project.

    Raises:
        ProjectError: The project cannot be opened at all.
    """
    settings = load_settings()
    dutch = choose_pipeline(settings.pipeline)
    lines = [
        ("coder", __version__),
        ("Python", platform.python_version()),
        *((name, _version(name)) for name in LIBRARIES),
        (N_("Dutch"), f"{dutch.name} {dutch.version}. {dutch.why}"),
        (N_("settings"), str(settings_file())),
    ]
    if project is None:
        return HealthReport(tuple(lines), ())
    with Project.open(project, read_only=True) as opened:
        found, problems = examine_project(opened)
        found.append((N_("lemmas"), _made_by(opened, dutch.lemmatizer)))
        notices = homeless(opened)
    return HealthReport((*lines, *found), tuple(problems), tuple(notices))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _("not installed")


def _made_by(project: Project, lemmatizer: Lemmatizer) -> str:
    change = dutch_change(project, lemmatizer)
    if change:
        return _("made by {before}; {now} is in use now and makes them anew").format(
            before=change.before, now=change.now
        )
    return project.dutch() or _("none yet")
