"""CONTRIBUTING.md: what its recipes name is there, and does what they say."""

import re

import pytest

from il2course import cli

RECIPES = ("Add a fact", "Add an explorer", "Add an exercise", "Add a lesson", "Change the website", "Release")


@pytest.fixture(scope="module")
def recipes(root) -> dict[str, str]:
    """The sections of CONTRIBUTING.md by their heading."""
    parts = re.split(r"^## (.+)$", (root / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", RECIPES)
def test_every_file_that_a_recipe_names_is_there(root, recipes, name):
    named = re.findall(
        r"`((?:src|tests|notebooks|exercises|solutions|docs)/[\w./-]*|\w+\.(?:md|cff|toml))`", recipes[name]
    )
    assert named
    assert [place for place in named if not (root / place).exists()] == []


@pytest.mark.parametrize("name", RECIPES)
def test_every_command_that_a_recipe_names_can_be_typed(recipes, name):
    commands = re.findall(r"`python3 course\.py ([^`]+)`", recipes[name])
    for command in commands:
        assert cli.make_parser().parse_args(command.split()).run


@pytest.mark.parametrize("name", [name for name in RECIPES if name.startswith("Add")])
def test_a_recipe_says_when_it_is_right(recipes, name):
    """A numbered list in order, then the check."""
    steps = [int(number) for number in re.findall(r"^(\d+)\. ", recipes[name], re.MULTILINE)]
    assert steps == list(range(1, len(steps) + 1)) and len(steps) >= 3
    assert "It is right when" in recipes[name].split(f"\n{steps[-1]}. ")[1]


def test_names_in_the_recipes_are_those_of_the_code(root, recipes):
    """The lists that a recipe has one add to."""
    for recipe, word, place in (
        ("Add an explorer", "EXPLORERS", "src/il2course/explorers/receptor.py"),
        ("Add a lesson", "LESSONS", "src/il2course/questions/__init__.py"),
        ("Add a lesson", "ROOMS", "src/il2course/site/reference.py"),
    ):
        assert f"`{word}`" in recipes[recipe]
        assert re.search(rf"^{word}\b", (root / place).read_text(encoding="utf-8"), re.MULTILINE), place
