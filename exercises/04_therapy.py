# %% [markdown]
# # Exercises 4: therapy
#
# Seven exercises, from easy to hard; allow two and a half hours. They build on lesson 4, and the last on the lessons before it as well.
#
# Write your answers into the cells that ask for them and keep the names: an answer is found by its name, and the last definition counts. You may add cells of your own. `check("name")` looks at one answer, gives a hint when it knows what went wrong, and never stops the notebook.
#
# Doses and patients are made up. Nothing in this sheet is medical advice.
#
# First say who you are: put the id your instructor gave you between the quotes. Working on your own? Leave `practice`.

# %%
student = "practice"

# %%
import numpy as np
from scipy.stats import binom, norm

from il2course import receptor
from il2course.check import check, progress
from il2course.therapy import curve, interval, pharmacokinetics, power, unit, window

# %% [markdown]
# ## 1. What stays in the vial
#
# A patient of `mass_kg` gets a dose of `IU_per_kg`, in all `doses` times. Each vial holds `vial_MIU` million units, which weigh `vial_mg` milligrams. For every single dose the nurse opens as many new vials as it takes, and what is left in them is thrown away.
#
# Write `wasted_mg(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg)`: how many milligrams are thrown away in all?
#
# Example: `wasted_mg(600_000, 70, 14, 22, 1.3)` is 1.6545.<!-- given --> Each dose takes two vials.

