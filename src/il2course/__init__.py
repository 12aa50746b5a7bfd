"""il2course: a computational course on interleukin-2."""

__version__ = "0.1.0"
