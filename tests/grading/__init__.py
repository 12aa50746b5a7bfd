"""Tests of the grader, module by module; tests/hostile tests it as a whole."""
