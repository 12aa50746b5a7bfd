# %% [markdown]
# # Exercises 3: signaling
#
# Seven exercises, from easy to hard; allow two hours. They build on lesson 3.
#
# Write your answers into the cells that ask for them and keep the names: an answer is found by its name, and the last definition counts. You may add cells of your own. `check("name")` looks at one answer, gives a hint when it knows what went wrong, and never stops the notebook.
#
# Cells and rates are made up, so that no answer can be looked up.
#
# First say who you are: put the id your instructor gave you between the quotes. Working on your own? Leave `practice`.

# %%
student = "practice"

# %%
import numpy as np
from scipy.optimize import brentq, minimize_scalar

from il2course.check import check, progress

PER_MOL = 6.02214076e23  # molecules in a mole

# %% [markdown]
# ## 1. Let go or taken in
#
# A complex of IL-2 and receptor can leave the surface of a cell in two ways. If IL-2 could only **fall off**, half of the complexes would be gone after `falls_off_min` minutes. If they could only be **taken in**, half would be gone after `taken_in_min`. Both ways are open. Each complex, however long it has been there, has the same chance to leave in the next moment.
#
# Of the complexes that were taken in, the share `returned` comes back to the surface with the IL-2 still bound, and starts again as any other. The rest are destroyed. No IL-2 that fell off binds again.
#
# Write `complex_fate(falls_off_min, taken_in_min, returned)`. It returns an array of two numbers: the **half-life on the surface**, from when a complex is there to when it first leaves, in minutes, and the **share of the IL-2 that is destroyed in the end**, out of all that was bound at the start.
#
# Example: `complex_fate(30, 15, 0.5)` is `[10, 0.5]`.

# %%
def complex_fate(falls_off_min, taken_in_min, returned):
    """Array of the half-life on the surface, min, and the share destroyed in the end."""
    raise NotImplementedError("write complex_fate here")

# %%
check("complex_fate")

# %% [markdown]
# ## 2. From arrows to equations
#
# A model of trafficking begins with its arrows. Here are those of one kind of cell that uses up its medium; each goes at its constant times all that it starts from, or at the constant itself where it starts from nothing. The constants are per minute, and `kon_per_nM` is per minute and nM:
#
# - ligand in the medium + free receptor → bound receptor, `kon_per_nM`
# - bound receptor → ligand in the medium + free receptor, `koff`
# - nothing → free receptor, `made` for each cell
# - free receptor → nothing, `lost`
# - bound receptor → bound receptor inside the cell, `taken_in`
# - bound receptor inside → ligand in the medium + free receptor, `returned`
# - bound receptor inside → nothing, `destroyed`
#
# `state` is an array of four numbers: the ligand in the medium in **pM**, and, **in one cell**, how many receptors are free, bound, and inside. There are `cells_per_mL` cells.
#
# Write `rates_of_change(state, cells_per_mL, kon_per_nM, koff, made, lost, taken_in, returned, destroyed)`. It returns an array of the four changes per minute, in the order and the units of `state`. Nothing else happens, so keep count: what leaves one place arrives in another.
#
# Example: `rates_of_change([100, 1000, 0, 0], 1e6, 0.6, 0, 0, 0, 0, 0, 0)` is about `[-0.0996, -60, 60, 0]`.

# %%
def rates_of_change(state, cells_per_mL, kon_per_nM, koff, made, lost, taken_in, returned, destroyed):
    """Array of the changes per minute of ligand (pM) and of free, bound and inside receptors (in one cell)."""
    raise NotImplementedError("write rates_of_change here")

# %%
check("rates_of_change")

