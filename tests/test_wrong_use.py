"""Wrong use of every public function gets one sentence that names the argument, what was expected and what came.

Each function is called with good arguments, then with one of them replaced by what cannot be right.
"""

import inspect
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pytest

from il2course import coordinates, dose_response, kinetics, receptor, signaling, structure, therapy
from il2course.charts import Axis, Band, Chart, Interval, Line, Note, Points, Raster, Rule, quantity
from il2course.questions import LESSONS
from il2course.signaling import competition, culture, discrepancy, fallon, farhat, field, loss, neighborhood, pathway
from il2course.signaling import player as players
from il2course.structure import archive
from il2course.therapy import (
    comparison,
    curve,
    interval,
    pharmacokinetics,
    power,
    ratio,
    regimen,
    shrinkage,
    surrogate,
    trial,
    unit,
    window,
)

DOSES, HOURS, CELLS = np.array([0.01, 0.1, 1.0]), np.array([0.0, 1.0, 2.0]), receptor.cells()
IL2 = structure.il2()
MATURE = structure.mature()
BINDING = receptor.Binding(1e6, 1e-3)
FARHAT = {"Treg": farhat.cells()["Treg"]}
NETWORK = kinetics.Network.parse("L + A <-> LA; kon, koff")
START, RATES = {"L": 1.0, "A": 1.0}, {"kon": 1.0, "koff": 1.0}
HELIX = IL2.helices[0]
AXIS_A, AXIS_B = (structure.axis(IL2, helix) for helix in IL2.helices if helix.name in "AB")
FIT = structure.superpose(IL2, IL2)
MAP = structure.distance_map(IL2)
TISSUE, SECRETOR = neighborhood.Tissue(1e5, neighborhood.Uptake(100.0)), neighborhood.Secretor()
SCATTERED = field.Cells(np.array([[0.0, 0.0, 0.0], [30.0, 0.0, 0.0]]), np.array([7.5, 0.0]), np.array([0.0, 100.0]))
DOSE, PATIENT, DEPOT = unit.Dose(1.0, "MIU"), unit.Patient(), pharmacokinetics.piscitelli(10.0)
REGIMEN, DISPOSITION = regimen.single(DOSE), pharmacokinetics.konrad()
TWO_ARMS = {"events_a": 10, "n_a": 40, "events_b": 4, "n_b": 38}
RISE = {"x": np.array([1.0, 2.0]), "y": np.array([1.0, 2.0])}

Calls = list[tuple[Callable, dict[str, object]]]

