"""The sheet of lesson 3: right answers pass however they are written, real mistakes get their hint, no case is odd."""

from math import exp, log, log10, pi, sqrt

import numpy as np
import pytest
from scipy.constants import Avogadro
from scipy.integrate import quad, solve_ivp
from scipy.interpolate import interp1d
from scipy.optimize import brentq, fsolve, root_scalar
from shared import (  # noqa: F401
    test_every_slip_has_its_mistake,
    test_no_slip_makes_a_right_answer,
    test_real_mistakes_are_refused,
    test_right_answers_pass_however_they_are_written,
    then,
)

from il2course.signaling import neighborhood

LESSON = "03_signaling"


# --- right answers, written otherwise ---


def fate_by_rounds(falls_off_min, taken_in_min, returned):
    """Follow what is left round by round."""
    here, destroyed = 1.0, 0.0
    first = (1 / taken_in_min) / (1 / taken_in_min + 1 / falls_off_min)
    for _ in range(500):
        destroyed, here = destroyed + here * first * (1 - returned), here * first * returned
    return 1 / (1 / falls_off_min + 1 / taken_in_min), destroyed


def fate_by_chain(falls_off_min, taken_in_min, returned):
    """Probabilities of a Markov chain: surface and inside, ends off and destroyed."""
    first = falls_off_min / (falls_off_min + taken_in_min)
    visits = np.linalg.inv(np.eye(2) - np.array([[0, first], [returned, 0]]))
    ends = visits @ np.array([[1 - first, 0], [0, 1 - returned]])
    return [falls_off_min * taken_in_min / (falls_off_min + taken_in_min), ends[0, 1]]


def rates_by_arrows(state, cells_per_mL, kon_per_nM, koff, made, lost, taken_in, returned, destroyed):
    """A row for each arrow: what it takes and gives, times how often."""
    ligand, free, bound, inside = state
    arrows = np.array(
        [[-1, -1, 1, 0], [1, 1, -1, 0], [0, 1, 0, 0], [0, -1, 0, 0], [0, 0, -1, 1], [1, 1, 0, -1], [0, 0, 0, -1]]
    )
    flux = [kon_per_nM * 1e-3 * ligand * free, koff * bound, made, lost * free, taken_in * bound]
    change = np.array([*flux, returned * inside, destroyed * inside]) @ arrows
    return change * np.array([cells_per_mL * 1e3 * 1e12 / Avogadro, 1, 1, 1])


def rates_by_steps(state, cells_per_mL, kon_per_nM, koff, made, lost, taken_in, returned, destroyed):
    """With the ligand counted as molecules around one cell."""
    liters = 1 / cells_per_mL / 1000
    around = state[0] * 1e-12 * liters * 6.02214e23
    per_molecule = kon_per_nM / (1e-9 * liters * 6.02214e23)
    net = per_molecule * around * state[1] - koff * state[2]
    back = returned * state[3]
    d_bound, d_inside = net - taken_in * state[2], taken_in * state[2] - back - destroyed * state[3]
    return (back - net) / around * state[0], made + back - net - lost * state[1], d_bound, d_inside


def errors_by_loop(dose_nM, response, measured_pM):
    errors = []
    for row, measured in zip(response, measured_pM, strict=True):
        half = (min(row) + max(row)) / 2
        at = next(place for place, value in enumerate(row) if value >= half)
        way = (half - row[at - 1]) / (row[at] - row[at - 1])
        read_nM = dose_nM[at - 1] * (dose_nM[at] / dose_nM[at - 1]) ** way
        errors.append(log10(read_nM * 1000 / measured))
    return [*errors, sqrt(sum(error**2 for error in errors) / len(errors))]


def errors_by_roots(dose_nM, response, measured_pM):
    read = []
    for row in response:
        line = interp1d(np.log(dose_nM), row - (row.max() + row.min()) / 2)
        read.append(np.exp(brentq(line, log(dose_nM[0]), log(dose_nM[row.argmax()]), xtol=1e-13)))
    errors = np.log10(np.array(read) / measured_pM * 1000)
    return np.concatenate([errors, [np.linalg.norm(errors) / np.sqrt(errors.size)]])


def hours_by_steps(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, half_pM):
    """Integrated as it comes, with SciPy's own accuracy."""

    def change(hours, level):
        cells_per_L = cells_per_mL * 1000 * 2 ** (hours / doubling_h)
        return -cells_per_L * most_per_s * 3600 * level / (level + half_pM) / 6.022e11

    def arrived(hours, level):
        return level[0] - stop_pM

    arrived.terminal = True
    return float(solve_ivp(change, (0, 1000), [start_pM], events=arrived).t_events[0][0])


