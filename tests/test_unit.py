"""Doses and their units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2course.therapy.unit import ADULT, IU_PER_MG, UNITS, VIAL, Dose, Patient, convert, unit, vials

AMOUNTS = st.floats(1e-12, 1e12)
DOSES = [symbol for symbol, one in UNITS.items() if one.kind == "dose"]
CONCENTRATIONS = [symbol for symbol, one in UNITS.items() if one.kind == "concentration"]


# --- published equalities, at their stated precision ---


def test_a_milligram_is_16_4_million_units():
    assert pytest.approx(16.4, abs=0.05) == IU_PER_MG / 1e6


def test_a_vial_is_22_MIU_and_1_3_mg():
    assert str(VIAL) == "22 MIU"
    assert VIAL.to("mg").amount == pytest.approx(1.3, abs=0.05)


def test_18_MIU_are_1_1_mg():
    assert Dose(18, "MIU").to("mg").amount == pytest.approx(1.1, rel=1e-12)


def test_a_unit_in_a_millilitre_is_3_99_pM():
    assert convert(1, "IU/mL", "pM") == pytest.approx(3.99, abs=0.005)


def test_600_000_units_per_kilogram_are_0_037_mg():
    assert Dose(600_000, "IU/kg").to("mg/kg").amount == pytest.approx(0.037, abs=0.0005)


def test_600_000_units_per_kilogram_are_two_vials_for_an_adult():
    dose = Dose(600_000, "IU/kg")
    assert str(dose.to("MIU", ADULT)) == "42 MIU"
    assert vials(dose, ADULT) == 2
    assert [vials(Dose(amount, "MIU")) for amount in (0, 1, 22, 22.1, 66)] == [0, 1, 1, 2, 3]


def test_piscitellis_levels_in_pM():
    assert convert(np.array([21.9, 112.9]), "IU/mL", "pM") == pytest.approx([87, 450], abs=1)


# --- conversion ---


@given(AMOUNTS, st.sampled_from(DOSES), st.sampled_from(DOSES), st.floats(3, 200), st.floats(0.2, 3))
def test_every_dose_comes_back(amount, here, there, mass_kg, area_m2):
    patient = Patient(mass_kg, area_m2)
    back = Dose(amount, here).to(there, patient).to(here, patient)
    assert back.unit == here
    assert back.amount == pytest.approx(amount, rel=1e-12)


@given(AMOUNTS, st.sampled_from(CONCENTRATIONS), st.sampled_from(CONCENTRATIONS))
def test_every_concentration_comes_back(amount, here, there):
    assert convert(convert(amount, here, there), there, here) == pytest.approx(amount, rel=1e-12)


@given(st.sampled_from(DOSES), st.sampled_from(DOSES), st.sampled_from(DOSES))
def test_a_way_round_changes_nothing(here, between, there):
    straight = Dose(1, here).to(there, ADULT).amount
    assert Dose(1, here).to(between, ADULT).to(there, ADULT).amount == pytest.approx(straight, rel=1e-12)


def test_per_kilogram_and_per_square_metre_take_the_patient():
    child = Patient(mass_kg=20, area_m2=0.8)
    assert Dose(1, "MIU/m²").in_IU(child) == pytest.approx(0.8e6)
    assert Dose(1, "MIU/m²").to("IU/kg", child).amount == pytest.approx(40_000)


def test_units_as_a_keyboard_has_them():
    assert Dose(1, "MIU/m2") == Dose(1, "MIU/m^2") == Dose(1, "MIU/m²")
    assert unit("ug").symbol == unit("μg").symbol == "µg"


def test_doses_add_and_multiply_in_their_unit():
    assert Dose(1, "MIU") + Dose(500_000, "IU") == Dose(1.5, "MIU")
    assert Dose(1.1, "mg") + Dose(18, "MIU") == Dose(2.2, "mg")
    assert 3 * Dose(2, "MIU/m²") == Dose(6, "MIU/m²")


def test_a_dose_is_no_number():
    with pytest.raises(TypeError):
        float(Dose(1, "MIU"))
    with pytest.raises(TypeError):
        Dose(1, "MIU") + 1


@pytest.mark.parametrize(
    ("dose", "text"),
    [(Dose(600_000, "IU/kg"), "600,000 IU/kg"), (Dose(0.33, "MIU"), "0.33 MIU"), (Dose(4500, "IU"), "4,500 IU")],
)
def test_doses_read_as_doctors_write_them(dose, text):
    assert str(dose) == text


OLD = "unit must be one whose size is known, got {!r}: a laboratory's own unit, of no certain size in IU"
KNOWN = "unit must be one of IU, MIU, mg, µg, ng, nmol, pmol, alone or per kg, m² or mL, or µM, nM, pM, got {!r}"
REFUSED = [
    (lambda: Dose(-1, "MIU"), ValueError, "amount must be >= 0, got -1.0"),
    (lambda: Dose("1", "MIU"), TypeError, "amount must be a number, got '1'"),
    (lambda: Dose(1, "miu"), ValueError, KNOWN.format("miu")),
    (lambda: Dose(1, "IU/lb"), ValueError, KNOWN.format("IU/lb")),
    (lambda: Dose(1, 18), TypeError, "unit must be a str, got 18"),
    (lambda: Dose(1, "U/m²"), ValueError, OLD.format("U/m²")),
    (lambda: convert(650, "MU", "IU"), ValueError, OLD.format("MU")),
    (lambda: Dose(1, "pM"), ValueError, "unit must be that of a dose, such as MIU, IU/kg or MIU/m², got 'pM'"),
    (lambda: Dose(1, "MIU").to("pM"), ValueError, "there must be a unit of a dose like MIU, got 'pM'"),
    (lambda: convert(1, "nM", "mg"), ValueError, "there must be a unit of a concentration like nM, got 'mg'"),
    (lambda: Dose(1, "IU/kg").in_IU(), ValueError, "patient must be given to turn IU/kg into IU, got None"),
    (lambda: Dose(1, "IU/kg").in_IU(70), TypeError, "patient must be a Patient, got 70"),
    (lambda: convert(np.nan, "nM", "pM"), ValueError, "value must be finite, got nan"),
    (lambda: Patient(mass_kg=0), ValueError, "mass_kg must be > 0, got 0.0"),
    (lambda: Patient(area_m2=-1.7), ValueError, "area_m2 must be > 0, got -1.7"),
    (lambda: Dose(1, "MIU") + 1, TypeError, "other must be a Dose, got 1"),
    (lambda: Dose(1, "MIU") * -2, ValueError, "amount must be >= 0, got -2.0"),
]


@pytest.mark.parametrize(("slip", "error", "message"), REFUSED)
def test_slips_are_refused_in_one_sentence(slip, error, message):
    with pytest.raises(error) as caught:
        slip()
    assert str(caught.value) == message