# %% [markdown]
# ## 3. How wrong is a model?
#
# A model gives one dose–response curve for each kind of cell: `dose_nM` holds the doses, rising, and `response` has a row for each cell with the response at each dose. Even without IL-2 there is some. Each curve rises from its first value, which is its lowest, to its highest; at still higher doses it may fall again.
#
# Read the EC50 off each curve: the dose at which it first reaches the **middle between its lowest and its highest value**. Between two doses, let the response be a straight line over the **logarithm** of the dose. `measured_pM` holds the EC50 that was measured for each cell, in pM.
#
# Write `log_errors(dose_nM, response, measured_pM)`. For each cell, in the order of the rows, it returns $\log_{10}$ (EC50 of the model / EC50 measured), and after these, as last number, their root mean square: the root of the mean of their squares. All stand in one array.
#
# Example: `log_errors(np.array([0.01, 0.1, 1, 10]), np.array([[10, 10, 110, 90]]), np.array([100]))` is `[0.5, 0.5]`.

# %%
def log_errors(dose_nM, response, measured_pM):
    """Array of log10 (EC50 of the model / measured) of each cell, and then their root mean square."""
    raise NotImplementedError("write log_errors here")

# %%
check("log_errors")

# %% [markdown]
# ## 4. How long the IL-2 lasts
#
# A well holds IL-2 at `start_pM`, and `cells_per_mL` cells that double every `doubling_h` hours, without a pause and without dying. Nobody adds IL-2. Each cell removes `most_per_s` molecules a second where there is plenty, and at a concentration $c$
#
# $$\text{most} \cdot \frac{c}{c + K}$$
#
# molecules a second, with $K$ = `half_pM`. Write `hours_until(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, half_pM)`: after how many hours has the concentration fallen to `stop_pM`?
#
# You may integrate step by step, or separate the variables: everything with $c$ to one side, everything with time to the other. Half a per cent is accurate enough.
#
# Example: `hours_until(10, 200, 2e5, 20, 2, 20)` is about 44.17.<!-- given -->

# %%
def hours_until(stop_pM, start_pM, cells_per_mL, doubling_h, most_per_s, half_pM):
    """Hours until dividing cells have used up the IL-2 down to `stop_pM`."""
    raise NotImplementedError("write hours_until here")

# %%
check("hours_until")

# %% [markdown]
# ## 5. A crowd between the talkers and the listener
#
# Some cells secrete IL-2, `secretion_per_s` molecules a second each. A listener stands `distance_um` µm away from them (an array, one number for each). In between, cells that consume IL-2 are spread evenly, $n$ of them in a volume, and each clears $k$ = `clearance_um3_per_s` of IL-2. Taken for a point, one secreting cell makes at the distance $r$ the concentration
#
# $$c(r) = \frac{q}{4 \pi D r}\, e^{-r/\lambda}, \qquad \lambda = \sqrt{\frac{D}{k\,n}}$$
#
# in molecules per µm³, if $q$ is its secretion and $D$ the diffusion coefficient, and the contributions of all secreting cells add up.
#
# Write `crowd_per_mm3(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM)`: how many consumers in a **cubic millimeter** bring the listener down to `threshold_pM`? Without any it has more. The answer lies between one and a hundred million. A thousandth is accurate enough.
#
# Example: `crowd_per_mm3(np.array([30, 30]), 10, 80, 2.0)` is about 3.053 × 10⁵;<!-- given --> with the second secreting cell at 60 µm <!-- given --> it is about 1.291 × 10⁵.<!-- given -->

# %%
DIFFUSION_UM2_PER_S = 10

# %%
def crowd_per_mm3(distance_um, secretion_per_s, clearance_um3_per_s, threshold_pM):
    """Consumers per mm³ that bring a listener down to a threshold."""
    raise NotImplementedError("write crowd_per_mm3 here")

# %%
check("crowd_per_mm3")

