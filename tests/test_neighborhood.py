"""Diffusion and consumption around secreting cells: limits, balance, convergence, published estimates."""

import numpy as np
import pytest

from il2course import facts
from il2course.kinetics import Network
from il2course.signaling import field, neighborhood
from il2course.signaling.field import Cells
from il2course.signaling.neighborhood import NONE, PM_PER_UM3, Secretor, Tissue, Uptake

TREG = Uptake.from_sites(2350)  # CD122 on a human Treg, the table of 2023
LINEAR = Uptake(TREG.clearance_um3_per_s)
EMPTY = Tissue(0.0, NONE)


# --- uptake of one cell ---


def test_uptake_by_receptors_is_that_of_the_reaction_network():
    """k·c/(1 + c/K) against the steady state of binding, release and internalization with receptors replaced."""
    network = Network.parse("L + R <-> C; kon, koff\nC -> R + I; inside", held=("L",))
    constants = {
        "kon": facts.kon_high_affinity.value * 1e-12,  # per pM per s
        "koff": np.log(2) / (60 * facts.half_life_fallon.value),
        "inside": np.log(2) / (60 * 15),
    }
    for dose_pM in (0.1, 30.0, 3000.0):
        late = network.simulate({"L": dose_pM, "R": 2350.0}, constants, [0.0, 1e5, 1e5 + 1e3])
        taken = (late["I"][-1] - late["I"][-2]) / 1e3
        assert taken == pytest.approx(float(TREG.per_s(dose_pM)), rel=1e-5)


def test_uptake_saturates_at_the_rate_at_which_all_sites_go_in():
    assert TREG.most_per_s == pytest.approx(2350 * np.log(2) / 900, rel=1e-9)
    assert float(TREG.per_s(1e9)) == pytest.approx(TREG.most_per_s, rel=1e-6)
    assert float(TREG.per_s(TREG.saturation_pM)) == pytest.approx(TREG.most_per_s / 2, rel=1e-12)
    assert (NONE.most_per_s, float(NONE.per_s(5.0))) == (0.0, 0.0)


def test_a_cell_at_rest_is_far_from_the_diffusion_limit():
    assert neighborhood.diffusion_limit_um3_per_s() == pytest.approx(200 * np.pi)
    assert neighborhood.diffusion_limit_um3_per_s() > 7 * TREG.clearance_um3_per_s


# --- reach ---


def test_reach_falls_as_the_root_of_density_and_is_infinite_without_consumers():
    reach = neighborhood.reach_um([0.0, 1e4, 4e4], TREG.clearance_um3_per_s)
    assert reach[0] == np.inf
    assert reach[1] == pytest.approx(2 * reach[2], rel=1e-12)


def test_density_and_reach_are_each_others_inverse():
    density = neighborhood.consumers_for_reach_per_mm3([20.0, 250.0], 80.0)
    np.testing.assert_allclose(neighborhood.reach_um(density, 80.0), [20.0, 250.0], rtol=1e-12)


def test_the_published_reaches_lie_within_one_range_of_densities():
    """A few tens of µm and 250 µm are one formula at densities a hundredfold apart: (250/25)²."""
    near, far = neighborhood.consumers_for_reach_per_mm3([25.0, 250.0], TREG.clearance_um3_per_s)
    assert near == pytest.approx(1.9e5, rel=0.01)
    assert far == pytest.approx(1.9e3, rel=0.01)
    few_cell_diameters = neighborhood.reach_um([1e5, 1e6], TREG.clearance_um3_per_s)
    np.testing.assert_allclose(few_cell_diameters, [34.5, 10.9], rtol=0.01)


@pytest.mark.parametrize(("secretion", "domain"), [(7.5, 9.9), (225.0, 297.0)])
def test_a_boosted_solitary_cell_has_about_the_published_domain(secretion, domain):
    """Francis and Palsson's 250 µm is a solitary cell's; with 10 pM as threshold it takes the boosted secretion."""
    assert neighborhood.domain_um(10.0, Secretor(secretion), EMPTY) == pytest.approx(domain, rel=0.01)