def hours_by_areas(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, half_pM):
    """Both sides of the separated equation as areas."""
    needed = quad(lambda level: (level + half_pM) / level, stop_pM, start_pM)[0]
    first = most_per_s * 3600 * cells_per_mL * 1e15 / Avogadro
    return root_scalar(lambda t: quad(lambda u: first * 2 ** (u / doubling_h), 0, t)[0] - needed, bracket=(0, 500)).root


def crowd_by_package(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM):
    """With very small cells of the lesson."""
    point, uptake = neighborhood.Secretor(secretion_per_s, radius_um=1e-6), neighborhood.Uptake(clearance_um3_per_s)

    def level(density):
        return np.sum(neighborhood.concentration_pM(distance_um, point, neighborhood.Tissue(density, uptake)))

    return brentq(lambda density: float(level(density)) - threshold_pM, 1, 1e8)


def crowd_by_halving(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM):
    """For the reach, until nothing moves."""
    low, high = 0.01, 1e5
    for _ in range(200):
        reach = sqrt(low * high)
        level = sum(secretion_per_s / (4 * pi * 10 * r) * exp(-r / reach) for r in distance_um) / 6.022e-4
        low, high = (low, reach) if level > threshold_pM else (reach, high)
    return 10 / (clearance_um3_per_s * low**2) * 1e9


def switch_by_formula(sites_low, sites_high, half_occupied, hill, half_pM, secretion_per_s, treg_per_s):
    """Turning points from a quadratic equation in u = (B/H)^h."""
    rise = sites_high - sites_low
    ends = np.sort(np.roots([sites_high, 2 * sites_low + rise - hill * rise, sites_low]).real)
    share = half_occupied * ends ** (1 / hill) / (sites_low + rise * ends / (1 + ends))
    on, off = half_pM * share / (1 - share)
    return off, on, secretion_per_s / (treg_per_s * on / (on + half_pM))


def switch_by_table(sites_low, sites_high, half_occupied, hill, half_pM, secretion_per_s, treg_per_s):
    """From a fine table of the concentration that belongs to each number of occupied sites."""
    occupied = np.geomspace(1, sites_high, 20_000)
    risen = occupied**hill / (occupied**hill + half_occupied**hill)
    sites = sites_low + (sites_high - sites_low) * risen
    occupied, sites = occupied[occupied < sites], sites[occupied < sites]
    level = half_pM * occupied / (sites - occupied)
    turns = np.flatnonzero(np.diff(np.sign(np.diff(level)))) + 1
    on, off = level[turns[:2]]
    return [off, on, secretion_per_s * (on + half_pM) / treg_per_s / on]


def brakes_by_steps(signal, arrival, growth, half_share, death, aicd, spread, killing):
    """Waiting until everything has settled."""

    def rest(x, y):
        def change(_, now):
            effectors, infected = now
            return [
                arrival + (growth * infected / (infected + half_share) - death - aicd * x) * effectors,
                spread * infected * (1 - infected) - killing * y * effectors * infected,
            ]

        return solve_ivp(change, (0, 2000), [1.0, 0.5], method="LSODA", rtol=1e-7, atol=1e-9).y[:, -1]

    return np.array([rest(*arms) / rest(1, 1) for arms in ((signal, 1), (1, signal), (signal, signal))])


def brakes_by_polynomial(signal, arrival, growth, half_share, death, aicd, spread, killing):
    """The infected share as the root of a cubic that lies between 0 and 1 and leaves effectors in balance."""

    def rest(x, y):
        loss = death + aicd * x
        balance = np.polymul([growth - loss, -loss * half_share], [-spread, spread])
        cubic = np.polyadd(balance, killing * y * arrival * np.array([1, half_share]))
        shares = np.roots(cubic)
        (share,) = (each.real for each in shares if abs(each.imag) < 1e-12 and 0 < each.real < 1)
        return [spread * (1 - share) / killing / y, share]

    health = rest(1, 1)
    return [
        [after / before for after, before in zip(rest(*arms), health, strict=True)]
        for arms in ((signal, 1), (1, signal), (signal, signal))
    ]


def fate_by_ten_thousand(falls_off_min, taken_in_min, returned):
    """Of ten thousand complexes, with a balance that closes."""
    pace = np.array([1 / falls_off_min, (1 - returned) / taken_in_min])
    lost, burnt = 10_000 * pace / pace.sum()
    return np.array([1 / (1 / falls_off_min + 1 / taken_in_min), burnt / (lost + burnt)], dtype=np.float32).astype(
        float
    )


