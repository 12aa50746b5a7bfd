"""Each module of a lesson gets the tests of `shared` for its own right answers and mistakes."""

from shared import sheet  # noqa: F401  a fixture

from il2course.questions import exercises


def pytest_generate_tests(metafunc):
    """One test for each right answer, each mistake and each exercise of the module."""
    names, module = set(metafunc.fixturenames), metafunc.module
    if {"name", "right"} <= names:
        rows = [(name, each) for name, pair in module.RIGHT.items() for each in pair]
        metafunc.parametrize(("name", "right"), rows, ids=[f"{name}-{each.__name__}" for name, each in rows])
    elif {"name", "mistake", "slip"} <= names:
        metafunc.parametrize(("name", "mistake", "slip"), module.MISTAKES)
    elif "name" in names:
        metafunc.parametrize("name", [exercise.id for exercise in exercises(module.LESSON)])