def test_diffusion_across_the_published_domain_is_slower_than_published():
    """Radius²/(6·D) at 250 µm is 17 min, within 10–30; radius²/D, the scale of the profile's edge, is 104 min."""
    size, diffusion = facts.solitary_domain.value, facts.il2_diffusion.value
    low, high = facts.solitary_time.value
    assert low < size**2 / (6 * diffusion) / 60 < high
    assert size**2 / diffusion / 60 == pytest.approx(104, rel=0.01)


# --- around one cell ---


def test_without_consumers_the_field_is_one_over_r():
    distance = np.array([5.0, 10.0, 50.0, 500.0])
    field_pM = neighborhood.concentration_pM(distance, Secretor(7.5), EMPTY)
    np.testing.assert_allclose(field_pM * distance, field_pM[0] * 5.0, rtol=1e-12)
    assert field_pM[0] == pytest.approx(7.5 / (4 * np.pi * 10 * 5) * PM_PER_UM3, rel=1e-12)
    assert field_pM[0] == pytest.approx(19.8, rel=0.01)


def test_a_tiny_cell_is_a_point_source():
    tissue, distance = Tissue(1e5, LINEAR), np.array([10.0, 40.0])
    point = 7.5 * np.exp(-distance / tissue.reach_um) / (4 * np.pi * 10 * distance) * PM_PER_UM3
    tiny = neighborhood.concentration_pM(distance, Secretor(7.5, radius_um=1e-4), tissue)
    np.testing.assert_allclose(tiny, point, rtol=1e-5)


@pytest.mark.parametrize("density", [0.0, 1e3, 1e5])
@pytest.mark.parametrize("distance", [5.0, 20.0, 300.0])
def test_nothing_is_lost(density, distance):
    split = neighborhood.budget(distance, Secretor(7.5, 50.0), Tissue(density, LINEAR))
    assert split.retaken + split.consumed + split.escaped == pytest.approx(7.5, rel=1e-12)
    assert min(split.retaken, split.escaped) > 0
    assert split.consumed >= -1e-12


def test_consumption_within_a_distance_is_the_integral_of_the_field():
    tissue = Tissue(1e5, LINEAR)
    distance = np.linspace(5.0, 60.0, 20001)
    density = neighborhood.concentration_pM(distance, Secretor(7.5), tissue) / PM_PER_UM3
    eaten = np.trapezoid(4 * np.pi * distance**2 * density * tissue.clearance_per_s, distance)
    assert neighborhood.budget(60.0, Secretor(7.5), tissue).consumed == pytest.approx(eaten, rel=1e-6)


def test_more_tregs_shorter_domain():
    domains = [neighborhood.domain_um(1.0, Secretor(7.5), Tissue(n, TREG)) for n in (0, 1e3, 1e4, 1e5, 1e6)]
    assert (np.diff(domains) < 0).all()


def test_the_domain_ends_where_the_field_crosses_the_threshold():
    tissue = Tissue(1e5, LINEAR)
    edge = neighborhood.domain_um(2.0, Secretor(7.5), tissue)
    assert float(neighborhood.concentration_pM(edge, Secretor(7.5), tissue)) == pytest.approx(2.0, rel=1e-10)
    assert neighborhood.domain_um(1e4, Secretor(7.5), tissue) == 0.0


def test_relaxation_is_reach_squared_over_diffusion():
    tissue = Tissue(1e4, LINEAR)
    assert tissue.relaxation_min == pytest.approx(tissue.reach_um**2 / 10 / 60, rel=1e-12)
    assert EMPTY.relaxation_min == np.inf


# --- finite volumes ---


@pytest.mark.parametrize("density", [0.0, 1e4, 1e5, 1e6])
def test_finite_volumes_agree_with_the_formula(density):
    secretor, tissue = Secretor(7.5, 30.0), Tissue(density, LINEAR)
    computed = neighborhood.profile(secretor, tissue)
    formula = neighborhood.concentration_pM(computed.distance_um, secretor, tissue)
    assert np.abs(computed.concentration_pM - formula).max() < 2e-5 * formula.max()


