"""IL-2 between single cells at known places: who secretes, who takes up, and the picture of it.

Every cell is a sphere that secretes q and takes up u(c) at the mean concentration c of its surface. Far from its
own surface it acts like a point, so the concentrations obey

    c_i = Σ_j G_ij·(q_j − u_j(c_j)),   G_ij = exp(−(d_ij − a)/λ) / (4·π·D·(1 + a/λ)·d_ij),   d_ii = a

with a the radius and λ the reach of whatever else consumes between the cells (infinite when nothing does). This
is the quasi-steady diffusion of Busse 2010. Left out is what a cell's surface does to the gradient it stands in,
a dipole that acts back on its neighbor as (a/d)⁴: a few per cent where cells touch, nothing farther off.
"""

from dataclasses import dataclass

import numpy as np

from il2course.arguments import at_least, finite, non_negative, number, positive
from il2course.kinetics import ConvergenceError
from il2course.signaling.neighborhood import (
    ASSUMED_CELL_RADIUS_UM,
    DIFFUSION_UM2_PER_S,
    PM_PER_UM3,
    diffusion_limit_um3_per_s,
)
from il2course.signature import typed

NEWTON_STEPS = 100
NEWTON_RTOL = 1e-12
MOST_TRIES = 20_000  # to place one cell


@typed
@dataclass(frozen=True)
class Cells:
    """Cells in tissue, one entry a cell.

    Attributes
    ----------
    places_um
        centers, shape (cells, 2) or (cells, 3); with two coordinates all lie in the plane z = 0 of a space of three.
    secretion_per_s
        molecules a second that each secretes, ≥ 0, shape (cells,) or one number for all.
    clearance_um3_per_s
        what each clears at low concentration, µm³/s, ≥ 0, likewise.
    saturation_pM
        concentration at which uptake is half of its most; infinite for uptake that never saturates.
    radius_um
        of every cell, µm.
    """

    places_um: np.ndarray
    secretion_per_s: np.ndarray
    clearance_um3_per_s: np.ndarray
    saturation_pM: float = np.inf
    radius_um: float = ASSUMED_CELL_RADIUS_UM

    def __post_init__(self) -> None:
        places = finite("places_um", self.places_um)
        if places.ndim != 2 or places.shape[1] not in (2, 3):
            raise ValueError(f"places_um must have shape (cells, 2) or (cells, 3), got {places.shape}")
        object.__setattr__(self, "places_um", places)
        positive("radius_um", self.radius_um)
        if self.saturation_pM != np.inf:
            positive("saturation_pM", self.saturation_pM)
        for name in ("secretion_per_s", "clearance_um3_per_s"):
            values = non_negative(name, getattr(self, name))
            if values.shape not in ((), (len(places),)):
                raise ValueError(f"{name} must be one number or one a cell ({len(places)}), got shape {values.shape}")
            object.__setattr__(self, name, np.broadcast_to(values, len(places)))
        nearest = self.distances_um[~np.eye(len(places), dtype=bool)].min(initial=np.inf)
        if nearest < 2 * self.radius_um * (1 - 1e-9):
            raise ValueError(f"places_um must be at least two radii apart ({2 * self.radius_um}), got {nearest:.4g}")

    @property
    def distances_um(self) -> np.ndarray:
        """Distance between every two centers, shape (cells, cells)."""
        return np.linalg.norm(self.places_um[:, None] - self.places_um[None], axis=-1)


@dataclass(frozen=True)
class Exchange:
    """Who gets the IL-2: the steady state between `cells`, one value a cell.

    Attributes
    ----------
    cells
        as they were given.
    concentration_pM
        at the surface of each, shape (cells,).
    uptake_per_s
        molecules a second that each takes up, shape (cells,).
    diffusion_um2_per_s, background_reach_um
        as they were given.
    """

    cells: Cells
    concentration_pM: np.ndarray
    uptake_per_s: np.ndarray
    diffusion_um2_per_s: float
    background_reach_um: float

    @property
    def escaped_per_s(self) -> float:
        """Molecules a second that none of the cells gets: secreted less taken up."""
        return float(self.cells.secretion_per_s.sum() - self.uptake_per_s.sum())

    @property
    def shares(self) -> np.ndarray:
        """The share of all secreted IL-2 that each cell takes up, shape (cells,); 0 where nothing is secreted."""
        secreted = self.cells.secretion_per_s.sum()
        return self.uptake_per_s / secreted if secreted else np.zeros_like(self.uptake_per_s)


@typed
def influence(
    distances_um: np.ndarray,
    radius_um: float = ASSUMED_CELL_RADIUS_UM,
    diffusion_um2_per_s: float = DIFFUSION_UM2_PER_S,
    background_reach_um: float = np.inf,
) -> np.ndarray:
    """G: what one molecule a second from a cell adds at a distance from its center, molecules per µm³.

    Within the radius it is the value at the surface. Any shape of distances.
    """
    limit = diffusion_limit_um3_per_s(radius_um, diffusion_um2_per_s)
    reach = np.inf if background_reach_um == np.inf else positive("background_reach_um", background_reach_um)
    distance = np.maximum(non_negative("distances_um", distances_um), radius_um)
    return np.exp(-(distance - radius_um) / reach) * radius_um / (limit * (1 + radius_um / reach) * distance)


