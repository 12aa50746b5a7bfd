"""Sphinx's settings for the website, which `python3 course.py docs` builds."""

from il2course import __version__

project = html_title = "il2course"
author = "The il2course authors"
project_copyright = f"{author}. Text and figures CC BY 4.0, code MIT"
version = release = __version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "il2course.site.docstrings",
    "il2course.site.formulas",
    "il2course.site.theme",
]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

nb_execution_mode = "off"  # il2course.site.lessons executes them
nb_ipywidgets_js = {}  # no script of others'
nb_merge_streams = True

default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
python_use_unqualified_type_names = True
add_module_names = False

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["explorers.css", "site.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("explorers.js", "site.js")]
html_math_renderer = "drawn"
html_copy_source = False
html_use_index = html_domain_indices = False  # the search finds names too
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": False, "top_of_page_buttons": []}