def test_the_error_falls_as_the_square_of_the_shells():
    secretor, tissue = Secretor(7.5), Tissue(1e5, LINEAR)

    def error(shells):
        computed = neighborhood.profile(secretor, tissue, shells=shells)
        return np.abs(
            computed.concentration_pM - neighborhood.concentration_pM(computed.distance_um, secretor, tissue)
        ).max()

    assert error(200) / error(400) == pytest.approx(4.0, rel=0.02)


@pytest.mark.parametrize("uptake", [LINEAR, TREG, NONE], ids=["linear", "saturable", "none"])
@pytest.mark.parametrize("secretion", [7.5, 225.0])
def test_finite_volumes_lose_nothing(uptake, secretion):
    split = neighborhood.profile(Secretor(secretion, 30.0), Tissue(1e5, uptake)).budget
    assert split.retaken + split.consumed + split.escaped == pytest.approx(secretion, rel=1e-9)


def test_saturation_lets_strong_secretion_reach_farther():
    """Thirty times the secretion raises the field more than thirtyfold once the consumers are full."""
    weak, strong = (neighborhood.profile(Secretor(q), Tissue(1e5, TREG)).concentration_pM for q in (7.5, 225.0))
    assert (strong > 30 * weak).all()
    faint = neighborhood.profile(Secretor(1e-4), Tissue(1e5, TREG)).concentration_pM
    linear = neighborhood.profile(Secretor(1e-4), Tissue(1e5, LINEAR)).concentration_pM
    np.testing.assert_allclose(faint, linear, rtol=1e-4)


def test_where_the_mesh_ends_does_not_matter():
    tissue = Tissue(1e4, LINEAR)
    short, long = (neighborhood.profile(Secretor(), tissue, farthest_um=far) for far in (100.0, 1000.0))
    at_40 = [np.interp(40.0, found.distance_um, found.concentration_pM) for found in (short, long)]
    assert at_40[0] == pytest.approx(at_40[1], rel=2e-3)


# --- cells at places ---


def test_one_cell_alone_is_the_formula():
    alone = field.exchange(Cells([[0, 0]], 7.5, 50.0))
    expected = neighborhood.concentration_pM(5.0, Secretor(7.5, 50.0), EMPTY)
    assert alone.concentration_pM[0] == pytest.approx(float(expected), rel=1e-12)
    within = field.exchange(Cells([[0, 0]], 7.5, 50.0), background_reach_um=30.0)
    tissue = Tissue(float(neighborhood.consumers_for_reach_per_mm3(30.0, LINEAR.clearance_um3_per_s)), LINEAR)
    expected = neighborhood.concentration_pM(5.0, Secretor(7.5, 50.0), tissue)
    assert within.concentration_pM[0] == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("distance", [10.0, 20.0, 50.0])
def test_one_sink_takes_at_most_the_radius_over_the_distance_squared(distance):
    """Why a single Treg deprives only its nearest neighbors: a perfect sink removes (a/d)² of the autocrine signal."""
    alone, beside = (
        field.exchange(Cells([[0, 0], [distance, 0]], [7.5, 0], [0, clearance])).concentration_pM[0]
        for clearance in (0.0, 1e9)
    )
    assert 1 - beside / alone == pytest.approx((5.0 / distance) ** 2, rel=1e-4)


def test_saturated_cells_take_what_they_can():
    places, capacity = [[0, 0], [12, 0]], TREG.most_per_s
    flooded = field.exchange(Cells(places, [1e5, 0], [0, TREG.clearance_um3_per_s], TREG.saturation_pM))
    assert flooded.uptake_per_s[1] == pytest.approx(capacity, rel=0.01)
    assert flooded.escaped_per_s == pytest.approx(1e5 - flooded.uptake_per_s.sum())
    assert flooded.shares.sum() < 0.01


def test_many_cells_make_the_uniform_tissue():
    """Nine hundred consumers at random in a ball of 3.5 λ: the field falls with the formula's λ, within 10 per cent.

    Its level is some per cent higher than the formula's, because no consumer stands within 10 µm of the secretor.
    """
    clearance, limit = TREG.clearance_um3_per_s, neighborhood.diffusion_limit_um3_per_s()
    reach = Tissue(1e5, Uptake(clearance / (1 + clearance / limit))).reach_um
    fitted = []
    for seed in range(3):
        places = field.scatter_um(920, 130.0, dimensions=3, seed=seed)  # 1e5 per mm³
        secretes = np.arange(len(places)) == 0
        found = field.exchange(Cells(places, 7.5 * secretes, clearance * ~secretes))
        distance = np.linalg.norm(places, axis=1)
        seen = (distance > 0.3 * reach) & (distance < 1.3 * reach)
        slope, _ = np.polyfit(distance[seen], np.log((found.concentration_pM * distance)[seen]), 1)
        fitted.append(-1 / slope)
    assert np.mean(fitted) == pytest.approx(reach, rel=0.1)