def rates_by_bookkeeping(state, **rate):
    """What goes from where to where, in a table by name."""
    have = dict(zip(("ligand", "free", "bound", "inside"), np.asarray(state, dtype=float), strict=True))
    ledger = dict.fromkeys(have, 0.0)

    def move(amount, out, into):
        for place in out:
            ledger[place] -= amount
        for place in into:
            ledger[place] += amount

    move(rate["kon_per_nM"] * have["ligand"] / 1e3 * have["free"], ("ligand", "free"), ("bound",))
    move(rate["koff"] * have["bound"], ("bound",), ("ligand", "free"))
    move(rate["made"], (), ("free",))
    move(rate["lost"] * have["free"], ("free",), ())
    move(rate["taken_in"] * have["bound"], ("bound",), ("inside",))
    move(rate["returned"] * have["inside"], ("inside",), ("ligand", "free"))
    move(rate["destroyed"] * have["inside"], ("inside",), ())
    ledger["ligand"] *= rate["cells_per_mL"] * 1e15 / Avogadro
    return tuple(ledger.values())


def errors_by_table(dose_nM, response, measured_pM):
    """A fine line through each curve; the first point of it that is high enough, with the rest of the way."""
    import pandas as pd

    frame = pd.DataFrame(np.asarray(response).T, index=np.log10(dose_nM))
    middle = (frame.max() + frame.min()) / 2
    errors = []
    for cell, curve in frame.items():
        above = np.flatnonzero(curve.to_numpy() >= middle[cell])[0]
        (x0, y0), (x1, y1) = [*curve.items()][above - 1 : above + 1]
        errors.append(x0 + (middle[cell] - y0) * (x1 - x0) / (y1 - y0) + 3 - np.log10(measured_pM[cell]))
    return pd.Series([*errors, pd.Series(errors).pow(2).mean() ** 0.5])


def hours_by_substitution(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, half_pM):
    """Divisions that the cells have been through, as a power of two."""
    cell_seconds = (
        (start_pM - stop_pM + half_pM * log(start_pM / stop_pM)) * Avogadro / 1e15 / cells_per_mL / most_per_s
    )
    return doubling_h * np.log2(1 + cell_seconds / 3600 * log(2) / doubling_h)


def crowd_by_minimum(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM):
    """The reach at which it fits, by Newton, and then the crowd."""
    from scipy.optimize import newton

    alone = secretion_per_s / (4 * np.pi * 10 * distance_um) * 1e27 / Avogadro
    decay = newton(lambda each: log(np.sum(alone * np.exp(-each * distance_um)) / threshold_pM), 0.01, tol=1e-12)
    return [10 * decay**2 / clearance_um3_per_s * 1e9][0]


RIGHT = {
    "complex_fate": (fate_by_rounds, fate_by_chain, fate_by_ten_thousand),
    "rates_of_change": (rates_by_arrows, rates_by_steps, rates_by_bookkeeping),
    "log_errors": (errors_by_loop, errors_by_roots, errors_by_table),
    "hours_until": (hours_by_steps, hours_by_areas, hours_by_substitution),
    "crowd_per_mm3": (crowd_by_package, crowd_by_halving, crowd_by_minimum),
    "helper_switch": (switch_by_formula, switch_by_table),
    "lost_brakes": (brakes_by_steps, brakes_by_polynomial),
}


# --- mistakes, as a student would make them ---


def half_lives_added(falls_off_min, taken_in_min, returned):
    return [falls_off_min + taken_in_min, fate_by_chain(falls_off_min, taken_in_min, returned)[1]]


def half_lives_as_rates(falls_off_min, taken_in_min, returned):
    return fate_by_chain(taken_in_min, falls_off_min, returned)


def one_round(falls_off_min, taken_in_min, returned):
    off, taken = log(2) / falls_off_min, log(2) / taken_in_min
    return [log(2) / (off + taken), taken / (off + taken) * (1 - returned)]


def medium_held(state, *rates, **named):
    return rates_by_arrows(state, *rates, **named) * np.array([0, 1, 1, 1])


def as_molecules(state, cells_per_mL, **rates):
    change = rates_by_arrows(state, cells_per_mL, **rates)
    return change * np.array([6.02214076e8 / cells_per_mL, 1, 1, 1])


def binding_in_pM(state, cells_per_mL, kon_per_nM, **rates):
    return rates_by_arrows(state, cells_per_mL, 1000 * kon_per_nM, **rates)