# %%
def wasted_mg(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    """Protein left in the vials of all doses, mg."""
    raise NotImplementedError("write wasted_mg here")

# %%
check("wasted_mg")

# %% [markdown]
# ## 2. What a hazard ratio means for patients
#
# Of the patients who got no treatment, `untreated_percent` per cent had the event (the disease came back, say) before the trial ended. With treatment the event came, at every moment, `hazard_ratio` times as fast to those who were still free of it. The interval of this ratio goes from `low` to `high`.
#
# Write `prevented_per_100(hazard_ratio, low, high, untreated_percent)`: of a hundred treated patients, how many does the treatment spare the event by then? It returns an array of three numbers: the estimate, the **lower** and the **higher** end of its interval. Where the treatment does harm the number is negative.
#
# A way: let $S$ be the share that is still free of the event. Then $-\ln S$ is the rate added up over time, so it is this quantity that the hazard ratio multiplies.
#
# Example: `prevented_per_100(0.5, 0.3, 0.9, 40)` is about `[17.46, 3.14, 25.79]`.

# %%
def prevented_per_100(hazard_ratio, low, high, untreated_percent):
    """Array of the events prevented in 100 patients: estimate, lower end, higher end."""
    raise NotImplementedError("write prevented_per_100 here")

# %%
check("prevented_per_100")

# %% [markdown]
# ## 3. Patients who are missing
#
# A report says that `responded` of `evaluable` patients responded. But `randomized` patients had entered that arm; of the others nobody knows how they fared. How far could they move the result?
#
# Write `rate_bounds(responded, evaluable, randomized, level)`. It returns an array of two shares. The first is the low end of Wilson's interval for the share that responds, in case that **none** of the missing patients responded. The second is the high end of Wilson's interval in case that **all** of them did. Everyone who was randomized counts in both. `level` is that of the intervals: `0.95` means 95 %.<!-- given -->
#
# Example: `rate_bounds(8, 20, 25, 0.95)` is about `[0.1721, 0.6997]`. How wide is the interval of those who could be evaluated?

# %%
def rate_bounds(responded, evaluable, randomized, level):
    """Array of the lowest and the highest share that the missing patients leave possible."""
    raise NotImplementedError("write rate_bounds here")

# %%
check("rate_bounds")

# %% [markdown]
# ## 4. A dose for a level
#
# Let the body be one compartment of `volume_L` liters. A drug given into it falls with a half-life of `half_life_min` minutes. An infusion brings the dose in at a constant rate over `infusion_min` minutes. Afterwards the level falls.
#
# Write `dose_to_hold_MIU(level_pM, minutes, infusion_min, half_life_min, volume_L)`: the dose of aldesleukin in MIU after which the level is still `level_pM` when `minutes` have passed **since the end** of the infusion. Nothing was in the body before.
#
# While the drug runs in, some of it already leaves, so that the level rises towards a plateau. `unit.convert(1, "IU/mL", "pM")` says how many pM one IU/mL is.
#
# Example: `dose_to_hold_MIU(40, 60, 15, 20, 3)` is about 0.308.<!-- given --> Half a per cent is accurate enough.

# %%
def dose_to_hold_MIU(level_pM, minutes, infusion_min, half_life_min, volume_L):
    """Dose, MIU, whose level has fallen to this one so many minutes after the infusion."""
    raise NotImplementedError("write dose_to_hold_MIU here")

# %%
check("dose_to_hold_MIU")

# %% [markdown]
# ## 5. Several trials, one hazard ratio
#
# Several trials have measured the same hazard ratio. Each prints its `ratio` and an interval from `low` to `high`; these three are arrays with one number for each trial. All intervals have the same `level` (`0.9` means 90 %)<!-- given --> and are symmetric about the ratio on the scale of logarithms.
#
# Pool them: average the natural logarithms of the ratios, each with the weight $1/\mathrm{SE}^2$, where $\mathrm{SE}$ is the standard error of this logarithm. The standard error of the average is $1/\sqrt{\sum 1/\mathrm{SE}^2}$.
#
# Write `pooled_ratio(ratio, low, high, level)`. It returns an array of three numbers: the pooled ratio and the low and high end of its interval, which is **always that of 95 %**,<!-- given --> whatever the trials print. A thousandth is accurate enough.
#
# Example: two trials alike, `pooled_ratio(np.array([0.5, 0.5]), np.array([0.25, 0.25]), np.array([1.0, 1.0]), 0.9)`, give about `[0.5, 0.279, 0.897]`.

# %%
def pooled_ratio(ratio, low, high, level):
    """Array of the pooled ratio and both ends of its 95 % interval."""
    raise NotImplementedError("write pooled_ratio here")

# %%
check("pooled_ratio")

# %% [markdown]
# ## 6. The winner's curse
#
# Many candidates are tried. A share `working` of them works, and patients respond to these with probability `rate_works`. The others do not work, and patients respond with probability `rate_not`. Each candidate gets a first trial of `n` patients. Those with `go` or more responders go on to a second trial.
#
# Write `reported_and_true(working, rate_works, rate_not, n, go)`. It returns an array of two shares, both means over the candidates that **go on**: the share of patients who responded in the first trial, and the share to be expected in the second.
#
# Example: `reported_and_true(0.2, 0.4, 0.1, 20, 5)` is about `[0.3894, 0.3538]`. Which candidates make up most of those that go on?

# %%
def reported_and_true(working, rate_works, rate_not, n, go):
    """Array of the mean rate that candidates which go on have reported, and the one to expect next."""
    raise NotImplementedError("write reported_and_true here")

# %%
check("reported_and_true")

# %% [markdown]
# ## 7. A mutein, a dose and a trial
#
# Your goal is a drug on which Tregs answer alone. You have three muteins: arrays `alpha_fold` and `beta_fold` say by what each multiplies the K_D of α and of β (as `receptor.Mutein` takes them), and `mass_kDa` what a molecule of it weighs, with all that was attached to it. Choose one, find its dose, and plan the trial that shows whether it helps.
#
# 1. **The curves.** Take those measured in aldesleukin, `curve.curves("measured")`. Suppose that with a mutein a cell's whole curve moves along the axis of concentrations by one factor, the factor by which its half-maximal dose moves in the surface model (counts of 2021).
# 2. **The mutein.** The window goes from the concentration at which Tregs give three quarters of their most pSTAT5 up to that at which the first other cell gives the share `silent` of its own. Choose the mutein whose window is widest, upper over lower end.
# 3. **The dose.** It is injected under the skin once, into the adult of the lesson with the depot `pharmacokinetics.DEPOTS["middle"]`. Its peak should lie at the geometric middle of the window (the root of the product of its ends). As many molecules of the mutein reach the blood as of aldesleukin, and they leave it alike. But MIU measure the activity of aldesleukin, so give the dose in **mg of the mutein**.
# 4. **The patients.** They differ: on this dose the natural logarithms of their peaks are normally distributed, with the middle you aimed at and the standard deviation $\ln$ `spread`. A patient whose peak lies inside the window responds with probability `inside`, one whose peak lies elsewhere with `outside`. On placebo everyone responds with probability `outside`.
# 5. **The trial.** How many patients does each of two equal arms need, by `power.normal_sample_size` with its own settings?
#
# Write `trial_design(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside)`. It returns an array of three numbers: which mutein (1, 2 or 3), its dose in mg, and the patients in **one arm**. Two per cent is accurate enough.
#
# Example: `trial_design([1, 0.1, 0.03], [1, 1, 30], [20, 20, 20], 0.1, 3, 0.5, 0.3)` is about `[3, 9.09, 115]`.
#
# When it passes, ask which of these steps you would believe least, and what experiment would tell.

# %%
def trial_design(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    """Array of the number of the mutein, its dose in mg and the patients in one arm."""
    raise NotImplementedError("write trial_design here")

# %%
check("trial_design")

# %% [markdown]
# ## How far you are
#
# The last cell shows for how many points the public checks pass. These are no marks yet: for those, other cases are tried. It is kept in the file `progress.json` beside this sheet, and nothing sends it anywhere.

# %%
progress("04_therapy")
