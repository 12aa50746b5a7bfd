# %% [markdown]
# # Exercises 2: the receptor
#
# Seven exercises, from easy to hard; allow two hours. They build on lesson 2.
#
# Write your answers into the cells that ask for them and keep the names: an answer is found by its name, and the last definition counts. You may add cells of your own. `check("name")` looks at one answer, gives a hint when it knows what went wrong, and never stops the notebook.
#
# First say who you are: put the id your instructor gave you between the quotes. Working on your own? Leave `practice`.

# %%
student = "practice"

# %%
import numpy as np
from scipy.optimize import brentq

from il2course import facts, receptor
from il2course.check import check, progress, variant
from il2course.dose_response import fit_logistic

# %% [markdown]
# ## 1. When the receptors use up the ligand
#
# The isotherm of the lesson takes the free ligand for the added one. In a small well full of cells that is not true: what is bound is gone from the bath.
#
# Let `dose_nM` be the ligand *added*, `receptor_nM` all the receptor, both as concentrations in the same volume, and `kd_nM` the dissociation constant. Write `bound_fraction(dose_nM, receptor_nM, kd_nM)`: the **share of the receptors** that holds ligand at equilibrium.
#
# Start from $K_D = \frac{\text{free ligand} \cdot \text{free receptor}}{\text{complex}}$ and what both sums must be. One of the two solutions makes no sense.

# %%
def bound_fraction(dose_nM, receptor_nM, kd_nM):
    """Share of receptors that hold ligand, when binding depletes the ligand."""
    ### BEGIN SOLUTION
    total = dose_nM + receptor_nM + kd_nM
    complex_nM = (total - np.sqrt(total**2 - 4 * dose_nM * receptor_nM)) / 2
    return complex_nM / receptor_nM
    ### END SOLUTION

# %%
check("bound_fraction")

# %% [markdown]
# ## 2. Does this cycle close?
#
# A table of affinities names all four constants around the cycle of IL-2, α and β. Write `cycle_gap_kJ(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM)`: the free energy of the way by **α first minus** that of the way by **β first**, in kJ/mol at body temperature, 310.15 K.<!-- given -->
#
# Each step contributes $RT \ln K_D$, with the natural logarithm and $R = 8.314462618 \times 10^{-3}$ kJ mol⁻¹ K⁻¹.<!-- given --> For a table that closes the result is zero. A relative accuracy of a thousandth is enough.

