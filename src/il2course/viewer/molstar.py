"""Mol* and the language of its scenes, imported in silence: molviewspec uses what pydantic calls deprecated."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from ipymolstar import MolViewSpec
    from molviewspec import ComponentExpression, create_builder
    from molviewspec.builder import Component, Representation, Structure

__all__ = ["Component", "ComponentExpression", "MolViewSpec", "Representation", "Structure", "create_builder"]
