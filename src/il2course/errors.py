"""The one error that ends a command with a sentence instead of a traceback."""


class CourseError(Exception):
    """Something is wrong with the input; the message is one clear sentence for the person at the keyboard."""
