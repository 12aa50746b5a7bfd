"""Lesson 2: what is asked, how it is checked, what usually goes wrong."""

import numpy as np

from il2course import facts
from il2course.questions.draw import log_uniform
from il2course.questions.exercise import Comparator, Exercise, Slip
from il2course.questions.question import MultipleChoice, Option

MULTIPLE_CHOICE = (
    MultipleChoice(
        "predict_who_first",
        "At a dose where a Treg has engaged half of its receptors, how far is an NK cell?",
        (
            Option(
                "at half too: the chains are the same on both",
                "The chains are the same; their numbers are not. Watch what the numbers do.",
            ),
            Option(
                "far ahead: it has the most CD122, and CD122 carries the signal",
                "A fair bet, since CD122 does signal. Watch what CD25 does to it.",
            ),
            Option(
                "somewhat behind, at a third or so",
                "You expect CD25 to help, but not much. Watch how many catchers a Treg has.",
            ),
            Option(
                "far behind, at a tenth or less",
                "You expect much of CD25, which cannot signal. Watch how it could decide the race.",
            ),
        ),
    ),
    MultipleChoice(
        "signaling_chains",
        "Which chains must sit on one IL-2 for the cell to signal?",
        (
            Option("α and β", "α adds binding, but its tail inside the cell is short and carries no kinase."),
            Option("all three, always", "Cells without CD25 signal too, they only need more IL-2. α is the helper."),
            Option(
                "α alone, it binds best",
                f"α alone holds IL-2 for seconds (K_D {facts.kd_alpha.value:g} nM) and passes nothing on.",
            ),
            Option(
                "β and γc",
                "β brings JAK1 and γc brings JAK3; together they start the signal. α only helps to catch.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "high_affinity_alpha",
        "A web page says “IL-2Rα binds IL-2 with high affinity”. What would you write to its author?",
        (
            Option(
                "that α alone binds moderately",
                "High affinity is what the three chains do together: the picomolar number belongs to αβγ on a cell, not to a chain.",
                right=True,
            ),
            Option(
                "that the sentence is right as it stands",
                f"Alone α has a K_D of {facts.kd_alpha.value:g} nM, a thousand times weaker than the “high-affinity receptor”.",
            ),
            Option(
                "that β is the chain with the high affinity",
                f"β alone is the weaker of the two, {facts.kd_beta.value:g} nM by the same method.",
            ),
            Option(
                "that γc is the chain with the high affinity",
                "On its own γc hardly binds IL-2 at all; it joins once β holds the ligand.",
            ),
        ),
    ),
    MultipleChoice(
        "membrane_constant",
        f"In solution, half of the IL-2·β has found a γc when there is {facts.kd_gamma_after_beta.value:g} nM of γc. What follows for a cell?",
        (
            Option(
                "at IL-2 doses below that, γc does not join",
                "The dose is the concentration of IL-2. This step joins two partners in one membrane; IL-2 in the bath plays no part.",
            ),
            Option(
                "γc joins just as readily there, since it is the same protein",
                "Tethered partners meet far more often than free ones; the number must be translated.",
            ),
            Option(
                "nothing, until it is translated into partners per cell",
                "On a membrane what counts is how many partners roam the same surface.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "cycle",
        "A paper measured all four constants around the cycle, and they do not close. What follows?",
        (
            Option(
                "the molecule gains a little energy with every round",
                "That would be a perpetual motion machine. The molecule is innocent; look at the measurements.",
            ),
            Option(
                "the cycle is driven, for instance by ATP", "Binding without chemistry has nothing to couple ATP to."
            ),
            Option(
                "one of the four steps is too slow to matter",
                "A step that is slow or rare still has to obey the same energies.",
            ),
            Option(
                "a constant is off, or conditions differed",
                "Closure is a free test of any table of affinities.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "off_rate",
        "One laboratory says the complex lives 50 minutes, another almost five hours. How much longer is a complex at the surface of a living T cell, if the second is right?",
        (
            Option(
                "almost six times as long",
                "It would be, if nothing but falling apart took it away. Look at the curve of uptake.",
            ),
            Option(
                "hardly longer, because of what the cell does meanwhile",
                "The cell takes half of its complexes in within a quarter of an hour. "
                "For a binding assay on bare membranes the disagreement matters very much.",
                right=True,
            ),
            Option(
                "not at all, because one laboratory made a mistake",
                "Different cells, different preparations, different methods: both can have measured well.",
            ),
        ),
    ),
    MultipleChoice(
        "apparent",
        f"The model's Treg is half engaged at five times the textbook's {facts.kd_alpha_beta_gamma_apparent.value:g} pM. Why?",
        (
            Option(
                "a half-maximal dose depends on how many receptors a cell has",
                "“10 pM” and “1 nM” are apparent values of particular cells, not constants of nature.",
                right=True,
            ),
            Option(
                "the model must be wrong, since the textbook number is measured",
                "The model has its faults, and we will meet them. This difference needs none: change CD25 per cell and see.",
            ),
            Option(
                "the textbook must be wrong, since the model is fitted to data",
                "It quotes cells that carry far more CD25 than a resting Treg. Both can be right.",
            ),
        ),
    ),
    MultipleChoice(
        "th_ec50",
        f"A review cites “the EC50 of T helper cells is {facts.ec50_th_by_method.value['least_squares']:.2g} nM”. What is missing?",
        (
            Option(
                "nothing: it is the best fit to the data",
                "The same twelve points give three and a half times as much with another fit. A number like this needs company.",
            ),
            Option(
                "the Hill coefficient, which fixes the curve",
                "Here the Hill coefficient runs off to a step, and the step can stand anywhere between two doses.",
            ),
            Option(
                "its interval and the way it was fitted",
                "Without both, an EC50 is not a number one can compare.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "mutein",
        "You want NK cells to need as much more IL-2 than Tregs as possible. In this model, which change of IL-2 widens the gap most?",
        (
            Option(
                "strengthen α tenfold", "Only a cell with CD25 feels it, and the Treg has by far the most.", right=True
            ),
            Option(
                "weaken β tenfold",
                "All four cells need β, so all four move up together. You pay in dose and gain no gap.",
            ),
            Option("remove α binding", "That takes away the one thing in which Tregs are ahead; the gap closes."),
            Option(
                "strengthen β tenfold",
                "All four move down together. A superkine wakes everybody, also those without CD25.",
            ),
        ),
    ),
)


# --- the sheet ---


def _depletion_case(random: np.random.Generator) -> dict[str, object]:
    """Ligand and receptor within a factor of thirty of each other, so that depletion matters."""
    receptor_nM = log_uniform(random, 0.1, 30)
    return {
        "dose_nM": receptor_nM * log_uniform(random, 0.2, 5),
        "receptor_nM": receptor_nM,
        "kd_nM": receptor_nM * log_uniform(random, 0.03, 3),
    }


def _cycle_case(random: np.random.Generator) -> dict[str, object]:
    names = ("kd_alpha_nM", "kd_beta_after_alpha_nM", "kd_beta_nM", "kd_alpha_after_beta_nM")
    return {name: log_uniform(random, 1, 1000) for name in names}


def _sensorgram_case(random: np.random.Generator) -> dict[str, object]:
    """A noiseless record whose rise and fall both bend."""
    koff, kd_nM = log_uniform(random, 1e-3, 0.3), log_uniform(random, 1, 300)
    dose_nM, most_RU = kd_nM * log_uniform(random, 0.5, 5), log_uniform(random, 30, 300)
    observed = koff * (1 + dose_nM / kd_nM)
    step = random.uniform(1.5, 3) / observed / 100
    time = step * np.arange(101 + int(random.uniform(1, 2) / koff / step))
    rest = most_RU * dose_nM / (dose_nM + kd_nM)
    rise = rest * -np.expm1(-observed * np.minimum(time, time[100]))
    response = rise * np.exp(-koff * np.maximum(time - time[100], 0.0))
    return {"time_s": time, "response_RU": response, "dose_nM": dose_nM, "injection_s": float(time[100])}


def _shift_case(random: np.random.Generator) -> dict[str, object]:
    return {
        "fold": log_uniform(random, 2, 10),  # with more of both, the shift hardly tells CD122 from CD132
        "cd122": round(log_uniform(random, 200, 1500)),
        "cd132": round(log_uniform(random, 7500, 15000)),
    }


def _in_proportion(expected: float, fold: float, **_: float) -> float:
    """As many times Treg's CD25 as the shift is Treg's; no number where that happens to be about right."""
    made = facts.receptors_2021.value["Treg"]["cd25"] * fold / facts.capture_treg.value
    return np.nan if np.isclose(made, expected, rtol=0.02) else made


def _gap_case(random: np.random.Generator) -> dict[str, object]:
    return {"gap": log_uniform(random, 20, 150), "beta_fold": log_uniform(random, 0.3, 5)}


TREG_DOSES = tuple({"dose_pM": float(f"{5 * 6 ** (step / 150):.3g}")} for step in range(150))

# Wells of facts.pstat5, counted from 0 at the lowest dose. A pair is in the table where both fits go well without it,
# the interval of the ratio ends within a factor of 2.2 on either side, the arms of both fits can be seen in it, and no
# other pair gives nearly the same answer.
WELLS_nM = tuple(round(84 / 3**step, 6) for step in range(11, -1, -1))
LOST = {
    30: {
        0: (2, 6, 10, 11),
        1: (2, 6, 10, 11),
        2: (3, 4, 5, 6, 10, 11),
        3: (6, 11),
        4: (11,),
        5: (6, 11),
        6: (10, 11),
    },
    60: {
        0: (11,),
        1: (4, 6, 9, 10, 11),
        2: (11,),
        3: (11,),
        4: (9, 10, 11),
        5: (11,),
        6: (9,),
        9: (10, 11),
    },
}


def _plate(time_min: int, *wells: int) -> dict[str, object]:
    return {"time_min": time_min, "lost_nM": [WELLS_nM[well] for well in wells]}


PRACTICE_PLATE = _plate(60, 1, 9)
PLATES = tuple(
    plate
    for time_min, pairs in LOST.items()
    for one, others in pairs.items()
    for other in others
    if (plate := _plate(time_min, one, other)) != PRACTICE_PLATE
)
ALL_WELLS = {30: (55.65, 36.86, 87.71), 60: (203.66, 139.1, 360.09)}  # the ratio and its interval from all twelve

KELVIN_BODY, KELVIN_BENCH = 310.15, 298.15
RT_KJ = 8.314462618e-3 * KELVIN_BODY

_LOGARITHM = Slip(
    "logarithm",
    "This looks like the logarithm of the answer. Turn it back into the quantity itself.",
    lambda expected, **_: np.log10(expected),
)

_POWER_OF_E = Slip(
    "power_of_e",
    "You raised e to a decimal logarithm. It is 10 that has to be raised to it.",
    lambda expected, **_: np.exp(np.log10(expected)),
)

EXERCISES = (
    Exercise(
        id="bound_fraction",
        title="Isotherm with depletion",
        kind="function",
        points=1,
        sample=_depletion_case,
        slips=(
            Slip(
                "no_depletion",
                "You used the added ligand as if it were all free. What the receptors hold is missing from the bath.",
                lambda expected, dose_nM, kd_nM, **_: dose_nM / (dose_nM + kd_nM),
            ),
            Slip(
                "concentration",
                "This is the concentration of the complex. Asked for is the share of the receptors that is in it.",
                lambda expected, receptor_nM, **_: expected * receptor_nM,
            ),
            Slip(
                "share_of_ligand",
                "This is the share of the ligand that is bound. Asked for is the share of the receptors.",
                lambda expected, dose_nM, receptor_nM, **_: expected * receptor_nM / dose_nM,
            ),
            Slip(
                "other_solution",
                "The quadratic has two solutions, and this one binds more receptor than there is. Take the other.",
                lambda expected, dose_nM, receptor_nM, **_: dose_nM / (expected * receptor_nM),
            ),
            Slip(
                "all_of_the_scarcer",
                "You let all bind that can. However much there is of one, some of the other stays free, and K_D says how much.",
                lambda expected, dose_nM, receptor_nM, **_: min(dose_nM / receptor_nM, 1.0),
            ),
            Slip(
                "all_bound",
                "You took all receptors out of the free ligand, but only those that hold ligand use it up.",
                lambda expected, dose_nM, receptor_nM, kd_nM: (dose_nM - receptor_nM) / (dose_nM - receptor_nM + kd_nM),
            ),
            Slip(
                "free_share",
                "This is the share of the receptors that is free. Asked for is the share that holds ligand.",
                lambda expected, **_: 1 - expected,
            ),
            Slip(
                "twice",
                "This is twice what is asked for. The solution of a quadratic is divided by two.",
                lambda expected, **_: 2 * expected,
            ),
        ),
    ),
    Exercise(
        id="cycle_gap_kJ",
        title="Close a cycle",
        kind="function",
        points=1,
        unit="kJ/mol",
        comparator=Comparator(rtol=1e-3, atol=1e-9),
        sample=_cycle_case,
        slips=(
            Slip(
                "decimal_logarithm",
                "The size is off by 2.303, the factor between the natural and the decimal logarithm. Free energy takes the natural one.",
                lambda expected, **_: expected / np.log(10),
            ),
            Slip(
                "sign",
                "In a case or more the sign is turned round: asked for is α first minus β first, which may be negative.",
                lambda expected, **_: -expected,
            ),
            Slip("joules", "This is in J/mol. Asked for is kJ/mol.", lambda expected, **_: 1000 * expected),
            Slip("calories", "This is in kcal/mol. Asked for is kJ/mol.", lambda expected, **_: expected / 4.184),
            Slip(
                "bench_temperature",
                "This belongs to 25 °C. Asked for is body temperature.",
                lambda expected, **_: expected * KELVIN_BENCH / KELVIN_BODY,
            ),
            Slip(
                "ratio",
                "This is the ratio of the two products of constants. Asked for is the free energy it stands for.",
                lambda expected, **_: np.exp(expected / RT_KJ),
            ),
            Slip(
                "dimensionless",
                "This is the energy in units of RT. Multiply by RT to get kJ/mol.",
                lambda expected, **_: expected / RT_KJ,
            ),
            Slip(
                "added",
                "You added both ways up. Asked for is the one minus the other.",
                lambda expected, **constants: RT_KJ * sum(map(np.log, constants.values())),
            ),
            Slip(
                "pairing",
                "You put the first steps of both ways together. On the way by α first, the step of β after α follows.",
                lambda expected, kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM: (
                    RT_KJ * np.log(kd_alpha_nM * kd_beta_nM / kd_beta_after_alpha_nM / kd_alpha_after_beta_nM)
                ),
            ),
        ),
    ),
    Exercise(
        id="rate_constants",
        title="Read a sensorgram",
        kind="function",
        points=2,
        shape=(2,),
        comparator=Comparator(rtol=0.02),
        sample=_sensorgram_case,
        slips=(
            Slip(
                "nanomolar",
                "kon seems to be per nM. Asked for is per M; the dose is given in nM.",
                lambda expected, **_: expected * [1e-9, 1],
            ),
            Slip(
                "rise_is_not_kon",
                "You divided the pace of the rise by the dose. Letting go hurries the rise as well: take that part off first.",
                lambda expected, dose_nM, **_: np.add(expected, [expected[1] / (dose_nM * 1e-9), 0]),
            ),
            Slip(
                "rise_is_not_koff",
                "Your koff is the pace of the rise. Read koff from the fall, after the injection.",
                lambda expected, dose_nM, **_: [expected[0], expected[1] + expected[0] * dose_nM * 1e-9],
            ),
            Slip("minutes", "These are per minute. Asked for is per second.", lambda expected, **_: expected * 60),
            Slip(
                "half_life",
                "Your second number is a half-life. Asked for is the rate constant.",
                lambda expected, **_: [expected[0], np.log(2) / expected[1]],
            ),
            Slip(
                "lifetime",
                "Your second number is a mean lifetime in seconds. Asked for is the rate constant.",
                lambda expected, **_: [expected[0], 1 / expected[1]],
            ),
            Slip(
                "added",
                "You added koff to the pace of the rise. The pace holds it already: take it off.",
                lambda expected, dose_nM, **_: np.add(expected, [2 * expected[1] / (dose_nM * 1e-9), 0]),
            ),
            Slip(
                "dissociation_constant",
                "Your second number is K_D in nM. Asked for is koff.",
                lambda expected, **_: [expected[0], 1e9 * expected[1] / expected[0]],
            ),
            Slip(
                "decimal_logarithm",
                "Both are too small by 2.303, the factor between the natural and the decimal logarithm. Decay goes with the natural one.",
                lambda expected, **_: expected / np.log(10),
            ),
            Slip(
                "order",
                "The two numbers stand the wrong way round: first kon, then koff.",
                lambda expected, **_: expected[::-1],
            ),
        ),
    ),
    Exercise(
        id="matching_dose_pM",
        title="Which cell at which dose",
        kind="number",
        points=1,
        unit="pM",
        comparator=Comparator(rtol=2e-3),
        parameters={"dose_pM": 30.0},
        variants=TREG_DOSES,
        slips=(
            Slip("nanomolar", "This seems to be in nM. Asked for is pM.", lambda expected, **_: expected / 1000),
            Slip(
                "fold",
                "This is how many times the Treg's dose a CD8 cell needs. Asked for is the dose itself.",
                lambda expected, dose_pM: expected / dose_pM,
            ),
            Slip(
                "half_maximal",
                "You scaled the dose by the half-maximal doses. The two curves differ in shape, so the same share needs solving for.",
                lambda expected, dose_pM: dose_pM * facts.half_maximal.value["CD8"] / facts.half_maximal.value["Treg"],
            ),
            Slip(
                "same_dose",
                "This is the dose the Treg has. A CD8 cell needs more for the same share.",
                lambda expected, dose_pM: dose_pM,
            ),
            _LOGARITHM,
        ),
    ),
    Exercise(
        id="cd8_over_treg",
        title="Two fits and their uncertainty",
        kind="array",
        points=2,
        shape=(3,),
        comparator=Comparator(rtol=1.5e-3),
        parameters=PRACTICE_PLATE,
        variants=PLATES,
        steps=("_arms",),
        slips=(
            Slip(
                "inverted",
                "This is Treg over CD8. Asked for is the EC50 of CD8 over that of Treg.",
                lambda expected, **_: 1 / expected[[0, 2, 1]],
            ),
            _LOGARITHM,
            Slip(
                "all_wells",
                "You fitted all twelve wells. Two of them were lost: leave out what stands there, for both cells.",
                lambda expected, time_min, **_: ALL_WELLS[time_min],
            ),
            Slip(
                "ends_divided",
                "You divided one end by the other, as if both fits were off to the extreme at once. Add the arms in quadrature.",
                lambda expected, _arms, **_: (
                    expected[0] * 10 ** np.array([0, -_arms[1, 0] - _arms[0, 1], _arms[1, 1] + _arms[0, 0]])
                ),
            ),
            Slip(
                "same_arms",
                "You paired lower with lower and upper with upper arm. The ratio is lowest when CD8 is low and Treg is high.",
                lambda expected, _arms, **_: (
                    expected[0] * 10 ** np.array([0, -np.hypot(*_arms[:, 0]), np.hypot(*_arms[:, 1])])
                ),
            ),
            Slip(
                "treg_alone",
                "You gave the ratio the arms of the Treg's fit alone. CD8's fit is surer, but its EC50 is not known exactly either.",
                lambda expected, _arms, **_: expected[0] * 10 ** np.array([0, -_arms[0, 1], _arms[0, 0]]),
            ),
            Slip(
                "ends_swapped",
                "The ends of the interval stand the wrong way round: ratio, lower end, upper end.",
                lambda expected, **_: expected[[0, 2, 1]],
            ),
            Slip(
                "order",
                "Your first two numbers stand the wrong way round: the ratio comes first, then the lower end.",
                lambda expected, **_: expected[[1, 0, 2]],
            ),
            _POWER_OF_E,
        ),
    ),
    Exercise(
        id="cd25_for_shift",
        title="CD25 for a shift",
        kind="function",
        points=2,
        unit="per cell",
        comparator=Comparator(rtol=5e-3),
        sample=_shift_case,
        public_cases=2,
        hidden_cases=3,
        slips=(
            _LOGARITHM,
            _POWER_OF_E,
            Slip(
                "per_cd122",
                "This is the number of CD25 for each CD122. Asked for is the number per cell.",
                lambda expected, cd122, **_: expected / cd122,
            ),
            Slip(
                "proportional",
                "You assumed that the shift grows in proportion to CD25. At low counts it hardly grows; solve for the shift itself.",
                _in_proportion,
            ),
        ),
    ),
    Exercise(
        id="alpha_fold_for_gap",
        title="Spare the NK cells",
        kind="function",
        points=2,
        comparator=Comparator(rtol=5e-3),
        sample=_gap_case,
        public_cases=2,
        hidden_cases=3,
        slips=(
            Slip(
                "affinity_for_constant",
                "This is how many times more tightly α must bind. Asked for is the factor on its K_D, which falls.",
                lambda expected, **_: 1 / expected,
            ),
            Slip(
                "absolute",
                "This is the new K_D in nM. Asked for is the factor on the wild type's.",
                lambda expected, **_: expected * facts.kd_alpha.value,
            ),
            _LOGARITHM,
            _POWER_OF_E,
            Slip(
                "proportional",
                "You assumed that the gap grows in proportion to the affinity of α. It grows less; solve for the gap itself.",
                lambda expected, gap, **_: facts.nk_over_treg.value["wild_type"] / gap,
            ),
        ),
    ),
)
