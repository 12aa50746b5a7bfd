"""What the essay sheet asks: a choice and a text."""

from il2course.questions import Exercise, Slip

EXERCISES = (
    Exercise(
        "first_cell",
        "Which cell answers first",
        "choice",
        points=1,
        parameters={},
        options=("Treg", "NK"),
        slips=(Slip("beta", "CD122 is not all there is.", lambda expected: "NK"),),
    ),
    Exercise("why", "Say why", "text", points=3, parameters={}),
)