def nothing_comes_back(state, cells_per_mL, returned, destroyed, **rates):
    return rates_by_arrows(state, cells_per_mL, returned=0, destroyed=returned + destroyed, **rates)


def straight(dose_nM, response, measured_pM):
    read = [
        np.interp((min(row) + max(row)) / 2, row[: row.argmax() + 1], dose_nM[: row.argmax() + 1]) for row in response
    ]
    errors = np.log10(np.array(read) * 1000 / measured_pM)
    return [*errors, np.sqrt(np.mean(errors**2))]


def half_of_the_highest(dose_nM, response, measured_pM):
    from_zero = np.array([[0, *row] for row in response])
    return errors_by_loop(np.array([dose_nM[0] / 1e3, *dose_nM]), from_zero, measured_pM)


def last_for_the_highest(dose_nM, response, measured_pM):
    cut = np.array([np.minimum(row, max(row[-1], row[0] + 1)) for row in response])
    return errors_by_loop(dose_nM, cut, measured_pM)


def nM_for_pM(dose_nM, response, measured_pM):
    return errors_by_loop(dose_nM / 1000, response, measured_pM)


def without_division(doubling_h, **case):
    return hours_by_areas(doubling_h=1e6, **case)


def never_full(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, half_pM):
    per_h = cells_per_mL * most_per_s / half_pM * 3600 * 1e15 / Avogadro
    return log(1 + log(2) / doubling_h * log(start_pM / stop_pM) / per_h) / log(2) * doubling_h


def always_full(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, half_pM):
    return hours_by_areas(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, 0)


def half_is_left(start_pM, **case):
    return hours_by_areas(start_pM=2 * case["stop_pM"], **case)


def to_the_nearest(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM):
    near = min(distance_um)
    alone = secretion_per_s / (4 * pi * 10 * near) / 6.02214e-4
    return 1e9 * 10 / clearance_um3_per_s / (near / log(alone / threshold_pM)) ** 2 if alone > threshold_pM else 0.0


def in_the_whole_area(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM):
    """With the square of the reach for the reach."""
    right = crowd_by_halving(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM)
    return 10 / clearance_um3_per_s / sqrt(10 / clearance_um3_per_s / right * 1e9) * 1e9


def without_the_sphere(secretion_per_s, **case):
    return crowd_by_halving(secretion_per_s=4 * pi * secretion_per_s, **case)


def up_and_down(**case):
    off, on, tregs = switch_by_formula(**case)
    return [on, off, tregs]


def to_turn_off(half_pM, secretion_per_s, treg_per_s, **case):
    off, on, _ = switch_by_formula(half_pM=half_pM, secretion_per_s=secretion_per_s, treg_per_s=treg_per_s, **case)
    return [off, on, secretion_per_s / (treg_per_s * off / (off + half_pM))]


def tregs_always_full(secretion_per_s, treg_per_s, **case):
    off, on, _ = switch_by_formula(secretion_per_s=secretion_per_s, treg_per_s=treg_per_s, **case)
    return [off, on, secretion_per_s / treg_per_s]


def at_half_occupied(sites_low, sites_high, half_occupied, half_pM, **case):
    """As if the helper jumped where half of the rise is reached."""
    right = switch_by_formula(sites_low, sites_high, half_occupied, half_pM=half_pM, **case)
    share = half_occupied / ((sites_low + sites_high) / 2)
    return [right[0], half_pM * share / (1 - share), right[2]]


def by_the_wrong_arm(signal, **case):
    return np.array(brakes_by_polynomial(signal, **case))[[1, 0, 2]]


def times_each_other(signal, **case):
    one, other, _ = np.array(brakes_by_polynomial(signal, **case))
    return [one, other, one * other]


def nothing_divided(signal, arrival, growth, half_share, death, aicd, spread, killing):
    return np.array(brakes_by_polynomial(signal, arrival, growth, half_share, death, aicd, spread, killing)) * [50, 0.2]


def not_settled(signal, arrival, growth, half_share, death, aicd, spread, killing):
    """As soon as the signal falls, with the infected cells of before."""
    infected = fsolve(
        lambda a: arrival + (growth * a / (a + half_share) - death - aicd) * spread * (1 - a) / killing, 0.5
    )[0]
    gain = growth * infected / (infected + half_share)
    effectors = (death + aicd - gain) / (death + aicd * signal - gain)
    return [[effectors, 1], [1, 1], [effectors, 1]]