# %%
def cycle_gap_kJ(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    """Free energy of α first minus β first, kJ/mol."""
    ### BEGIN SOLUTION
    energy = 8.314462618e-3 * 310.15
    by_alpha = np.log(kd_alpha_nM) + np.log(kd_beta_after_alpha_nM)
    by_beta = np.log(kd_beta_nM) + np.log(kd_alpha_after_beta_nM)
    return energy * (by_alpha - by_beta)
    ### END SOLUTION

# %%
check("cycle_gap_kJ")

# %% [markdown]
# ## 3. Read a sensorgram
#
# You get a record without noise: times `time_s` at equal steps, responses `response_RU`, the dose `dose_nM` that flowed until `injection_s`, and buffer after that. Nobody tells you how much ligand the full chip would hold.
#
# Write `rate_constants(time_s, response_RU, dose_nM, injection_s)`. It returns an array of two numbers: $k_{on}$ in M⁻¹ s⁻¹ and $k_{off}$ in s⁻¹, in this order.

# %%
def rate_constants(time_s, response_RU, dose_nM, injection_s):
    """Array of kon (per M per s) and koff (per s)."""
    ### BEGIN SOLUTION
    falling = time_s >= injection_s
    koff = -np.polyfit(time_s[falling], np.log(response_RU[falling]), 1)[0]
    rise = response_RU[time_s <= injection_s]
    step = time_s[1] - time_s[0]
    observed = -np.polyfit(np.arange(rise.size - 1) * step, np.log(np.diff(rise)), 1)[0]
    return np.array([(observed - koff) / (dose_nM * 1e-9), koff])
    ### END SOLUTION

# %%
check("rate_constants")

# %% [markdown]
# ## 4. Which cell at which dose
#
# At **your dose**, `your_dose_pM`, a Treg has engaged a certain share of the receptors it can engage. Which dose does a CD8 cell need for the **same share**? Use the counts of 2021 and the surface model of the lesson, and give `matching_dose_pM`, a number in pM. A relative accuracy of a thousandth is enough.
#
# The next cell shows your dose. It comes from your id, so others have another one. `check` tells you whether `matching_dose_pM` is right while your id is `practice`. With an id of your own it says only whether the answer has the right form, so make sure of your way first.

# %%
your_dose_pM = variant("matching_dose_pM", student)["dose_pM"]
print(f"Your Treg has {your_dose_pM} pM of IL-2.")

# %%
### BEGIN SOLUTION
_cells = receptor.cells("2021")
_share = receptor.engaged_share(your_dose_pM / 1000, _cells["Treg"])
_log_dose = brentq(lambda x: float(receptor.engaged_share(10.0**x, _cells["CD8"]) - _share), -5, 3, xtol=1e-6)
matching_dose_pM = 1000 * 10.0**_log_dose
### END SOLUTION

# %%
check("matching_dose_pM")

# %% [markdown]
# ## 5. How much less sensitive, and how sure are you?
#
# Somebody dropped **your plate**, and two wells were lost for each cell. What is left has to do. The next cell shows the doses that are gone, `lost_nM`, and how long the cells had been with IL-2, `time_min`.
#
# Leave these two doses out, and fit the measured pSTAT5 of Treg and of CD8 cells (`facts.pstat5`) with the lesson's logistic. Give `cd8_over_treg`, an array of three numbers: the **ratio** of the EC50 of CD8 to that of Treg, and the **lower** and **upper end** of its 95 % <!-- given --> interval. A relative accuracy of a thousandth is enough.
#
# The two fits are independent. On the scale of $\log_{10}$ EC50, take the lower arm of the ratio's interval from the lower arm of CD8 and the upper arm of Treg, added in quadrature (the root of the sum of squares), and the upper arm from the other two.
#
# When you are done, fit all twelve wells as well. Which moved more, the ratio or the ends of its interval?

# %%
time_min, lost_nM = variant("cd8_over_treg", student).values()
print(f"After {time_min} min, without the wells of these doses in nM: {lost_nM}")

# %%
### BEGIN SOLUTION
def _fitted(cell):
    """Decimal logarithms of the EC50 and of both ends of its interval, from the wells that are left."""
    dose_nM, response = facts.pstat5(cell, time_min)
    kept = ~np.isin(dose_nM, lost_nM)
    fit = fit_logistic(dose_nM[kept], response[kept])
    return np.log10([fit.ec50_nM, *fit.interval_nM])


_treg, _cd8 = _fitted("Treg"), _fitted("CD8")
_arms = np.abs([_treg[1:] - _treg[0], _cd8[1:] - _cd8[0]])
_below, _above = np.hypot(_arms[1], _arms[0, ::-1])
_middle = _cd8[0] - _treg[0]
cd8_over_treg = 10 ** np.array([_middle, _middle - _below, _middle + _above])
### END SOLUTION

# %%
check("cd8_over_treg")

# %% [markdown]
# ## 6. How much CD25 does a shift take?
#
# CD25 lowers the half-maximal dose of a cell. Turn the question round: write `cd25_for_shift(fold, cd122, cd132)`, the number of CD25 per cell at which a cell with these CD122 and CD132 needs `fold` times less IL-2 than the same cell without CD25. A relative accuracy of a thousandth is enough.

# %%
def cd25_for_shift(fold, cd122, cd132):
    """CD25 per cell that lowers the half-maximal dose `fold` times."""
    ### BEGIN SOLUTION
    def missing(log_cd25):
        counts = receptor.ReceptorCounts(10.0**log_cd25, cd122, cd132)
        return float(np.log(receptor.capture_fold(counts) / fold))

    return 10.0 ** brentq(missing, 0.0, 5.0, xtol=1e-6)
    ### END SOLUTION

# %%
check("cd25_for_shift")

# %% [markdown]
# ## 7. Spare the NK cells
#
# You design a mutein for which an NK cell needs `gap` times the dose of a Treg (half-maximal doses, counts of 2021). Its β site is given: the K_D of β is `beta_fold` times the wild type's. Write `alpha_fold_for_gap(gap, beta_fold)`: by how much must the K_D of α be multiplied? A relative accuracy of a thousandth is enough.

# %%
def alpha_fold_for_gap(gap, beta_fold):
    """Factor on the K_D of α that makes an NK cell need `gap` times the dose of a Treg."""
    ### BEGIN SOLUTION
    known = receptor.cells("2021")
    chains = [np.array([getattr(known[cell], chain) for cell in ("NK", "Treg")]) for chain in ("cd25", "cd122", "cd132")]
    both = receptor.ReceptorCounts(*chains)

    def missing(log_fold):
        nk, treg = receptor.half_maximal_dose_nM(both, receptor.Mutein("design", 10.0**log_fold, beta_fold).on())
        return np.log(nk / treg / gap)

    return 10.0 ** brentq(missing, -3.0, 1.0, xtol=1e-6)
    ### END SOLUTION

# %%
check("alpha_fold_for_gap")

# %% [markdown]
# ## How far you are
#
# The last cell shows for how many points the public checks pass. These are no marks yet: for those, other cases are tried. It is kept in the file `progress.json` beside this sheet, and nothing sends it anywhere.

# %%
progress("02_receptor")