# One good call of each.
RECEPTOR: Calls = [
    (receptor.SolutionKd, {"nM": 10.0}),
    (receptor.SolutionKd(10.0).times, {"fold": 2.0}),
    (receptor.MembraneKd, {"per_cell": 10.0}),
    (
        receptor.Surface,
        {
            "affinities": receptor.CALORIMETRY,
            "kon_per_nM_min": 0.6,
            "kfwd_per_cell_min": 0.003,
            "per_cell_per_nM": 18.5,
        },
    ),
    (receptor.ReceptorCounts, {"cd25": 3.0, "cd122": 3.0, "cd132": 3.0}),
    (receptor.cells, {"table": "2021"}),
    (receptor.occupancy, {"dose_nM": DOSES, "kd_nM": 1.0}),
    (receptor.Binding, {"kon_per_M_s": 1e6, "koff_per_s": 1e-3}),
    (receptor.Binding.from_half_life, {"half_life_min": 50.0, "kd_nM": 1.0}),
    (BINDING.rate_per_s, {"dose_nM": 1.0}),
    (receptor.association, {"time_s": HOURS, "dose_nM": 1.0, "binding": BINDING}),
    (receptor.dissociation, {"time_s": HOURS, "binding": BINDING}),
    (
        receptor.sensorgram,
        {
            "time_s": HOURS,
            "dose_nM": 1.0,
            "binding": BINDING,
            "injection_s": 120.0,
            "rmax_RU": 100.0,
            "noise_RU": 1.0,
            "seed": 1,
        },
    ),
    (receptor.bound, {"dose_nM": DOSES, "counts": CELLS["Treg"], "surface": receptor.FARHAT, "cells_per_mL": 1e5}),
    (receptor.most_engaged, {"counts": CELLS["Treg"], "surface": receptor.FARHAT}),
    (receptor.engaged_share, {"dose_nM": DOSES, "counts": CELLS["Treg"], "surface": receptor.FARHAT}),
    (receptor.half_maximal_dose_nM, {"counts": CELLS["Treg"], "surface": receptor.FARHAT}),
    (receptor.capture_fold, {"counts": CELLS["Treg"], "surface": receptor.FARHAT}),
    (
        receptor.engagement_course,
        {"time_min": HOURS, "dose_nM": 1.0, "counts": CELLS["Treg"], "surface": receptor.FARHAT, "wash_min": 1.0},
    ),
    (receptor.wash_half_life_min, {"dose_nM": 1.0, "counts": CELLS["Treg"], "surface": receptor.FARHAT}),
    (receptor.Mutein, {"alpha_fold": 1.0, "beta_fold": 1.0, "gamma_fold": 1.0}),
    (dose_response.logistic, {"dose_nM": DOSES, "bottom": 0.0, "top": 1.0, "ec50_nM": 0.1, "hill": 1.0}),
    (
        dose_response.fit_logistic,
        {
            "dose_nM": np.geomspace(0.01, 10, 6),
            "response": np.array([1.0, 5, 30, 70, 95, 99]),
            "hill_max": 40.0,
            "level": 0.95,
        },
    ),
]
KINETICS: Calls = [
    (kinetics.Network.parse, {"text": "L + A <-> LA; kon, koff", "held": ("L",)}),
    (NETWORK.holding, {"*": ("L",)}),
    (NETWORK.placed, {"compartments": {"cell": ("LA",)}}),
    (NETWORK.index, {"name": "L"}),
    (NETWORK.place_of, {"species": "L"}),
    (NETWORK.rates, {"amounts": np.ones(3), "parameters": RATES}),
    (NETWORK.derivative, {"amounts": np.ones(3), "parameters": RATES}),
    (NETWORK.jacobian, {"amounts": np.ones(3), "parameters": RATES}),
    (NETWORK.flow, {"initial": START, "parameters": RATES}),
    (NETWORK.simulate, {"initial": START, "parameters": RATES, "time": HOURS, "rtol": 1e-6, "atol": 1e-9}),
    (NETWORK.equilibrium, {"initial": START, "parameters": RATES}),
    (kinetics.Reaction.parse, {"line": "A -> B; k"}),
    (kinetics.Factor.parse, {"text": "hill(L, half, n)"}),
    (
        kinetics.elasticities,
        {"output": lambda given: given["k"] * 2.0, "parameters": {"k": 1.0}, "names": ("k",), "step": 1e-3},
    ),
    (kinetics.to_antimony, {"network": NETWORK, "initial": START, "parameters": RATES}),
    (kinetics.to_sbml, {"network": NETWORK, "initial": START, "parameters": RATES}),
]
OF_A_CHAIN = (
    structure.backbone,
    structure.torsions,
    structure.bond_energies_kcal_mol,
    structure.hydrogen_bonds,
    structure.standard_b_factor,
    structure.sulfur_distances_A,
    structure.is_il2,
)
OF_TWO_AXES = (structure.angle_deg, structure.crossing_angle_deg, structure.closest_points_A)
STRUCTURE: Calls = [
    *((each, {"chain": IL2}) for each in OF_A_CHAIN),
    *((each, {"one": AXIS_A, "other": AXIS_B}) for each in OF_TWO_AXES),
    (structure.accessibility, {"chain": IL2, "beside": (), "points": 20}),
    (structure.atom_areas_A2, {"chains": (IL2,), "points": 20}),
    (structure.axis, {"chain": IL2, "helix": HELIX}),
    (structure.bundle, {"chain": IL2, "names": ("A", "B", "C", "D")}),
    (structure.burial, {"chain": IL2, "partner": IL2, "points": 20}),
    (structure.charge, {"protein": MATURE, "pH": 7.4}),
    (structure.compare, {"number": np.arange(4), "value": np.arange(4.0), "chosen": (1, 2)}),
    (structure.core, {"chain": IL2, "below": 0.1}),
    (structure.dihedral_deg, {name: np.eye(4)[place][:3] for place, name in enumerate("abcd")}),
    (structure.distance_map, {"chain": IL2, "by": "CA"}),
    (MAP.contacts, {"cutoff_A": 4.0, "apart": 3}),
    (structure.disulfides, {"chain": IL2, "longest_A": 2.5}),
    (structure.free_cysteines, {"chain": IL2, "longest_A": 2.5}),
    (structure.extinction_per_M_cm, {"protein": MATURE}),
    (structure.fetch, {"entry": "2B5I"}),
    (structure.forget, {"entry": "2B5I"}),
    (structure.helices, {"chain": IL2, "step": 4, "kink": 2}),
    (structure.helix_wheel, {"chain": IL2, "helix": HELIX}),
    (structure.interface, {"chain": IL2, "partner": IL2, "cutoff_A": 4.0}),
    (structure.isoelectric_point, {"protein": MATURE}),
    (structure.jaccard, {"one": (1, 2), "other": (2, 3)}),
    (structure.mass_Da, {"protein": MATURE}),
    (structure.mature, {"name": "IL-2"}),
    (structure.precursor, {"name": "IL-2"}),
    (structure.signal_peptide, {"name": "IL-2"}),
    (structure.moment_by_step, {"sequence": "LLKALLEH", "steps_deg": np.array([90.0, 100.0])}),
    (structure.wheel, {"sequence": "LLKALLEH", "first": 1, "step_deg": 100.0}),
    (structure.mutate, {"protein": MATURE, "*": ("F42A",)}),
    (structure.Mutation.parse, {"name": "F42A"}),
    (structure.Protein, {"sequence": "ACDE", "first": 1}),
    (MATURE.residue, {"number": 42}),
    (MATURE.part, {"first": 2, "last": 5}),
    (structure.superpose, {"moving": IL2, "fixed": IL2, "by": (10, 11, 12, 13), "atom": "CA"}),
    (FIT.moved, {"above_A": 1.0}),
    (FIT.apply, {"xyz_A": np.zeros((2, 3))}),
    (structure.side_chain_displacements_A, {"fit": FIT, "moving": IL2, "fixed": IL2}),
    (structure.to_mature, {"position": 62, "signal": 20}),
    (structure.to_precursor, {"number": 42, "signal": 20}),
    (structure.turns, {"chain": IL2, "step": 4}),
    (coordinates.select, {"chain": IL2, "wanted": (10, 11)}),
    (coordinates.mmcif, {"chain": IL2}),
    (IL2.residue, {"number": 42}),
]
SIGNALING: Calls = [
    (competition.Responder, {"sites_low": 300.0, "sites_high": 1e4, "half_occupied": 1e3, "hill": 3.0}),
    (competition.ILLUSTRATIVE_TH.target_sites, {"occupied": DOSES}),
    (competition.occupied_share, {"il2_pM": DOSES}),
    (competition.answer, {"responder": competition.ILLUSTRATIVE_TH, "il2_pM": DOSES, "start": "low"}),
    (
        competition.pair,
        {
            "secretion_per_s": DOSES,
            "distance_um": 20.0,
            "th": competition.ILLUSTRATIVE_TH,
            "treg": competition.ILLUSTRATIVE_TREG,
            "start": "low",
        },
    ),
    (
        competition.branch,
        {"distance_um": 20.0, "th": competition.ILLUSTRATIVE_TH, "treg": competition.ILLUSTRATIVE_TREG, "tregs": 1},
    ),
    (
        competition.crowd,
        {
            "places_um": np.array([[0.0, 0.0, 0.0], [30.0, 0.0, 0.0]]),
            "secretion_per_s": np.array([7.5, 0.0]),
            "responders": [competition.ILLUSTRATIVE_TH, competition.ILLUSTRATIVE_TREG],
            "start": "low",
        },
    ),
    (
        competition.contest,
        {
            "time_h": HOURS,
            "secretion_per_s": 7.5,
            "effectors_per_mL": 1e5,
            "tregs_per_mL": 1e5,
            "effector": competition.ILLUSTRATIVE_TH,
            "treg": competition.ILLUSTRATIVE_TREG,
        },
    ),
    (competition.suppression, {"secretion_per_s": 7.5, "tregs_per_mL": 1e5, "effectors_per_mL": 1e5, "after_h": 2.0}),
    (culture.Pathway, {"tcr_per_cell": 3e4, "receptor_half_life_h": 5.0}),
    (culture.assembled, {"first": DOSES, "second": DOSES, "kd": 1.0}),
    (
        culture.simulate,
        {"cells": 1e4, "antigen": 1e4, "time_h": HOURS, "pathway": culture.PUBLISHED, "cohort": 5, "step_h": 0.5},
    ),
    (culture.highest_pM, {"cells": 1e4, "antigen": 1e4, "pathway": culture.PUBLISHED, "step_h": 5.0}),
    (culture.scaling, {"cells": np.array([1e3, 1e4]), "antigen": np.array([1e7, 1e8]), "pathway": culture.PUBLISHED}),
    (discrepancy.measured_pM, {"time_min": 60.0}),
    (discrepancy.discrepancies, {"cells": FARHAT, "rtol": 1e-3, "atol": 1e-3}),
    (discrepancy.with_affinities, {"name": "calorimetry"}),
    (discrepancy.changed, {"folds": {"beta": 2.0}}),
    (discrepancy.elasticities, {"names": ("beta",), "time_min": 60.0}),
    (discrepancy.fit, {"names": ("beta",)}),
    (fallon.constants, {"ligand": fallon.LIGANDS["IL2"], "variant": "published"}),
    (fallon.Ligand, {"kd_pM": 11.1, "acid_fold": 8.0, "acid_kd_pM": 1000.0}),
    (
        fallon.simulate,
        {
            "dose_pM": DOSES,
            "time_min": HOURS,
            "ligand": fallon.LIGANDS["IL2"],
            "variant": "published",
            "rtol": 1e-4,
            "atol": 1e-4,
        },
    ),
    (farhat.Trafficking, {"take_up_per_min": 0.1, "sort_fraction": 0.1, "acid_fold": 5.0}),
    (farhat.Trafficking().with_endosome_fL, {"volume_fL": 100.0}),
    (farhat.Trafficking().with_active_half_life, {"half_life_min": 10.0}),
    (farhat.Cell, {"counts": CELLS["Treg"], "surface": receptor.FARHAT, "trafficking": farhat.Trafficking()}),
    (farhat.cells, {"surface": receptor.FARHAT, "trafficking": farhat.Trafficking()}),
    (farhat.yt1, {"surface": receptor.FARHAT, "trafficking": farhat.Trafficking()}),
    (farhat.simulate, {"cells": FARHAT, "dose_nM": DOSES, "time_min": HOURS, "rtol": 1e-3, "atol": 1e-3}),
    (farhat.half_range_dose_nM, {"dose_nM": DOSES, "response": DOSES}),
    (
        field.Cells,
        {
            "places_um": np.zeros((1, 3)),
            "secretion_per_s": np.ones(1),
            "clearance_um3_per_s": np.ones(1),
            "radius_um": 5.0,
        },
    ),
    (field.influence, {"distances_um": np.array([10.0, 20.0]), "radius_um": 5.0, "diffusion_um2_per_s": 10.0}),
    (field.exchange, {"cells": SCATTERED, "diffusion_um2_per_s": 10.0}),
    (field.field_pM, {"exchange": field.exchange(SCATTERED), "x_um": HOURS, "y_um": HOURS, "z_um": 0.0}),
    (field.scatter_um, {"count": 3, "farthest_um": 100.0, "dimensions": 2, "radius_um": 5.0, "seed": 0}),
    (loss.Genotype, {"il2": 1.0}),
    (loss.IllustrativeRates, {"secretion": 2.0, "clearance": 0.5}),
    (loss.il2, {"genotype": loss.Genotype(), "tregs": DOSES, "effectors": DOSES, "rates": loss.IllustrativeRates()}),
    (loss.signals, {"genotype": loss.Genotype(), "dose": DOSES, "rates": loss.IllustrativeRates()}),
    (
        loss.simulate,
        {
            "time_day": HOURS,
            "genotype": loss.Genotype(),
            "rates": loss.IllustrativeRates(),
            "start": "birth",
            "feels": ("tregs",),
        },
    ),
    (loss.at_rest, {"genotype": loss.Genotype(), "rates": loss.IllustrativeRates(), "feels": ("tregs",)}),
    (
        loss.compare,
        {
            "genotype": loss.Genotype(il2=0.0),
            "readout": "tregs",
            "than": loss.Genotype(),
            "rates": loss.IllustrativeRates(),
            "feels": ("tregs",),
        },
    ),
    (neighborhood.Uptake, {"clearance_um3_per_s": 100.0, "saturation_pM": 10.0}),
    (
        neighborhood.Uptake.from_sites,
        {"sites_per_cell": 1000.0, "kon_per_M_s": 1e7, "half_life_min": 50.0, "inside_min": 15.0},
    ),
    (neighborhood.Uptake(100.0).per_s, {"concentration_pM": DOSES}),
    (neighborhood.diffusion_limit_um3_per_s, {"radius_um": 5.0, "diffusion_um2_per_s": 10.0}),
    (
        neighborhood.Tissue,
        {"consumers_per_mm3": 1e5, "uptake": neighborhood.Uptake(100.0), "diffusion_um2_per_s": 10.0},
    ),
    (neighborhood.reach_um, {"consumers_per_mm3": 1e5, "clearance_um3_per_s": 100.0, "diffusion_um2_per_s": 10.0}),
    (
        neighborhood.consumers_for_reach_per_mm3,
        {"reach_um": 50.0, "clearance_um3_per_s": 100.0, "diffusion_um2_per_s": 10.0},
    ),
    (neighborhood.Secretor, {"secretion_per_s": 7.5, "clearance_um3_per_s": 0.0, "radius_um": 5.0}),
    (neighborhood.concentration_pM, {"distance_um": np.array([5.0, 10.0]), "secretor": SECRETOR, "tissue": TISSUE}),
    (neighborhood.domain_um, {"threshold_pM": 1.0, "secretor": SECRETOR, "tissue": TISSUE}),
    (neighborhood.budget, {"distance_um": 50.0, "secretor": SECRETOR, "tissue": TISSUE}),
    (neighborhood.profile, {"secretor": SECRETOR, "tissue": TISSUE, "farthest_um": 100.0, "shells": 20}),
    (pathway.Pathway, {"half_complexes": 1e4, "cis_half_life_min": 60.0}),
    (
        pathway.simulate,
        {
            "cells": FARHAT,
            "dose_nM": DOSES,
            "time_min": HOURS,
            "pathway": pathway.Pathway(),
            "pten": {"Treg": 1.0},
            "rtol": 1e-3,
            "atol": 1e-3,
        },
    ),
    (players.players, {"role": "maker"}),
]
THERAPY: Calls = [
    *((each, TWO_ARMS) for each in (*comparison.TESTS.values(), interval.difference, interval.risk_ratio)),
    (comparison.reproduce, {"published": "0.04", **TWO_ARMS}),
    *((each, {"events": 10, "n": 40, "level": 0.95}) for each in interval.METHODS.values()),
    (interval.bayesian, {"events": 10, "n": 40, "level": 0.95, "prior": (1.0, 1.0)}),
    (interval.normal_quantile, {"level": 0.95}),
    (interval.coverage, {"truth": 0.3, "n": 20, "level": 0.95}),
    (curve.curves, {"source": "measured"}),
    (curve.curves().at, {"concentration_nM": DOSES}),
    (curve.curves().dose_for_nM, {"cell": "Treg", "share": 0.5}),
    (pharmacokinetics.Disposition, {"volume_mL": 1e4, "half_lives_min": (10.0, 100.0), "shares": (0.5, 0.5)}),
    (
        pharmacokinetics.Disposition.two_compartment,
        {"volume_mL": 4000.0, "half_lives_min": (13.0, 85.0), "clearance_mL_min": 120.0},
    ),
    (DISPOSITION.plateau_IU_mL, {"rate_IU_min": 1e4}),
    (pharmacokinetics.Depot, {"bioavailability": 0.5, "half_lives_min": (100.0,), "lag_min": 1.0}),
    (
        pharmacokinetics.concentration_IU_mL,
        {"time_h": HOURS, "regimen": REGIMEN, "patient": PATIENT, "disposition": DISPOSITION, "depot": DEPOT},
    ),
    (
        pharmacokinetics.concentration_nM,
        {"time_h": HOURS, "regimen": REGIMEN, "patient": PATIENT, "disposition": DISPOSITION, "depot": DEPOT},
    ),
    (pharmacokinetics.area_IU_h_mL, {"dose": DOSE, "patient": PATIENT, "disposition": DISPOSITION, "depot": DEPOT}),
    (pharmacokinetics.peak, {"dose": DOSE, "depot": DEPOT, "patient": PATIENT, "disposition": DISPOSITION}),
    (pharmacokinetics.konrad, {"patient": PATIENT}),
    (
        pharmacokinetics.depot_from_curve,
        {"peak_time_h": 4.0, "half_life_h": 5.0, "lag_min": 30.0, "disposition": DISPOSITION, "bioavailability": 0.5},
    ),
    (pharmacokinetics.piscitelli, {"peak_IU_mL_per_MIU": 10.0}),
    (power.power, {"rate_a": 0.5, "rate_b": 0.3, "n_a": 30, "n_b": 30, "alpha": 0.05, "test": "χ²"}),
    (power.normal_power, {"rate_a": 0.5, "rate_b": 0.3, "n_a": 30, "n_b": 30, "alpha": 0.05}),
    (power.sample_size, {"rate_a": 0.9, "rate_b": 0.3, "wanted": 0.8, "alpha": 0.05, "test": "χ²"}),
    (power.normal_sample_size, {"rate_a": 0.9, "rate_b": 0.3, "wanted": 0.8, "alpha": 0.05}),
    (power.events_needed, {"hazard_ratio": 0.7, "wanted": 0.8, "alpha": 0.05, "share": 0.5}),
    (power.power_of_events, {"hazard_ratio": 0.7, "events": 100, "alpha": 0.05, "share": 0.5}),
    (ratio.log_standard_error, {"low": 0.5, "high": 0.9, "level": 0.95}),
    (ratio.p_from_interval, {"ratio": 0.7, "low": 0.5, "high": 0.9, "level": 0.95}),
    (ratio.interval_from_p, {"ratio": 0.7, "p": 0.04, "level": 0.95}),
    (ratio.Ratio, {"value": 0.7, "low": 0.5, "high": 0.9, "level": 0.95}),
    (regimen.Course, {"dose": DOSE, "every_h": 8.0, "count": 3, "start_day": 1.0}),
    (regimen.daily, {"dose": DOSE, "days": 5, "start_day": 1.0}),
    (regimen.repeated, {"course": regimen.daily(DOSE, 5), "every_days": 14.0, "times": 2}),
    (regimen.Regimen, {"courses": (regimen.daily(DOSE, 5),), "route": "infusion", "infusion_min": 15.0}),
    (regimen.single, {"dose": DOSE, "route": "infusion", "infusion_min": 15.0}),
    (REGIMEN.doses_IU, {"patient": PATIENT}),
    (REGIMEN.total, {"patient": PATIENT}),
    (shrinkage.chance, {"events": 20, "n": 38, "truth": 0.277}),
    (shrinkage.winners_curse, {"truth": 0.277, "n": 38, "go": 15}),
    (shrinkage.Prior, {"mean": 0.3, "weight": 20.0}),
    (shrinkage.shrink, {"events": 20, "n": 38, "prior": shrinkage.FLAT, "level": 0.95}),
    (shrinkage.fit_prior, {"events": np.array([10, 5, 9]), "n": np.array([30, 30, 30])}),
    (shrinkage.future, {"events": 20, "n": 38, "next_n": 50, "prior": shrinkage.FLAT}),
    (surrogate.natural_hazard, {"count_per_uL": 300.0, "gain_per_uL": 50.0}),
    (surrogate.predicted, {"natural": 0.8, "worth": 1.0, "harm": 1.0}),
    (surrogate.worth, {"observed": ratio.Ratio(0.9, 0.7, 1.1), "natural": 0.8, "harm": 1.0}),
    (surrogate.per_100, {"observed": ratio.Ratio(0.9, 0.7, 1.1), "gain_per_uL": 50.0}),
    (trial.Arm, {"events": 3, "n": 10}),
    (trial.trials, {"indication": "melanoma"}),
    (unit.unit, {"symbol": "MIU"}),
    (unit.Patient, {"mass_kg": 70.0, "area_m2": 1.73}),
    (unit.convert, {"value": 1.0, "here": "MIU", "there": "mg", "patient": PATIENT}),
    (unit.Dose, {"amount": 1.0, "unit": "MIU"}),
    (DOSE.to, {"there": "mg", "patient": PATIENT}),
    (DOSE.in_IU, {"patient": PATIENT}),
    (unit.vials, {"dose": DOSE, "patient": PATIENT}),
    (window.window, {"answers": curve.curves(), "responding": 0.5, "silent": 0.1}),
    (window.dose_for_peak, {"level_nM": 0.01, "depot": DEPOT, "patient": PATIENT}),
    (
        window.exposure,
        {
            "regimen": REGIMEN,
            "patient": PATIENT,
            "days": 1.0,
            "step_min": 30.0,
            "source": "measured",
            "disposition": DISPOSITION,
            "depot": DEPOT,
        },
    ),
    (window.follow, {"time_h": HOURS, "concentration_nM": DOSES, "cells": FARHAT}),
]
LINE, DOSE_AXIS, SHARE_AXIS = Line("a", RISE["x"], RISE["y"]), Axis("dose", "nM", "log"), Axis("share", "%")
CHARTS: Calls = [
    (Axis, {"label": "dose", "unit": "nM", "scale": "log", "limits": (1.0, 10.0)}),
    (Line, {"name": "a", **RISE, "label_at": 1.5}),
    (Points, {"name": "a", **RISE}),
    (Band, {"name": "a", "x": RISE["x"], "low": RISE["x"], "high": 2 * RISE["x"]}),
    (Interval, {"name": "a", "row": np.arange(2), "low": RISE["x"], "value": 2 * RISE["x"], "high": 3 * RISE["x"]}),
    (Raster, {"name": "a", "x": HOURS, "y": HOURS, "values": np.ones((3, 3)), "unit": "pM"}),
    (Rule, {"value": 1.0, "text": "one", "axis": "x"}),
    (Note, {"x": 1.0, "y": 1.0, "text": "here"}),
    (
        Chart,
        {
            "title": "A",
            "x": DOSE_AXIS,
            "y": SHARE_AXIS,
            "series": (LINE,),
            "caption": "Look.",
            "marks": (Rule(1.0, "one"),),
        },
    ),
    (quantity, {"value": 1.0, "unit": "nM", "digits": 3}),
]
EXPLORERS: Calls = [
    (explorer.chart, dict(explorer.defaults))
    for lesson in LESSONS
    for explorer in import_module(f"il2course.explorers.{lesson[3:]}").EXPLORERS
]
# Without arguments, or of use to the modules of the same room alone.
BEHIND = {"count", "distribution", "player"}  # rooms that only other rooms enter
NO_EXAMPLE = {
    "signaling.discrepancy.interval_pM",
    "signaling.fallon.start",
    "signaling.farhat.inside",
    "signaling.farhat.run",
    "signaling.field.settle",
    "structure.entry.parse",
    "structure.mutation.aldesleukin",
    "structure.recognition.recognize",
    "therapy.curve.computed",
    "therapy.curve.modelled",
    "therapy.curve.table_text",
}