def half_lives_averaged(falls_off_min, taken_in_min, returned):
    return (falls_off_min + taken_in_min) / 2, fate_by_chain(falls_off_min, taken_in_min, returned)[1]


def mean_lifetime(falls_off_min, taken_in_min, returned):
    rate = log(2) / falls_off_min + log(2) / taken_in_min
    return 1 / rate, fate_by_chain(falls_off_min, taken_in_min, returned)[1]


def all_taken_in_destroyed(falls_off_min, taken_in_min, returned):
    half_life, _ = fate_by_rounds(falls_off_min, taken_in_min, returned)
    return half_life, (1 / taken_in_min) / (1 / taken_in_min + 1 / falls_off_min)


def share_that_falls_off(falls_off_min, taken_in_min, returned):
    off, taken = log(2) / falls_off_min, log(2) / taken_in_min * (1 - returned)
    return fate_by_rounds(falls_off_min, taken_in_min, returned)[0], off / (off + taken)


def pM_in_a_milliliter(state, cells_per_mL, **rates):
    change = rates_by_arrows(state, cells_per_mL, **rates)
    return [change[0] / 1000, *change[1:]]


def binding_adds_ligand(state, cells_per_mL, **rates):
    change = rates_by_arrows(state, cells_per_mL, **rates)
    return [-change[0], *change[1:]]


def no_ligand_from_inside(state, cells_per_mL, **rates):
    free, bound, inside = rates_by_arrows(state, cells_per_mL, **rates)[1:]
    net = rates["kon_per_nM"] * state[0] / 1000 * state[1] - rates["koff"] * state[2]
    return [-net * cells_per_mL * 1e15 / Avogadro, free, bound, inside]


def no_receptor_from_inside(state, cells_per_mL, **rates):
    change = rates_by_arrows(state, cells_per_mL, **rates)
    return [change[0], change[1] - rates["returned"] * state[3], *change[2:]]


def with_natural_logarithms(dose_nM, response, measured_pM):
    return np.array(errors_by_loop(dose_nM, response, measured_pM)) * log(10)


def measured_over_model(dose_nM, response, measured_pM):
    errors = -np.array(errors_by_loop(dose_nM, response, measured_pM)[:-1])
    return [*errors, sqrt(np.mean(errors**2))]


def first_dose_that_is_enough(dose_nM, response, measured_pM):
    first = [next(at for at, value in enumerate(row) if value >= (min(row) + max(row)) / 2) for row in response]
    errors = np.log10(dose_nM[first] * 1000 / measured_pM)
    return [*errors, sqrt(np.mean(errors**2))]


def ending_in(last):
    """Errors with something else behind them."""
    return then(errors_by_loop, lambda found: [*found[:-1], last(np.array(found[:-1]))])


def grows_e_fold(doubling_h, **case):
    return hours_by_areas(doubling_h=doubling_h * log(2), **case)


def cells_in_a_milliliter(cells_per_mL, **case):
    return hours_by_areas(cells_per_mL=cells_per_mL / 1000, **case)


def uptake_in_an_hour(most_per_s, **case):
    """Seconds not turned into hours; by the solved equation, since it takes days."""
    work = case["start_pM"] - case["stop_pM"] + case["half_pM"] * log(case["start_pM"] / case["stop_pM"])
    growth = log(2) / case["doubling_h"]
    return log(1 + growth * work * Avogadro / 1e15 / most_per_s / case["cells_per_mL"]) / growth


def reach_in_um(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM):
    crowd = crowd_by_halving(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM)
    return sqrt(10 / clearance_um3_per_s / crowd * 1e9)


def occupied_in_proportion(half_pM, **case):
    """With c/K for the share that is occupied."""
    off, on, tregs = switch_by_formula(half_pM=half_pM, **case)
    return half_pM * off / (off + half_pM), half_pM * on / (on + half_pM), tregs


def helpers_for_each_treg(**case):
    off, on, tregs = switch_by_table(**case)
    return off, on, 1 / tregs


def infected_first(signal, **case):
    return [[infected, effectors] for effectors, infected in brakes_by_polynomial(signal, **case)]


def health_over_loss(signal, **case):
    return [[1 / each for each in row] for row in brakes_by_polynomial(signal, **case)]


def change_from_health(signal, **case):
    return np.array(brakes_by_polynomial(signal, **case)) - 1


def logarithms_of_folds(signal, **case):
    return np.log(brakes_by_polynomial(signal, **case))


def destroyed_if_returned(falls_off_min, taken_in_min, returned):
    return fate_by_chain(falls_off_min, taken_in_min, 1 - returned)


