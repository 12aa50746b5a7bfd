"""Drawing the numbers of a case."""

import numpy as np


def log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    """A number between two positive ones, every factor as likely as any other of its size."""
    return float(np.exp(random.uniform(np.log(low), np.log(high))))
