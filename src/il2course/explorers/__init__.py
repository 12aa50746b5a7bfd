"""Explorers, one module a lesson: named parameters and a function of them → Chart."""
