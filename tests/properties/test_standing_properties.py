"""What counts, read at once, is what `effective` says answer by answer."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.coding import Decision, Mark, NewBatch, Source, effective
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

CODERS = (
    ("Anna", Source.PERSON),
    ("Bo", Source.PERSON),
    ("regels", Source.RULES),
    ("model", Source.MODEL),
)
steps = st.lists(
    st.tuples(
        st.sampled_from(CODERS),
        st.integers(0, 3),
        st.sampled_from([Mark.CODE, Mark.CODE, Mark.DONE, Mark.LATER, Mark.STAR]),
        st.booleans(),
        st.sampled_from(["a", "b", "c"]),
    ),
    max_size=20,
)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_the_codes_that_count_are_those_of_effective(steps: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as folder, Project.create(Path(folder) / "p.coder") as project:
        for wave in ("2020", "2024"):
            rows = [IntakeRow(f"r{n}", "tekst") for n in range(2)]
            project.take_in(Intake("q", rows, wave=wave))
        answers = project.answers("q")
        for (name, source), place, mark, present, code in steps:  # type: ignore[misc]
            decision = Decision(
                answers[place].id,  # type: ignore[call-overload]
                mark,  # type: ignore[arg-type]
                present,  # type: ignore[arg-type]
                code if mark is Mark.CODE else "",  # type: ignore[arg-type]
            )
            project.append(NewBatch(project.coder(name, source), "t", (decision,)))
        for wave in (None, "2020", "2024"):
            codings = project.codings("q", wave)
            expected = {a: effective(given).marks.codes for a, given in codings.items()}
            assert project.codes_that_count("q", wave) == {a: c for a, c in expected.items() if c}
            wanted = {answer.id: answer.respondent_id for answer in project.answers("q", wave)}
            assert project.respondents_of("q", wave) == wanted
        for coder in project.coders():
            own = project.codings("q", "2024", coder.id)
            expected = {a: effective(given).marks.codes for a, given in own.items()}
            found = project.codes_that_count("q", "2024", coder.id)
            assert found == {a: c for a, c in expected.items() if c}
