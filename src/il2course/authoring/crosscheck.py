"""Runs a network in libroadrunner, the reference simulator of SBML, beside our own engine.

libroadrunner and antimony are no dependencies of the course; they get an environment of their own. What runs there
is this file as a script: it exports the model through `to_sbml`, loops over the conditions and says how long that took.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from il2course.authoring.peers import CACHE, python_with
from il2course.errors import CourseError
from il2course.kinetics import Network, to_sbml

PACKAGES = ("libroadrunner==2.10.0", "antimony==3.3.0")
SECONDS = 900


@dataclass(frozen=True)
class Run:
    """What libroadrunner found: amounts (species, conditions, times), and the processor seconds its loop took."""

    amounts: np.ndarray
    seconds: float


def simulate(
    network: Network,
    conditions: Sequence[tuple[Mapping[str, float], Mapping[str, float]]],
    time_points: Sequence[float],
    *,
    rtol: float,
    atol: float,
    folder: Path = CACHE,
) -> Run:
    """Every condition (initial, parameters) of a network, one after the other, by CVODE.

    Raises
    ------
    CourseError
        when the environment cannot be made or the run fails.
    """
    python = python_with("roadrunner", PACKAGES, folder)
    plan = {
        "text": str(network),
        "held": network.held,
        "compartments": {place.name: place.species for place in network.compartments},
        "conditions": [[dict(initial), dict(parameters)] for initial, parameters in conditions],
        "times": list(map(float, time_points)),
        "rtol": rtol,
        "atol": atol,
    }
    done = subprocess.run(
        [str(python), "-P", __file__],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise CourseError(f"libroadrunner failed: {(done.stderr.strip().splitlines() or ['no word why'])[-1]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    return Run(np.array(answer["amounts"]).transpose(2, 0, 1), answer["seconds"])


def _inside(plan: dict) -> dict:
    """The part that runs where libroadrunner is."""
    import roadrunner

    network = Network.parse(plan["text"], plan["held"], plan["compartments"])
    model = roadrunner.RoadRunner(to_sbml(network, *plan["conditions"][0]))
    model.setIntegrator("cvode")
    model.integrator.relative_tolerance = plan["rtol"]
    model.integrator.absolute_tolerance = plan["atol"]
    model.integrator.maximum_num_steps = 1_000_000
    model.timeCourseSelections = [f"[{name}]" for name in network.species]
    found, start = [], time.process_time()
    for initial, parameters in plan["conditions"]:
        model.reset()
        for name, value in parameters.items():
            model[name] = value
        for name in network.species:
            model[f"[{name}]"] = initial.get(name, 0.0)
        found.append(np.array(model.simulate(times=plan["times"])))
    seconds = time.process_time() - start
    return {"amounts": [one.tolist() for one in found], "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(_inside(json.load(sys.stdin))))
