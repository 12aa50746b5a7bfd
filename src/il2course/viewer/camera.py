"""Where to look from: the same place in the browser and in the ray-traced picture."""

from dataclasses import dataclass

import numpy as np

from il2course.coordinates import Chain

DISTANCE = 2.2  # in units of the molecule's radius: far enough to see all of it


@dataclass(frozen=True)
class Camera:
    """A point to look at, a direction to look from, and which way is up, all in the frame of the coordinates."""

    target_A: np.ndarray
    toward: np.ndarray
    up: np.ndarray
    radius_A: float

    @property
    def position_A(self) -> np.ndarray:
        """Where the eye is."""
        return self.target_A + DISTANCE * self.radius_A * self.toward

    @property
    def rotation(self) -> np.ndarray:
        """Rows: to the right, up, and toward the eye."""
        return np.stack([np.cross(self.up, self.toward), self.up, self.toward])


def camera(chain: Chain, partners: tuple[Chain, ...] = ()) -> Camera:
    """Look at the broad side of a chain, its long axis upright and its first helix rising, with room for partners."""
    xyz = chain.atoms.of(chain.resolved, ["CA"]).xyz_A
    center = xyz.mean(axis=0)
    _, _, axes = np.linalg.svd(xyz - center, full_matrices=False)
    up, toward = axes[0], axes[2]
    first = chain.helices[0] if chain.helices else None
    ends = chain.atoms.of([first.first, first.last], ["CA"]).xyz_A if first else xyz[[0, -1]]
    up = up * (np.sign((ends[-1] - ends[0]) @ up) or 1.0)
    toward = toward * (np.sign((ends.mean(axis=0) - center) @ toward) or 1.0)
    frame = np.stack([np.cross(up, toward), up, toward])
    everything = np.concatenate([one.atoms.xyz_A for one in (chain, *partners)])
    seen = (everything - center) @ frame.T
    center = center + (seen.min(axis=0) + seen.max(axis=0)) / 2 @ frame
    return Camera(center, toward, up, float(np.linalg.norm(everything - center, axis=1).max()))