def of_those_taken_in(falls_off_min, taken_in_min, returned):
    return fate_by_chain(falls_off_min, taken_in_min, returned)[0], 1 - returned


def half_life_of_the_faster(falls_off_min, taken_in_min, returned):
    return min(falls_off_min, taken_in_min), fate_by_chain(falls_off_min, taken_in_min, returned)[1]


def milliliter_turned_round(cells_per_mL, **case):
    change = np.array(rates_by_arrows(cells_per_mL=cells_per_mL, **case))
    return change * [1e-6, 1, 1, 1]


def nothing_is_lost(lost, **case):
    return rates_by_arrows(lost=0.0, **case)


def destroyed_is_released(returned, destroyed, **case):
    return rates_by_arrows(returned=returned + destroyed, destroyed=0.0, **case)


def ratios_of_ec50s(dose_nM, response, measured_pM):
    ratios = 10 ** errors_by_loop_array(dose_nM, response, measured_pM)[:-1]
    return [*ratios, np.sqrt(np.mean(ratios**2))]


def errors_by_loop_array(dose_nM, response, measured_pM):
    return np.array(errors_by_loop(dose_nM, response, measured_pM))


def spread_of_the_errors(dose_nM, response, measured_pM):
    errors = errors_by_loop_array(dose_nM, response, measured_pM)[:-1]
    return [*errors, errors.std()]


def decimal_logarithm_of_the_fall(stop_pM, start_pM, half_pM, **case):
    """The sum of a difference and of a decimal logarithm."""
    even = start_pM - stop_pM + half_pM * log(start_pM / stop_pM)
    less = start_pM - stop_pM + half_pM * log10(start_pM / stop_pM)
    return hours_by_areas(stop_pM=stop_pM, start_pM=start_pM, half_pM=half_pM, **case) * less / even


def divided_by_the_cells_at_the_end(doubling_h, **case):
    hours = hours_by_areas(doubling_h=doubling_h, **case)
    return hours / 2 ** (hours / doubling_h)


def threshold_in_nM(threshold_pM, **case):
    return crowd_by_halving(threshold_pM=threshold_pM / 1000, **case)


def distances_averaged(distance_um, secretion_per_s, **case):
    middle = np.array([np.mean(distance_um)])
    return crowd_by_halving(middle, secretion_per_s * len(distance_um), **case)


def one_of_them(distance_um, **case):
    return crowd_by_halving(distance_um[-1:], **case) if len(distance_um) > 1 else 1.0


def switch_in_nM(**case):
    off, on, tregs = switch_by_formula(**case)
    return off / 1000, on / 1000, tregs


def all_helpers_of_all_sites(sites_low, sites_high, **case):
    """The rise added to the high end."""
    return switch_by_formula(sites_low=sites_low, sites_high=sites_low + sites_high, **case)


def secretion_alone(secretion_per_s, treg_per_s, **case):
    off, on, _ = switch_by_formula(secretion_per_s=secretion_per_s, treg_per_s=treg_per_s, **case)
    return off, on, secretion_per_s / treg_per_s


def in_per_cent_of_health(signal, **case):
    return 100 * np.array(brakes_by_polynomial(signal, **case))


def rows_for_columns(signal, **case):
    return np.array(brakes_by_polynomial(signal, **case)).ravel().reshape(2, 3).T


def both_twice(signal, **case):
    settled = np.array(brakes_by_polynomial(signal, **case))
    return settled[[0, 0, 2]]


