"""What a user chooses in the app: it counts at once, and is still there tomorrow."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from coder.folders import settings_file
from coder.services.logs import log_unexpected
from coder.services.workbench import Workbench
from coder.settings import Settings, load_settings
from coder.tui.app import CoderApp
from coder.tui.keymap import RESERVED, Keymap, every_table, key_name, read_keymap
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.settings import SettingsScreen
from coder.tui.screens.tour import TourScreen

SMALL = (80, 24)


def stored() -> dict[str, Any]:
    return tomllib.loads(settings_file().read_text(encoding="utf-8"))


def rebound(workbench: Workbench, keys: dict[str, dict[str, str]]) -> Workbench:
    settings = Settings(coder="Anna", keys=keys)
    return Workbench(workbench.project, "Anna", workbench.lemmatizer, settings)


async def test_colours_chosen_in_the_palette_are_remembered(start: Any) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text("# mine\nretrain_after = 7 # often\n")
    async with start() as app:
        await app.press("ctrl+p", *"colours: dark", "enter")
        assert app.app.theme == "coder-dark"
    assert load_settings().theme == "coder-dark"
    assert "# mine\nretrain_after = 7 # often\n" in settings_file().read_text()


async def test_settings_are_changed_by_key_and_kept(start: Any) -> None:
    async with start(SMALL) as app:
        await app.press("f2")
        assert "your name" in app.text
        await app.press("enter")
        app.app.screen.query_one(Input).value = "Bas"
        await app.press("enter", *["down"] * 6, "enter")
        app.app.screen.query_one(Input).value = "0"  # one decision is the least
        await app.press("enter")
        assert "greater than or equal to 1" in app.notices
        await app.press("enter")
        app.app.screen.query_one(Input).value = "9"
        await app.press("enter")
        assert "learn after 9" in " ".join(app.text.split())
        await app.press("up", "enter", "down", "enter", "up", "enter")
        app.app.screen.query_one(Input).value = "-"
        await app.press("enter")
        await app.press("escape")
        assert isinstance(app.app.screen, CodingScreen)
    assert stored() == {"coder": "Bas", "retrain_after": 9, "pace": False, "letters": ""}


async def test_the_language_changes_at_once_and_the_answer_stays_in_hand(start: Any) -> None:
    async with start(SMALL) as app:
        await app.press("j", "j", "f2", "down", "enter", "home", "down", "enter")
        assert isinstance(app.app.screen, SettingsScreen)
        assert "Instellingen" in app.text
        await app.press("escape")
        assert app.answer == "geen"
        assert "hulp" in app.text
        await app.press("escape")
        assert "o open bestand" in app.text
    assert stored() == {"language": "nl"}


async def test_a_settings_file_that_is_no_toml_is_left_alone(start: Any) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text("theme = ")
    async with start(SMALL) as app:
        await app.press("ctrl+p", *"colours: dark", "enter")
        assert "settings file cannot be read" in app.notices
        assert app.app.theme == "coder-dark"  # for now
    assert settings_file().read_text() == "theme = "


async def test_a_key_of_the_settings_replaces_the_key_it_had(
    start: Any, workbench: Workbench
) -> None:
    keys = {"coding": {"accept": "a", "undo": "n", "next": "u", "choose": "f6,f7", "redo": ""}}
    bench = rebound(workbench, keys)
    async with start(bench=bench, settings=bench.settings) as app:
        await app.press("space", "ctrl+y", "1")
        assert app.answer == "Werkdruk"
        assert not app.screen.session.rows[0].marks.codes
        assert "a accept" in app.text
        await app.press("a")
        assert app.screen.session.rows[0].marks.codes == {"werkdruk"}
        await app.press("n")  # swapped with u
        assert not app.screen.session.rows[0].marks.codes
        await app.press("f7")
        assert len(app.screen.session.rows[0].marks.codes) == 1
        await app.press("question_mark")
        assert "Take the first suggestion" in app.text


async def test_keys_that_cannot_be_are_told_at_the_start_and_stay_as_they_were(
    start: Any, workbench: Workbench
) -> None:
    keys = {"coding": {"accept": "u", "undo": "nokey", "nothing": "z"}, "all": {"help": "f"}}
    bench = rebound(workbench, keys)
    async with start(bench=bench, settings=bench.settings) as app:
        assert "[keys.coding] accept: u is “undo” already" in app.notices
        assert "[keys.coding] undo: there is no key nokey" in app.notices
        assert "[keys.coding] nothing: there is no such action" in app.notices
        assert "[keys.all] help: f is “filter” already" in app.notices
        await app.press("space", "u")
        assert not app.screen.session.rows[0].marks.codes


async def test_keys_are_changed_in_the_app_too(start: Any) -> None:
    async with start() as app:
        await app.press("f2", "end", "enter")
        screen = app.app.screen
        names = [f"{key.scope}.{key.id}" for key in screen._keys]
        screen.query_one("#rows").highlighted = names.index("coding.star")
        for wrong, said in (("u", "is “undo” already"), ("blah", "there is no key blah")):
            await app.press("enter")
            app.app.screen.query_one(Input).value = wrong
            await app.press("enter")
            assert said in app.notices
        await app.press("enter")
        app.app.screen.query_one(Input).value = "?z"
        await app.press("enter", "enter")
        app.app.screen.query_one(Input).value = "ctrl+t,z"
        await app.press("enter")
        assert stored() == {"keys": {"coding": {"star": "ctrl+t,z"}}}
        await app.press("escape", "escape", "z")
        assert app.screen.session.rows[0].marks.star
        assert "ctrl+t z star" in app.text
        await app.press("f2", "end", "enter")
        app.app.screen.query_one("#rows").highlighted = names.index("coding.star")
        await app.press("delete", "escape", "escape", "s")
        assert not app.screen.session.rows[0].marks.star


def test_no_table_has_a_key_twice_or_one_that_terminals_keep() -> None:
    for scope, table in every_table().items():
        keys = [pressed for key in table for pressed in key.keys.split(",")]
        assert len(keys) == len(set(keys)), scope
        assert not RESERVED & set(keys), scope
        assert [key_name(pressed) for pressed in keys] == keys


def test_every_action_can_have_another_key_and_nothing_else_changes() -> None:
    for table in every_table().values():
        for key in table:
            keymap = read_keymap({key.scope: {key.id: "ctrl+alt+g"}}, every_table())
            assert not keymap.problems
            assert set(keymap.changed) == {(key.scope, key.id)}
            assert set(keymap.bindings()) == {key.binding_id(k) for k in key.keys.split(",")}
    assert Keymap().bindings() == {}


async def test_the_tour_shows_once_and_again_when_asked(
    start: Any, monkeypatch: pytest.MonkeyPatch, workbench: Workbench
) -> None:
    first = Workbench(
        workbench.project, "Anna", workbench.lemmatizer, Settings(coder="Anna", tour=True)
    )
    async with start(SMALL, bench=first, settings=first.settings) as app:
        assert isinstance(app.app.screen, TourScreen)
        for step in range(1, 6):
            assert f"{step}/5" in app.text
            await app.press("enter")
        assert isinstance(app.app.screen, CodingScreen)
        await app.press("ctrl+p", *"tour", "enter")
        assert "1/5" in app.text
        await app.press("escape")
        assert isinstance(app.app.screen, CodingScreen)
    async with start(SMALL, bench=None, settings=first.settings) as app:
        assert not isinstance(app.app.screen, TourScreen)


async def test_the_palette_has_every_action_of_the_screen(start: Any) -> None:
    from coder.tui.commands import CoderCommands

    async with start() as app:
        offered = {action for _t, _h, action in CoderCommands(app.screen)._commands()}
        wanted = {key.action for key in app.screen.KEYS if key.palette}
        assert wanted <= offered
        assert {"app.settings", "app.tour", "take_in", "app.quit"} <= offered


def test_the_log_never_holds_what_was_answered(clean_home: Path) -> None:
    try:
        int("mijn moeder is ziek")
    except ValueError:
        path = log_unexpected()
    assert path is not None
    assert "test_personal" in path.read_text()
    assert "moeder" not in path.read_text()


def test_the_app_starts_without_a_folder_for_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent/a")
    monkeypatch.setenv("XDG_STATE_HOME", "/nonexistent/b")
    assert CoderApp(settings=Settings(coder="x")).settings.coder == "x"


async def test_feet_of_dialogs_name_the_keys_of_this_user(start: Any, workbench: Workbench) -> None:
    keys = {"dialog": {"cancel": "f8"}, "confirm": {"agree": "ctrl+o"}}
    bench = rebound(workbench, keys)
    async with start(bench=bench, settings=bench.settings) as app:
        await app.press("slash")
        assert "f8 cancel" in app.text
        await app.press("f8", "f", *"druk", "enter", "A", *"werkd", "enter")
        assert "ctrl+o yes   f8 no" in app.text