GOOD = [*RECEPTOR, *KINETICS, *STRUCTURE, *SIGNALING, *THERAPY, *CHARTS, *EXPLORERS]

NAN = float("nan")
# Where a value may be no number, as that of an atom that is missing.
NAN_IS_FINE = {"dihedral_deg", "assembled", "quantity"}
FREE_WORDS = {"name", "text", "label", "title", "caption", "unit", "published", "sequence"}
SERIES = {"Line", "Points", "Band", "Interval", "Raster", "Rule", "Note"}  # checked by the Chart that holds them
# Arguments that the sentence calls by what they hold.
SAID_AS = {
    "text": "a (reaction|factor) ",
    "line": "a reaction ",
    "initial": "species ",
    "species": "species ",
    "wanted": "(a )?residue |number ",
    "symbol": "unit ",
    "here": "unit ",
    "there": "unit ",
    "atom": "chains ",
    "number": "residue ",
    "name": "species ",
    "entry": ".*code",
}


def wrong(good: object) -> Iterator[object]:
    """Values that cannot stand where this one does."""
    if isinstance(good, bool):
        yield from ("perhaps", None)
    elif isinstance(good, (int, float, np.ndarray)):
        yield from ("plenty", {"q": 1}, object(), NAN)
    elif isinstance(good, str):
        yield from (3, {"q": 1}, [], "no such thing")
    elif isinstance(good, Mapping):
        yield from (3, "no such thing", [1.0])
    elif isinstance(good, (tuple, list)):
        yield from (3, NAN, object())
    else:
        yield from (3, "no such thing", [], {"q": 1})