MISTAKES = [
    ("complex_fate", half_lives_added, "added_half_lives"),
    ("complex_fate", one_round, "once"),
    ("complex_fate", half_lives_as_rates, ""),
    ("rates_of_change", medium_held, "held"),
    ("rates_of_change", as_molecules, "molecules_of_one_cell"),
    ("rates_of_change", binding_in_pM, "picomolar"),
    ("rates_of_change", nothing_comes_back, ""),
    ("log_errors", straight, "straight_in_dose"),
    ("log_errors", nM_for_pM, "nanomolar"),
    ("log_errors", half_of_the_highest, ""),
    ("log_errors", last_for_the_highest, ""),
    ("hours_until", without_division, "no_growth"),
    ("hours_until", always_full, "always_plenty"),
    ("hours_until", never_full, "never_plenty"),
    ("hours_until", half_is_left, ""),
    ("crowd_per_mm3", to_the_nearest, "nearest"),
    ("crowd_per_mm3", in_the_whole_area, "no_root"),
    ("crowd_per_mm3", without_the_sphere, ""),
    ("helper_switch", up_and_down, "order"),
    ("helper_switch", to_turn_off, "to_turn_off"),
    ("helper_switch", tregs_always_full, "tregs_at_their_most"),
    ("helper_switch", at_half_occupied, ""),
    ("lost_brakes", by_the_wrong_arm, "arms_swapped"),
    ("lost_brakes", times_each_other, "multiplied"),
    ("lost_brakes", nothing_divided, ""),
    ("lost_brakes", not_settled, ""),
    ("complex_fate", half_lives_averaged, "averaged_half_lives"),
    ("complex_fate", mean_lifetime, "lifetime"),
    ("complex_fate", all_taken_in_destroyed, "taken_in"),
    ("complex_fate", share_that_falls_off, "fell_off"),
    ("complex_fate", then(fate_by_rounds, lambda found: [found[0], 100 * found[1]]), "percent"),
    ("rates_of_change", pM_in_a_milliliter, "milliliter"),
    ("rates_of_change", binding_adds_ligand, "sign"),
    ("rates_of_change", no_ligand_from_inside, "not_returned"),
    ("rates_of_change", no_receptor_from_inside, "receptor_not_returned"),
    ("log_errors", with_natural_logarithms, "natural_logarithm"),
    ("log_errors", measured_over_model, "inverted"),
    ("log_errors", first_dose_that_is_enough, "next_dose"),
    ("log_errors", ending_in(np.mean), "mean"),
    ("log_errors", ending_in(lambda errors: np.abs(errors).mean()), "mean_size"),
    ("log_errors", ending_in(lambda errors: (errors**2).mean()), "no_root"),
    ("log_errors", ending_in(lambda errors: sqrt((errors**2).sum())), "sum"),
    ("hours_until", grows_e_fold, "rate_of_division"),
    ("hours_until", cells_in_a_milliliter, "milliliter"),
    ("hours_until", uptake_in_an_hour, "by_the_second"),
    ("hours_until", then(hours_by_areas, lambda hours: 60 * hours), "minutes"),
    ("crowd_per_mm3", then(crowd_by_halving, lambda crowd: crowd / 1e9), "per_um3"),
    ("crowd_per_mm3", then(crowd_by_halving, lambda crowd: crowd * 1e3), "per_mL"),
    ("crowd_per_mm3", reach_in_um, "reach"),
    ("helper_switch", occupied_in_proportion, "few_occupied"),
    ("helper_switch", helpers_for_each_treg, "helpers_for_a_treg"),
    ("lost_brakes", infected_first, "columns_swapped"),
    ("lost_brakes", health_over_loss, "inverted"),
    ("lost_brakes", change_from_health, "change"),
    ("lost_brakes", logarithms_of_folds, "logarithm"),
    ("complex_fate", destroyed_if_returned, "returned_destroyed"),
    ("complex_fate", of_those_taken_in, ""),
    ("complex_fate", half_life_of_the_faster, ""),
    ("rates_of_change", milliliter_turned_round, ""),
    ("rates_of_change", nothing_is_lost, ""),
    ("rates_of_change", destroyed_is_released, ""),
    ("log_errors", ratios_of_ec50s, "ratios"),
    ("log_errors", spread_of_the_errors, ""),
    ("hours_until", decimal_logarithm_of_the_fall, ""),
    ("hours_until", divided_by_the_cells_at_the_end, ""),
    ("crowd_per_mm3", distances_averaged, ""),
    ("crowd_per_mm3", one_of_them, ""),
    ("helper_switch", switch_in_nM, ""),
    ("helper_switch", all_helpers_of_all_sites, ""),
    ("helper_switch", secretion_alone, "tregs_at_their_most"),
    ("lost_brakes", in_per_cent_of_health, ""),
    ("lost_brakes", rows_for_columns, ""),
    ("lost_brakes", both_twice, ""),
]


# --- the cases ---


def test_every_curve_is_as_the_sheet_says(sheet):
    """Lowest first, rising to its highest, the middle passed inside; in some the fall goes below the middle."""
    below = []
    for case in sheet.drawn("log_errors", 100):
        for row in case.arguments["response"]:
            top, middle = row.argmax(), (row.max() + row.min()) / 2
            assert row[0] == row.min() < 0.7 * row.max()
            assert np.all(np.diff(row[: top + 1]) >= 0)
            assert np.all(row != middle)
            below.append(row[-1] < middle)
        assert np.all(np.diff(case.arguments["dose_nM"]) > 0)
    assert 0.2 < np.mean(below) < 0.7


