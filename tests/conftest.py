"""What tests share: where the course and the reference data are."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("course", deadline=None, derandomize=True)  # no verdict by the clock, none by chance
settings.load_profile("course")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def reference() -> Path:
    """The reference data beside the checkout; tests that need them skip without."""
    folder = os.environ.get("IL2COURSE_REFERENCE")
    if not folder:
        pytest.skip("IL2COURSE_REFERENCE is not set: the reference data are not here")
    return Path(folder)
