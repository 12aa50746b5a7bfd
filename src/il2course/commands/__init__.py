"""The commands, one module each; `il2course.cli` says what such a module holds."""
