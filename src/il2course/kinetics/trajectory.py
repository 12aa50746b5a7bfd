"""What a simulation gives back."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Trajectory:
    """A time course: `trajectory["LA"]` is the amount of one species, shape (…conditions, times)."""

    time: np.ndarray
    species: tuple[str, ...]
    amounts: np.ndarray  # species × …conditions × times

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self.species:
            raise KeyError(f"species must be one of {', '.join(self.species)}, got {name!r}")
        return self.amounts[self.species.index(name)]
