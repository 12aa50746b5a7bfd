"""The real command line with the toy lessons in place of the course's: `python command.py grade …`."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])

from il2course import cli  # noqa: E402
from il2course.grading import sheet  # noqa: E402

sheet.QUESTIONS = "toys"

if __name__ == "__main__":
    sys.exit(cli.main())