# %% [markdown]
# ## 6. A switch, and who keeps it off
#
# IL-2 makes a T helper cell grow more of the sites that bind it. Let $c$ be the concentration of IL-2, and $B$ the number of **occupied** sites of a helper. Of all its sites the share $c/(c+K)$ is occupied, with $K$ = `half_pM`. How many sites it has depends on $B$:
#
# $$\text{sites}(B) = \text{low} + (\text{high} - \text{low})\,\frac{B^h}{B^h + H^h}$$
#
# with low = `sites_low`, high = `sites_high`, $H$ = `half_occupied` and $h$ = `hill`. So a helper is at rest where $B = \text{sites}(B) \cdot c/(c+K)$.
#
# When $c$ rises slowly from zero, the helper jumps up at one concentration, **on**. When $c$ then falls slowly, it jumps down at a lower one, **off**. Between these two it has three states of rest.
#
# In a well-mixed culture each helper secretes `secretion_per_s` molecules a second. A Treg removes `treg_per_s` $\cdot\; c/(c+K)$ molecules a second; neglect what the helpers remove. How many Tregs must there be for each helper, if helpers that are down are just not to jump up?
#
# Write `helper_switch(sites_low, sites_high, half_occupied, hill, half_pM, secretion_per_s, treg_per_s)`. It returns an array of three numbers: `off` in pM, `on` in pM, and the **Tregs for each helper**. A fifth of a per cent is accurate enough.
#
# A way: do not ask which $B$ belongs to a $c$; ask which $c$ belongs to a $B$, and draw it. Where does the curve turn?
#
# Example: `helper_switch(300, 10_000, 1000, 3, 20, 5, 2)` is about `[4.573, 25.10, 4.492]`.

# %%
def helper_switch(sites_low, sites_high, half_occupied, hill, half_pM, secretion_per_s, treg_per_s):
    """Array of the concentrations at which a helper jumps down and up, pM, and the Tregs that keep it down."""
    raise NotImplementedError("write helper_switch here")

# %%
check("helper_switch")

# %% [markdown]
# ## 7. Two brakes and one signal
#
# IL-2 makes effector T cells die when they have answered long enough (AICD), and it makes them better killers of infected cells. What happens when its signal falls? Let $T$ be the effectors in a microliter and $A$ the infected cells, as a share of the most there can be. They change, in a day, by
#
# $$\frac{dT}{dt} = m + g\,T\,\frac{A}{A + h} - (d + a\,x)\,T \qquad\qquad \frac{dA}{dt} = b\,A\,(1 - A) - k\,y\,T\,A$$
#
# with $m$ = `arrival`, $g$ = `growth`, $h$ = `half_share`, $d$ = `death`, $a$ = `aicd`, $b$ = `spread` and $k$ = `killing`. The signal of IL-2 is $x$ for AICD and $y$ for killing; in a healthy body both are 1.
#
# Now the signal falls to `signal` (less than 1): first for AICD alone ($x$ = `signal`, $y$ = 1), then for killing alone ($x$ = 1, $y$ = `signal`), then for both. Write `lost_brakes(signal, arrival, growth, half_share, death, aicd, spread, killing)`. It returns an array of three rows, one for each, in this order. A row holds two numbers, for when everything has settled: the **effectors** and the **infected cells**, each divided by their number in health.
#
# In all cases asked, in health and after, there is one state of rest with an infection in it, and every body with some infected cells settles there. Half a per cent is accurate enough.
#
# Example: `lost_brakes(0.5, 5, 0.6, 0.2, 0.1, 0.4, 1.0, 0.03)` is about `[[1.193, 0.287], [1.639, 1.666], [2.256, 0.526]]`.
#
# When it passes: what do the two losses have in common, and where do they pull in opposite directions? Which of them wins when both happen, and does that hold for other rates? Nobody has measured these; trust signs here, not sizes.

# %%
def lost_brakes(signal, arrival, growth, half_share, death, aicd, spread, killing):
    """Rows for less AICD, less killing and both: fold change of effectors and of infected cells."""
    raise NotImplementedError("write lost_brakes here")

# %%
check("lost_brakes")

# %% [markdown]
# ## How far you are
#
# The last cell shows for how many points the public checks pass. These are no marks yet: for those, other cases are tried. It is kept in the file `progress.json` beside this sheet, and nothing sends it anywhere.

# %%
progress("03_signaling")
