"""Figures in the app are those of the results service, and state their base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.widgets import Static

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.services.workbench import Workbench
from coder.storage.intake import Intake, IntakeRow
from coder.storage.rows import Attribute
from coder.tui.figure_views import Asked, View
from coder.tui.screens.results import Computed, ResultsScreen
from coder.tui.widgets.figures import Figures


async def code_some(app: Any) -> None:
    await app.press("space", "space", "r")


async def test_counts_show_respondents_percentages_and_their_base(start: Any) -> None:
    async with start() as app:
        await code_some(app)
        assert "4 of 8 respondents coded · % of n = 8 · several codes possible" in app.text
        line = next(line for line in app.text.splitlines() if "Werkdruk" in line)
        assert line.lstrip("▌ ").split()[:4] == ["Werkdruk", "3", "38", "3"]


async def test_counts_follow_the_coding(start: Any) -> None:
    async with start() as app:
        await app.press("r", "escape", "space", "r")
        assert "3 of 8 respondents coded" in app.text


async def test_counts_say_how_many_a_machine_alone_coded(start: Any, workbench: Workbench) -> None:
    answers = workbench.project.answers("zorgen", "2024")
    machine = workbench.project.coder("regels", Source.RULES)
    decisions = tuple(Decision(answers[row].id, Mark.CODE, True, "werkdruk") for row in (0, 2))
    workbench.project.append(NewBatch(machine, "Coded by rules", decisions))
    async with start() as app:
        await app.press("r")
        assert "2 coded only by rules or model, to be confirmed" in app.text
        await app.press("escape", "enter", "enter", "r")
        assert "to be confirmed" not in app.text


async def test_names_show_how_many_are_different_and_named_once(start: Any) -> None:
    async with start() as app:
        await app.press("r", "2")
        assert "n = 8 · 6 different answers · 5 given once" in app.text
        first = app.text.splitlines()
        line = next(line for line in first if line.strip("▌ ").lower().startswith("werkdruk"))
        assert line.lstrip("▌ ").split()[1:3] == ["3", "38"]


async def test_words_and_families_have_their_own_views(start: Any) -> None:
    async with start() as app:
        await app.press("r", "4")
        assert "in the words" in app.text
        await app.press("shift+tab")
        assert "this codebook has no families" in app.text
        await app.press("tab", "tab", "tab", "tab")
        assert "mentions" in app.text  # round to the first view


async def test_the_word_cloud_is_written_and_its_path_shown(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("r", "c")
        path = workbench.path.parent / "output" / "wolk_zorgen_2024.png"
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.name in "".join(app.text.split())
        assert "werkdruk" in app.text  # the words stand in the preview
        await app.press("escape")
        assert path.name in "".join(app.text.split())


async def test_a_cloud_that_cannot_be_written_is_told(start: Any, workbench: Workbench) -> None:
    (workbench.path.parent / "output").write_text("in the way", encoding="utf-8")
    async with start() as app:
        await app.press("r", "c")
        assert app.notices
        assert isinstance(app.app.screen, ResultsScreen)


async def test_figures_of_a_view_that_was_left_are_dropped(start: Any) -> None:
    async with start() as app:
        await app.press("r", "2")
        late = Computed(Asked(View.COUNTS, "zorgen", "2024"), None)  # type: ignore[arg-type]
        app.app.screen.post_message(late)
        await app.settle()
        assert "different answers" in str(app.app.screen.query_one("#summary", Static).content)


async def test_a_long_table_scrolls_under_its_heading(
    start: Any, make_project: Any, workbench: Workbench
) -> None:
    names = tuple(f"functie {number:03d}" for number in range(200))
    other = Workbench(
        make_project(names, "lang.coder"), "Anna", workbench.lemmatizer, workbench.settings
    )
    async with start((80, 24), bench=other) as app:
        await app.press("r", "2", "end")
        assert "functie 199" in app.text
        assert "respondents" in app.text
        await app.press("home", *"jjjjjjjjjjjjjjjjjjjj")
        assert "functie 000" not in app.text
        assert "functie 020" in app.text
        assert app.app.screen.query_one(Figures).place == (20, 0)


async def test_enter_shows_exactly_the_answers_that_a_count_counts(start: Any) -> None:
    async with start() as app:
        await code_some(app)
        counted = next(line for line in app.text.splitlines() if "Werkdruk" in line)
        await app.press("enter")
        assert f"{counted.lstrip('▌ ').split()[1]} respondents" in app.text
        assert "counts.zorgen.werkdruk.n@2024" in app.text
        assert "werkdruk." in app.text
        assert "Minder geld" not in app.text
        await app.press("escape")
        assert isinstance(app.app.screen, ResultsScreen)


async def test_the_cursor_comes_back_to_its_figure(start: Any) -> None:
    async with start() as app:
        await code_some(app)
        await app.press("j", "j", "enter", "escape")
        assert app.app.screen.query_one(Figures).place == (2, 0)


async def test_groups_stand_side_by_side_and_each_cell_leads_to_its_answers(start: Any) -> None:
    async with start() as app:
        await code_some(app)
        await app.press("5")
        assert "by organisatie" in app.text
        line = next(line for line in app.text.splitlines() if "Werkdruk" in line)
        cells = line.split("Werkdruk")[1].split("%")[:3]
        assert [cell.split() for cell in cells] == [["3", "38"], ["2", "50"], ["1", "25"]]
        await app.press("j", "right", "enter")
        assert "2 respondents" in app.text
        assert "[organisatie=buurtteam]" in app.text


async def test_the_groups_can_be_chosen(start: Any) -> None:
    async with start() as app:
        await app.press("r", "b")
        assert "Groups by…" in app.text
        assert "2 values" in app.text
        await app.press("enter")
        assert "by organisatie" in app.text


async def test_the_base_of_a_group_leads_to_everybody_in_it(start: Any) -> None:
    async with start() as app:
        await app.press("r", "5", "right", "right", "enter")
        assert "4 respondents" in app.text


async def test_a_small_count_that_is_kept_back_shows_no_answers(
    start: Any, workbench: Workbench
) -> None:
    workbench.settings.smallest_cell = 3
    async with start() as app:
        await code_some(app)
        await app.press("5", "j", "right")
        assert "<3" in app.text
        await app.press("enter")
        assert "kept back" in app.text
        assert isinstance(app.app.screen, ResultsScreen)


async def test_waves_need_two(start: Any) -> None:
    async with start() as app:
        await app.press("r", "6")
        assert "asked in one wave only" in app.text


async def test_waves_stand_side_by_side_with_their_difference(
    start: Any, workbench: Workbench
) -> None:
    rows = [IntakeRow(f"o{n}", "werkdruk", ("gemeente",)) for n in range(4)]
    attributes = (Attribute("organisatie", "Organisatie"),)
    workbench.project.take_in(Intake("zorgen", rows, wave="2020", attributes=attributes))
    async with start() as app:
        await app.press("r", "6")
        assert "2024 minus 2020" in app.text
        assert "n = 4" in app.text.replace("\xa0", " ")


async def test_what_shows_is_drawn_as_a_chart(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        await code_some(app)
        await app.press("p")
        path = workbench.path.parent / "output" / "grafiek_zorgen_2024.png"
        assert path.read_bytes().startswith(b"\x89PNG")


async def test_a_person_decides_which_spellings_are_one_name(
    start: Any, make_project: Any, workbench: Workbench, codebook_file: Path
) -> None:
    typed = ("opbouwwerker", "opbouwwerker", "opbouwerker", "wijk coach", "wijkcoach", "wijkcoach")
    project = make_project(typed, "namen.coder")
    other = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
    async with start(bench=other) as app:
        await app.press("r", "2")
        assert "4 different answers" in app.text
        await app.press("m")
        assert "2 spellings" in app.text
        await app.press("enter", "n", "escape")
        assert "3 different answers" in app.text
    written = (codebook_file.parent / "name_merges.yaml").read_text(encoding="utf-8")
    assert "wijkcoach:" in written
    assert "different:" in written
    assert not other.results.variants("zorgen")


async def test_many_groups_scroll_sideways(start: Any, workbench: Workbench) -> None:
    rows = [IntakeRow(f"x{n}", "werkdruk", (f"organisatie nummer {n}",)) for n in range(9)]
    attributes = (Attribute("organisatie", "Organisatie"),)
    workbench.project.take_in(Intake("zorgen", rows, wave="2024", attributes=attributes))
    async with start((80, 24)) as app:
        await app.press("r", "5")
        assert "→" in app.text
        assert "nummer 8" not in app.text
        await app.press(*["right"] * 12)
        assert "nummer 8" in " ".join(app.text.split())
        assert "← +" in app.text