def called(function: Callable, arguments: dict[str, object]) -> object:
    """Call by name, with any word for what the example leaves out."""
    needed = (one for one in inspect.signature(function).parameters.values() if one.default is one.empty)
    rest = arguments.get("*")
    if rest is not None:
        return function(*(value for name, value in arguments.items() if name != "*"), *rest)
    return function(**{one.name: "x" for one in needed if one.kind is not one.VAR_KEYWORD} | arguments)


def title(function: Callable) -> str:
    explorer = getattr(function, "__self__", None)
    return getattr(explorer, "title", None) or function.__qualname__


def cases(function: Callable, good: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Each argument of one function with what it cannot be."""
    for name in good:
        for bad in wrong(good[name]):
            fine = name == "*" or (bad is NAN and title(function) in NAN_IS_FINE)
            if not fine and not (bad == "no such thing" and isinstance(good[name], str) and name in FREE_WORDS):
                yield name, bad


@pytest.fixture(autouse=True)
def _nothing_fetched(monkeypatch, tmp_path):
    """Neither the network nor the files of whoever runs the tests."""
    monkeypatch.setattr(archive, "_folder", lambda _: tmp_path)
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a wrong call reached for the network"))


@pytest.mark.parametrize(
    ("function", "good"),
    [one for one in GOOD if title(one[0]) not in SERIES],
    ids=lambda one: title(one) if callable(one) else "",
)
def test_wrong_use_is_refused_in_one_sentence(function, good):
    for name, bad in cases(function, good):
        with pytest.raises((TypeError, ValueError)) as caught:
            pytest.fail(f"{name}={bad!r} gave {called(function, {**good, name: bad})!r}")
        sentence = str(caught.value)
        assert "\n" not in sentence and re.search(r" must .*(, got |missing)", sentence), (name, bad, sentence)
        assert name in sentence or re.match(SAID_AS.get(name, "$"), sentence), (name, bad, sentence)


def test_every_public_function_has_its_example():
    """Who adds a function to a room of science adds its example here."""
    known = {inspect.unwrap(getattr(function, "__func__", function)) for function, _ in GOOD}
    rooms = [receptor, dose_response]
    for house in (signaling, therapy):
        names = {each.name for each in iter_modules(house.__path__)} - BEHIND
        rooms += [import_module(f"{house.__name__}.{name}") for name in names]
    public = {
        each
        for room in (*rooms, structure)
        for name, each in vars(room).items()
        if inspect.isfunction(each)
        and not name.startswith("_")
        and (each.__module__ == room.__name__ or room is structure)
    }
    missing = {
        f"{each.__module__}.{each.__name__}".removeprefix("il2course.")
        for each in public
        if inspect.unwrap(each) not in known
    }
    assert missing - NO_EXAMPLE == set()