def test_every_number_of_a_state_changes(sheet):
    """And of all that is bound some lets go, of all that is inside some comes back."""
    for case in sheet.drawn("rates_of_change", 200):
        assert np.all(np.abs(case.answer) > 1e-5)


def test_what_leaves_one_place_arrives_in_another(sheet):
    """Without making, loss and destruction, ligand and receptors only move."""
    for case in sheet.drawn("rates_of_change", 20):
        closed = case.arguments | {"made": 0, "lost": 0, "destroyed": 0}
        ligand, free, bound, inside = sheet.reference["rates_of_change"](**closed)
        scale = abs(free) + abs(bound) + abs(inside)
        around = ligand * 6.02214076e8 / case.arguments["cells_per_mL"]
        assert free + bound + inside == pytest.approx(0, abs=1e-9 * scale)
        assert around + bound + inside == pytest.approx(0, abs=1e-9 * scale)


def test_wells_and_crowds_are_of_this_world(sheet):
    """IL-2 lasts for hours to days; a cubic millimeter holds no more than fits in."""
    hours = [case.answer for case in sheet.drawn("hours_until", 200)]
    assert 5 < min(hours) < max(hours) < 100
    crowds = [case.answer for case in sheet.drawn("crowd_per_mm3", 200)]
    assert 5e3 < min(crowds) < max(crowds) < 2e6


def test_every_helper_has_a_switch(sheet):
    """Below on and above off there are three states of rest, and one outside."""
    for case in sheet.drawn("helper_switch", 30):
        off, on, tregs = case.answer
        assert on > 1.5 * off
        assert tregs > case.arguments["secretion_per_s"] / case.arguments["treg_per_s"]
        for level, states in ((0.99 * off, 1), (1.01 * off, 3), (0.99 * on, 3), (1.01 * on, 1)):
            assert _states(level, **case.arguments) == states


def _states(level_pM, sites_low, sites_high, half_occupied, hill, half_pM, **_):
    occupied = np.geomspace(0.1, sites_high, 20_000)
    sites = sites_low + (sites_high - sites_low) / (1 + (half_occupied / occupied) ** hill)
    return np.count_nonzero(np.diff(np.sign(occupied - sites * level_pM / (level_pM + half_pM))))


def test_the_two_losses_have_opposite_signs(sheet):
    """Either leaves more effectors; less AICD leaves fewer infected cells, less killing leaves more. Both may do either."""
    both = []
    for case in sheet.drawn("lost_brakes", 200):
        less_aicd, less_killing, less_of_both = np.array(case.answer)
        assert less_aicd[0] > 1
        assert less_killing[0] > 1
        assert less_aicd[1] < 1 < less_killing[1]
        assert less_of_both[0] > max(less_aicd[0], less_killing[0])
        both.append(less_of_both[1] > 1)
    assert 0.02 < np.mean(both) < 0.98


def test_the_examples_of_the_sheet(sheet):
    """As its text says."""
    assert sheet.reference["complex_fate"](30, 15, 0.5) == pytest.approx([10, 0.5])
    change = sheet.reference["rates_of_change"]([100, 1000, 0, 0], 1e6, 0.6, 0, 0, 0, 0, 0, 0)
    assert change == pytest.approx([-0.0996, -60, 60, 0], abs=5e-5)
    curve = np.array([[10, 10, 110, 90]])
    errors = sheet.reference["log_errors"](np.array([0.01, 0.1, 1, 10]), curve, np.array([100]))
    assert errors == pytest.approx([0.5, 0.5])
    assert sheet.reference["hours_until"](10, 200, 2e5, 20, 2, 20) == pytest.approx(44.17, abs=5e-3)
    assert sheet.reference["crowd_per_mm3"](np.array([30, 30]), 10, 80, 2.0) == pytest.approx(3.053e5, abs=50)
    assert sheet.reference["crowd_per_mm3"](np.array([30, 60]), 10, 80, 2.0) == pytest.approx(1.291e5, abs=50)
    assert sheet.reference["helper_switch"](300, 10_000, 1000, 3, 20, 5, 2) == pytest.approx(
        [4.573, 25.10, 4.492], abs=5e-3
    )
    folds = sheet.reference["lost_brakes"](0.5, 5, 0.6, 0.2, 0.1, 0.4, 1.0, 0.03)
    assert folds == pytest.approx(np.array([[1.193, 0.287], [1.639, 1.666], [2.256, 0.526]]), abs=5e-4)