@typed
def exchange(
    cells: Cells, diffusion_um2_per_s: float = DIFFUSION_UM2_PER_S, background_reach_um: float = np.inf
) -> Exchange:
    """The steady state between cells: concentrations and uptake of each.

    Parameters
    ----------
    cells
        where they are and what they do.
    diffusion_um2_per_s
        diffusion coefficient between them.
    background_reach_um
        reach λ of other consumers, spread evenly; infinite for none.

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense.
    ConvergenceError
        when Newton's method does not converge.
    """
    matrix = influence(cells.distances_um, cells.radius_um, diffusion_um2_per_s, background_reach_um)
    saturation = cells.saturation_pM / PM_PER_UM3
    density = settle(matrix, cells.secretion_per_s, cells.clearance_um3_per_s, saturation)
    uptake = cells.clearance_um3_per_s * density / (1 + density / saturation)
    return Exchange(cells, density * PM_PER_UM3, uptake, float(diffusion_um2_per_s), float(background_reach_um))


def settle(
    matrix: np.ndarray, secretion_per_s: np.ndarray, clearance_um3_per_s: np.ndarray, saturation_per_um3: float
) -> np.ndarray:
    """Solve c = G·(q − u(c)) by Newton's method; many conditions at once.

    Shapes: matrix (…, cells, cells), secretion and clearance (…, cells); the result, molecules per µm³, (…, cells).
    Raises ConvergenceError when it does not converge.
    """
    identity = np.eye(matrix.shape[-1])
    density = np.zeros(np.broadcast_shapes(matrix.shape[:-1], np.shape(secretion_per_s), np.shape(clearance_um3_per_s)))
    for _ in range(NEWTON_STEPS):
        filling = 1 + density / saturation_per_um3
        slope = clearance_um3_per_s / filling**2
        rest = secretion_per_s - clearance_um3_per_s * density / filling + slope * density
        jacobian = identity + matrix * slope[..., None, :]
        following = np.linalg.solve(jacobian, (matrix @ rest[..., None]))[..., 0]
        following = np.maximum(following, 0.0)
        if (np.abs(following - density) <= NEWTON_RTOL * following.max(axis=-1, keepdims=True)).all():
            return following
        density = following
    raise ConvergenceError(f"the exchange between the cells did not converge in {NEWTON_STEPS} steps")


@typed
def field_pM(exchange: Exchange, x_um: np.ndarray, y_um: np.ndarray, z_um: float = 0.0) -> np.ndarray:
    """The concentration on a grid through the cells, pM: the picture of a neighborhood.

    Parameters
    ----------
    exchange
        the steady state between the cells.
    x_um, y_um
        coordinates of the columns and rows of the grid, shapes (columns,) and (rows,).
    z_um
        height of the plane; cells of two coordinates lie at 0.

    Returns
    -------
    array of shape (rows, columns), never below zero; inside a cell stands the concentration at its surface.
    """
    cells = exchange.cells
    places = np.column_stack([cells.places_um, np.zeros((len(cells.places_um), 3 - cells.places_um.shape[1]))])
    x, y = np.meshgrid(finite("x_um", x_um), finite("y_um", y_um))
    grid = np.stack([x, y, np.full_like(x, number("z_um", z_um))], axis=-1)
    distances = np.linalg.norm(grid[..., None, :] - places, axis=-1)
    net = cells.secretion_per_s - exchange.uptake_per_s
    weights = influence(distances, cells.radius_um, exchange.diffusion_um2_per_s, exchange.background_reach_um)
    picture = np.maximum(weights @ net, 0.0) * PM_PER_UM3
    nearest = distances.argmin(axis=-1)
    inside = distances.min(axis=-1) < cells.radius_um
    return np.where(inside, exchange.concentration_pM[nearest], picture)


@typed
def scatter_um(
    count: int, farthest_um: float, *, dimensions: int = 2, radius_um: float = ASSUMED_CELL_RADIUS_UM, seed: int = 0
) -> np.ndarray:
    """Random places for `count` cells around one at the origin, no two closer than two radii.

    Shape (count + 1, dimensions). The first is the origin; the others lie within `farthest_um` of it, in a disc or
    a ball, uniformly. The same seed gives the same places.

    Raises
    ------
    ValueError
        when the cells do not fit.
    """
    positive("farthest_um", farthest_um), positive("radius_um", radius_um)
    at_least("count", count, 0), at_least("dimensions", dimensions, 2, 3), at_least("seed", seed, 0)
    random = np.random.default_rng(seed)
    places = [np.zeros(dimensions)]
    for _ in range(MOST_TRIES):
        if len(places) > count:
            return np.array(places)
        place = random.uniform(-farthest_um, farthest_um, dimensions)
        apart = np.linalg.norm(np.array(places) - place, axis=1).min() >= 2 * radius_um
        if apart and np.linalg.norm(place) <= farthest_um:
            places.append(place)
    raise ValueError(f"count must be a number of cells that fits within {farthest_um} µm, got {count}")