def test_the_picture_holds_the_cells_and_falls_away_from_the_secretor():
    found = field.exchange(Cells([[0, 0], [20, 0]], [7.5, 0], [0, 300.0]))
    picture = field.field_pM(found, np.linspace(-40, 40, 81), np.array([-30.0, 0.0, 30.0]))
    assert picture.shape == (3, 81)
    assert picture[1, 40] == pytest.approx(found.concentration_pM[0])
    assert picture[1, 60] == pytest.approx(found.concentration_pM[1])
    assert (picture >= 0).all()
    assert picture[1, 20] > picture[1, 60]  # as far from the secretor, but no sink there
    np.testing.assert_allclose(picture[0], picture[2], rtol=1e-12)


def test_scattered_cells_keep_apart_and_are_seeded():
    first, again, other = (field.scatter_um(30, 60.0, seed=seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()
    assert first.shape == (31, 2)
    assert Cells(first, 0.0, 0.0).distances_um[0].max() <= 60.0


# --- bad input ---

REFUSED = [
    (lambda: Uptake(-1.0), ValueError, "clearance_um3_per_s must be >= 0, got -1.0"),
    (lambda: Uptake(1.0, 0.0), ValueError, "saturation_pM must be > 0, got 0.0"),
    (lambda: Uptake.from_sites("many"), TypeError, "sites_per_cell must be a number, got 'many'"),
    (lambda: TREG.per_s(-2.0), ValueError, "concentration_pM must be >= 0, got -2.0"),
    (lambda: Tissue(-1, TREG), ValueError, "consumers_per_mm3 must be >= 0, got -1.0"),
    (lambda: Tissue(1e5, 80.0), TypeError, "uptake must be an Uptake, got 80.0"),
    (lambda: Secretor(radius_um=0), ValueError, "radius_um must be > 0, got 0.0"),
    (lambda: neighborhood.reach_um(1e5, -1.0), ValueError, "clearance_um3_per_s must be >= 0, got -1.0"),
    (lambda: neighborhood.consumers_for_reach_per_mm3(0.0, 1.0), ValueError, "reach_um must be > 0, got 0.0"),
    (
        lambda: neighborhood.concentration_pM([10.0, 4.0], Secretor(), EMPTY),
        ValueError,
        "distance_um must be >= the cell's radius 5.0, got 4.0",
    ),
    (lambda: neighborhood.concentration_pM(10.0, 7.5, EMPTY), TypeError, "secretor must be a Secretor, got 7.5"),
    (lambda: neighborhood.domain_um(0.0, Secretor(), EMPTY), ValueError, "threshold_pM must be > 0, got 0.0"),
    (
        lambda: neighborhood.profile(Secretor(), EMPTY, shells=2),
        ValueError,
        "shells must be a whole number >= 3, got 2",
    ),
    (
        lambda: neighborhood.profile(Secretor(), EMPTY, farthest_um=3),
        ValueError,
        "farthest_um must be > the cell's radius 5.0, got 3.0",
    ),
    (lambda: Cells([1.0, 2.0], 1, 1), ValueError, "places_um must have shape (cells, 2) or (cells, 3), got (2,)"),
    (
        lambda: Cells([[0, 0], [30, 0]], [1, 2, 3], 1),
        ValueError,
        "secretion_per_s must be one number or one a cell (2), got shape (3,)",
    ),
    (lambda: Cells([[0, 0], [3, 4]], 1, 1), ValueError, "places_um must be at least two radii apart (10.0), got 5"),
    (
        lambda: field.scatter_um(1000, 20.0),
        ValueError,
        "count must be a number of cells that fits within 20.0 µm, got 1000",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message
