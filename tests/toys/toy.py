"""What the toy sheet asks: a function, a number and an array."""

import numpy as np

from il2course.questions import Comparator, Exercise, Slip


def draw(random: np.random.Generator) -> dict[str, object]:
    """Four doses and an affinity."""
    return {"dose_nM": 10 ** random.uniform(-2, 2, 4), "kd_nM": float(random.uniform(0.5, 20))}


HIGHEST = tuple({"highest_nM": 100.0 * step} for step in range(1, 9))

EXERCISES = (
    Exercise(
        "share",
        "Share of receptors bound",
        "function",
        points=4,
        shape=(4,),
        sample=draw,
        slips=(
            Slip("unbound", "That is the share that is free.", lambda expected, **_: 1 - expected),
            Slip("ratio", "Bound over free is not bound over all.", lambda expected, **_: expected / (1 - expected)),
        ),
    ),
    Exercise(
        "closure_nM",
        "Close the cycle",
        "number",
        points=2,
        comparator=Comparator(rtol=1e-3),
        unit="nM",
        parameters={"first_nM": 10.0, "second_nM": 63.0, "third_nM": 144.0},
        slips=(
            Slip(
                "upside_down",
                "The cycle runs the other way round.",
                lambda expected, first_nM, second_nM, third_nM: first_nM * third_nM / second_nM,
            ),
        ),
    ),
    Exercise(
        "doses_nM",
        "A dilution series",
        "array",
        points=2,
        shape=(5,),
        unit="nM",
        parameters={"highest_nM": 1000.0},
        variants=HIGHEST,
    ),
)
