"""A helix seen along its axis: the wheel of its side chains, and the hydrophobic moment."""

from dataclasses import dataclass

import numpy as np

from il2course.arguments import finite, number
from il2course.coordinates import Chain, Helix
from il2course.coordinates.chain import AMINO_ACIDS
from il2course.signature import typed
from il2course.structure.hydrophobicity import EISENBERG

ALPHA_STEP_DEG = 100.0  # 360° in 3.6 residues


@dataclass(frozen=True)
class Wheel:
    """Side chains around a helix.

    Attributes
    ----------
    label
        "F42", in order.
    angle_deg
        where each points, 0 to 360, the first at 0; shape (n,).
    hydrophobicity
        of each, on Eisenberg's scale; shape (n,).
    """

    label: tuple[str, ...]
    angle_deg: np.ndarray
    hydrophobicity: np.ndarray

    @property
    def mean_hydrophobicity(self) -> float:
        """Of all residues."""
        return float(self.hydrophobicity.mean())

    @property
    def _moment(self) -> complex:
        return complex(np.mean(self.hydrophobicity * np.exp(1j * np.radians(self.angle_deg))))

    @property
    def moment(self) -> float:
        """Hydrophobic moment per residue: |Σ H·exp(i·angle)| / n, 0 where no side of the helix is greasier."""
        return abs(self._moment)

    @property
    def direction_deg(self) -> float:
        """Where the moment points, 0 to 360: the middle of the greasy side."""
        return float(np.degrees(np.angle(self._moment)) % 360 % 360)  # twice: just below 0 becomes 360, then 0

    def away_deg(self) -> np.ndarray:
        """How far each side chain points away from the moment, 0 to 180; shape (n,)."""
        return np.abs((self.angle_deg - self.direction_deg + 180) % 360 - 180)


@typed
def wheel(sequence: str, first: int = 1, step_deg: float = ALPHA_STEP_DEG) -> Wheel:
    """The wheel of a piece of sequence.

    Parameters
    ----------
    first
        number of its first residue, for the labels.
    step_deg
        from one residue to the next: 100° in an α helix, some 160 to 180° in a strand.

    Raises
    ------
    TypeError, ValueError
        when the sequence is empty or not of the 20 amino acids, or the step is no finite number.

    Source: Eisenberg, Weiss & Terwilliger 1982 (key eisenberg1982).
    """
    unknown = sorted(set(sequence) - set(AMINO_ACIDS))
    if unknown or not sequence:
        raise ValueError(f"sequence must be of the 20 amino acids, got {''.join(unknown) or 'nothing'!r}")
    angles = np.arange(len(sequence)) * number("step_deg", step_deg) % 360
    labels = tuple(f"{letter}{at}" for at, letter in enumerate(sequence, start=first))
    return Wheel(labels, angles, np.array([EISENBERG[letter] for letter in sequence]))


@typed
def helix_wheel(chain: Chain, helix: Helix) -> Wheel:
    """The wheel of a helix of a chain, by its sequence."""
    return wheel(chain.sequence[chain.places(helix)], helix.first)


@typed
def moment_by_step(sequence: str, steps_deg: np.ndarray) -> np.ndarray:
    """Hydrophobic moment per residue for several steps, same shape as `steps_deg`; an α helix peaks near 100°."""
    finite("steps_deg", steps_deg)
    return np.vectorize(lambda step: wheel(sequence, step_deg=step).moment, otypes=[float])(steps_deg)
