"""The course as a website: lessons as they ran, every number with its source, and the reference of the package.

Sphinx reads one folder, so `assemble` puts one together: the pages of docs/, and those that are made from the
notebooks, the ledger, the docstrings and the files at the top of the checkout.
"""
