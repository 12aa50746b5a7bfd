# %% [markdown]
# # Therapy: one molecule, two opposite aims
#
# **You will be able to**
#
# - give a rate with an interval, and say which patients it counts,
# - convert doses of IL-2 without slips and follow one from the skin to the cells,
# - judge whether a dose leaves regulatory T cells a window of their own, and what that judgment hangs on,
# - recompute a published p-value, plan the trial that should have been run, and name a missed end point,
# - explain why good news from small trials shrinks and why a marker can mislead.
#
# **Time**: 90 minutes <!-- given -->
#
# **Builds on**: percentages, logarithms, a little Python, and two words from lesson 2: regulatory T cells (Treg) answer to little IL-2 because they carry much CD25. No statistics is needed beyond the idea of chance.
#
# **The question**: IL-2 has been given to rouse the immune system against cancer and HIV, and to calm it in autoimmunity. For whom did it work, and how would you know?
#
# This is a course and not medical advice. Doses stand here to be understood, not to be given.
#
# Run the cells in order. Where the text says **predict**, write your guess down before you run on. Cells that begin with `# NBVAL_CHECK_OUTPUT` are tested: what they print is what the text quotes.

# %%
from il2course import facts
from il2course.explorers import therapy as explore
from il2course.quiz import ask
from il2course.therapy import curve, interval, pharmacokinetics, power, ratio, shrinkage, unit, window
from il2course.therapy.trial import TRIALS

# %% [markdown]
# ## A high dose against cancer
#
# IL-2 makes killer T cells and natural killer (NK) cells divide. So the first idea was: as much of it as a patient can bear. **High dose** means 600,000–720,000 IU/kg <!-- fact:high_dose --> into a vein over 15 min,<!-- fact:high_dose_infusion --> every 8 h,<!-- fact:high_dose_interval --> at most 14 doses <!-- fact:high_dose_count --> in a cycle (Atkins 1999<!-- cite:atkins1999 -->). IU are international units, of which more below. It was approved in the United States for kidney cancer in 1992 and for melanoma in 1998 ([Alva 2016](https://doi.org/10.1007/s00262-016-1910-x)).
#
# A **response** is a tumor that shrinks by an agreed amount; it is **complete** when none is left to be seen.

# %%
ask("predict_high_dose")

# %%
explore.high_dose_chart()

# %% [markdown]
# With metastatic melanoma 43/270 <!-- fact:atkins1999.response --> patients responded, 17 of them completely; 6/270 <!-- fact:atkins1999.treatment_deaths --> died of the treatment. What the label of the drug warns of first is **capillary leak**: the small vessels let plasma through, the blood pressure falls, and organs are left short of blood (Clinigen 2024<!-- cite:clinigen2024 -->). That is why a high dose is given where intensive care is at hand.
#
# For kidney cancer there are **two valid numbers** for the same patients: 36/255 <!-- fact:fyfe1995.response --> in 1995 ([Fyfe 1995](https://pubmed.ncbi.nlm.nih.gov/7884429)) and 37/255 <!-- fact:fisher2000.response --> with longer follow-up, as the label has it (Fisher 2000<!-- cite:fisher2000 -->). Neither is wrong. Say which one you quote.
#
# About one in six or seven, then. Is that "promising"? What made it matter is the tail: of the 43 <!-- given --> responders with melanoma 12/43 <!-- fact:atkins1999.responders_progression_free --> and of the complete ones 10/17 <!-- fact:atkins1999.complete_progression_free --> were free of progression at the last look. Few responded, and some of the few for years. In a registry of later years nobody died of the treatment, 0/362 <!-- fact:alva2016.treatment_deaths --> (Alva 2016). Since then other drugs, above all checkpoint inhibitors, which lift a brake of T cells, have taken its place.
#
# ### What the bars mean
#
# As many patients again would not give the same 43 <!-- given --> responders. A **95 % interval** <!-- given --> is made by a rule that catches the true rate in nineteen of twenty trials, in the long run. There are several rules:
#
# - **Wilson**'s<!-- cite:wilson1927 --> keeps every rate that a test would not reject;
# - the **exact** one of Clopper and Pearson<!-- cite:clopper1934 --> never catches too seldom, and is a little wide for it;
# - a **Bayesian** one says where the rate is with 95 % <!-- given --> probability, if you believed every rate equally likely before. (Its point is the mean of what you then believe, a little nearer to one half than the count.)
#
# They think differently about what probability is. **Predict**: do they disagree by much for 43/270? <!-- fact:atkins1999.response -->

# %%
# NBVAL_CHECK_OUTPUT
for name, rule in {"Wilson": interval.wilson, "exact": interval.exact, "Bayesian": interval.bayesian}.items():
    low, high = rule(43, 270)
    print(f"{name:8s} {100 * low:.1f} to {100 * high:.1f} %")

# %% [markdown]
# Wilson 12.0–20.8 %,<!-- fact:wilson.melanoma --> exact 11.8–20.8 %,<!-- fact:exact.melanoma --> Bayesian 12.1–20.8 %.<!-- fact:bayesian.melanoma --> For counts like these the choice hardly matters. Now make it matter: set few patients, then a rate of 0 or 100 %.<!-- given -->

# %%
explore.intervals

# %% [markdown]
# The fourth rule is the one of old textbooks, named after Wald. When none of ten responds it claims to know the rate exactly, and elsewhere it reaches below zero. The others stay sane. No response in ten patients still allows a true rate of a quarter.
#
# Fyfe 1995 printed an interval of 10–19 % <!-- fact:fyfe1995_interval --> and called it a "90 % <!-- fact:fyfe1995_level --> interval". Recompute:

# %%
# NBVAL_CHECK_OUTPUT
for level in (0.90, 0.95):
    low, high = interval.exact(36, 255, level)
    print(f"{level:.0%} exact interval: {100 * low:.1f} to {100 * high:.1f} %")

# %%
ask("printed_level")

# %% [markdown]
# At the usual level the counts give 10.1–19.0 %,<!-- fact:exact.rcc_1995 --> at the printed level 10.7–18.2 %.<!-- fact:exact_90 --> A slip, it seems, in a good paper; recomputing took one line.
#
# ### IL-2 as a companion
#
# High-dose IL-2 has come back in another role. T cells are taken from a patient's tumor, grown in IL-2, and given back with a few doses of it. For one such product, lifileucel, 23/73 <!-- fact:lifileucel.response --> patients responded, whose melanoma had outlived checkpoint inhibitors (FDA 2024<!-- cite:fda2024 -->). Another such treatment was randomized against ipilimumab, a checkpoint inhibitor: 41/84 <!-- fact:rohaan2022.response.til --> against 18/84 <!-- fact:rohaan2022.response.ipilimumab --> responded, and the hazard ratio of progression or death was 0.50 <!-- fact:rohaan2022_ratio.progression.value --> (0.35–0.72,<!-- fact:rohaan2022_ratio.progression.interval --> at 95 %)<!-- given --> ([Rohaan 2022](https://doi.org/10.1056/NEJMoa2210233)). How much of this is owed to IL-2 and how much to the cells, such a trial cannot say: both came together.

# %%
ask("denominator")

# %% [markdown]
# ## What a dose is
#
# IL-2 is dosed by **activity**: an international unit, IU, is what makes certain cells divide as a standard does. MIU is a million of them. The label ties activity to mass: 18 MIU <!-- fact:reconstituted_activity --> are 1.1 mg <!-- fact:reconstituted_mass --> of aldesleukin, the IL-2 made in bacteria (Clinigen 2024<!-- cite:clinigen2024 -->). That makes 16.4 MIU/mg,<!-- fact:specific_activity --> and 1 IU/mL <!-- given --> is 3.99 pM.<!-- fact:pM_per_IU_mL -->
#
# **Predict**: an adult of 70 kg <!-- given --> gets one high dose of 600,000 IU/kg.<!-- given --> How many milligrams is that, and how many vials of 22 MIU <!-- fact:vial_activity --> must be opened?

# %%
# NBVAL_CHECK_OUTPUT
adult = unit.Patient(mass_kg=70)
high = unit.Dose(600_000, "IU/kg")
print(high.to("MIU", adult), "=", high.to("mg", adult), "in", unit.vials(high, adult), "vials")

# %% [markdown]
# 42 MIU,<!-- fact:high_dose_adult --> a few milligrams. Low doses are forty times smaller, 1 MIU <!-- fact:louapre_dose --> or so. The package refuses to guess a unit, and to turn "per kilogram" into "per patient" without a patient:

# %%
for slip in (lambda: unit.Dose(18, "mU"), lambda: high.to("MIU")):
    try:
        slip()
    except ValueError as error:
        print(error)

# %%
ask("vial")

# %% [markdown]
# Old papers have units of their own, such as U or "Cetus units". How many IU they are worth we could not establish, so the package refuses those too, and where such a paper is used below, doses and levels stay in its own U.
#
# ## From the skin to the blood
#
# A **bolus** is a dose put into a vein at once. Afterwards the level falls in two phases, because IL-2 leaves the blood at first for the kidney and for tissues, and later trickles back from the tissues:
#
# $$C(t) = C_0\,\left(a\,2^{-t/t_1} + (1-a)\,2^{-t/t_2}\right).$$
#
# $C_0$ is the level right after the bolus, $t_1$ and $t_2$ the half-lives, $a$ the share that falls fast. [Konrad 1990](https://pubmed.ncbi.nlm.nih.gov/2317789) measured 12.9 min <!-- fact:konrad_half_life.first --> and 85 min,<!-- fact:konrad_half_life.second --> 650 U/mL <!-- fact:konrad_bolus --> right after a bolus, and a plateau of 41 U/mL <!-- fact:konrad_plateau --> when the same dose ran in over 6 h.<!-- fact:konrad_infusion -->
#
# **Predict**: which of the two half-lives tells you how long a cell sees IL-2 after a bolus?

# %%
explore.bolus_chart()

# %% [markdown]
# Both, one after the other. Most of the dose is gone with the fast one; what lingers for hours is the slow part, 3.94 % <!-- fact:slow_share --> of the start.
#
# Two more numbers follow. The **volume** is dose over starting level. The **clearance**, the serum that is freed of IL-2 in a minute, is rate of infusion over plateau.

# %%
# NBVAL_CHECK_OUTPUT
body = pharmacokinetics.konrad()
print(f"volume {body.volume_mL / 1000:.2f} L, clearance {body.clearance_mL_min:.0f} mL/min")

# %% [markdown]
# So 2.66 L,<!-- fact:plasma_volume --> about the plasma of an adult, and 117 mL/min;<!-- fact:clearance_from_plateau --> the paper says about 120 mL/min.<!-- fact:konrad_clearance -->
#
# From **under the skin** IL-2 seeps into the blood for hours. After 12–18 MIU <!-- fact:piscitelli_dose --> a day the level peaked after 4.4 h <!-- fact:piscitelli_peak_time --> and fell with a half-life of 3.3 h;<!-- fact:piscitelli_half_life --> the peaks lay anywhere in 21.9–112.9 IU/mL <!-- fact:piscitelli_peak --> (Piscitelli 1996<!-- cite:piscitelli1996 -->). Scaled down to a low dose:

# %%
# NBVAL_CHECK_OUTPUT
for name, depot in pharmacokinetics.DEPOTS.items():
    top = pharmacokinetics.peak(unit.Dose(1, "MIU"), depot)
    print(f"1 MIU, {name:6s}: {unit.convert(top.level_IU_mL, 'IU/mL', 'pM'):4.1f} pM after {top.time_h:.1f} h")

# %% [markdown]
# From 4.86 pM <!-- fact:peak_per_MIU.low --> to 37.6 pM,<!-- fact:peak_per_MIU.high --> eightfold, for one and the same dose. Part of the spread is our caution, since we do not know who of these patients had 12 and who 18 MIU <!-- given --> a day. Nor do we know who took it in two parts, as some did: then the upper end is too low, though more than 56.8 pM <!-- fact:peak_per_MIU_most --> would take more than the whole dose. Konrad's remark that a subcutaneous level is about 2 % <!-- fact:konrad_depot_share --> of that after a bolus gives 30.0 pM.<!-- fact:peak_per_MIU.Konrad -->
#
# **What does not fit.** The model above is simple, and the papers do not agree:
#
# - The Swiss label gives clearances of 155–420 mL/min <!-- fact:swiss_clearance --> (Clinigen<!-- cite:clinigenswiss -->). Konrad's volume and half-lives allow no more than 143 mL/min.<!-- fact:most_clearance -->
# - If IL-2 passed from the skin in one step, the level would peak after 1.49 h,<!-- fact:one_stage_peak --> not 4.4 h.<!-- fact:piscitelli_peak_time --> We put in a second step; the curve alone cannot say what it is.
# - 10 MIU/m² <!-- fact:kirchner_dose.twice --> twice a day left 1.80 times <!-- fact:kirchner_fold --> the area under the curve of 20 MIU/m² <!-- fact:kirchner_dose.once --> once ([Kirchner 1998](https://doi.org/10.1046/j.1365-2125.1998.00036.x)). In any model where doses simply add, the two are equal.
# - Though the doses go on every day, the level falls (Whangbo 2019<!-- cite:whangbo2019 -->): as if the body learned to consume IL-2.
#
# So treat every curve below as good to a factor of a few.

# %% [markdown]
# ## Why anyone would give less
#
# Mice without IL-2 should be defenseless, one thought. Instead about 50 % <!-- fact:il2_knockout_death --> of them die at 4–9 weeks,<!-- fact:il2_knockout_death_weeks --> and the rest get inflamed bowels ([Sadlack 1993](https://doi.org/10.1016/0092-8674(93)80067-o)). T cells drive it ([Ma 1995](https://pubmed.ncbi.nlm.nih.gov/7595226)); the anemia of these mice needs B cells as well. Their defense turns on themselves. People whose CD25 or CD122 is broken have autoimmunity *and* infections, above all with viruses ([Goudy 2013](https://doi.org/10.1016/j.clim.2013.01.004), [Zhang 2019](https://doi.org/10.1084/jem.20182304), [Fernandez 2019](https://doi.org/10.1084/jem.20182015)).
#
# In lupus (SLE) cells make little IL-2 and respond poorly to it (Alcocer-Varela 1982<!-- cite:alcocervarela1982 -->). Three things follow from too little IL-2 ([Lieberman & Tsokos 2010](https://doi.org/10.1155/2010/740619)):
#
# - **fewer Tregs**, which hold others back;
# - **less activation-induced cell death** (AICD): T cells stimulated again and again normally die, and IL-2 prepares them for it ([Lenardo 1991](https://doi.org/10.1038/353858a0));
# - **less killing** by cytotoxic T cells (CTL).

# %%
ask("opposite_signs")

# %% [markdown]
# Less AICD leaves more activated cells, less killing leaves them weaker: these two pull in opposite directions, and nobody has measured how far each. What the sum is, no argument can tell. But the first of the three suggested a treatment: give just enough IL-2 for the Tregs.

# %% [markdown]
# ## A window for Tregs
#
# Lesson 2 fitted measured curves: after an hour Tregs reach half of their maximal pSTAT5, an early signal inside the cell, at 11.4 pM,<!-- fact:pstat5_ec50_60_min.Treg --> NK cells at 1590 pM,<!-- fact:pstat5_ec50_60_min.NK --> CD8 T cells at 2316 pM,<!-- fact:pstat5_ec50_60_min.CD8 --> and T helper cells (Th) somewhere between ([Farhat 2021](https://doi.org/10.1016/j.celrep.2021.109044)). Where do the doses of the trials take the blood?

# %%
explore.ladder_chart()

# %% [markdown]
# Low doses peak around the Treg's line and well below all others. The high dose peaks at 43.9 nM <!-- fact:high_dose_peak.infusion --> over its 15 min,<!-- fact:high_dose_infusion --> beyond everything. That picture is the whole idea of low dose. How firm is it?
#
# Call it a **window** where Tregs answer with at least half of their maximum while no other cell reaches a tenth. (Both shares are our choice.) Now read the same levels through other curves: measured after half an hour; a cell model's, fitted by the same laboratory; the same model with one affinity from another laboratory; or receptor engagement alone.

# %%
ask("predict_window")

# %%
explore.dose_window

# %%
# NBVAL_CHECK_OUTPUT
for source in curve.SOURCES:
    found = window.window(curve.curves(source))
    print(f"{source:22s} {1000 * found.low_nM:4.1f} to {1000 * found.high_nM:5.1f} pM: {found.fold:5.2f}-fold")

# %% [markdown]
# **The window depends on the curve.** It is 21.5-fold <!-- fact:window_fold.measured --> wide by the curves measured after an hour and 15.3-fold <!-- fact:window_fold.measured_at_30_min --> by those after half an hour, and these two do not start at the same level. In the model it is 1.04-fold,<!-- fact:window_fold.model --> which is to say shut; with the biosensor's affinity of β 1.78-fold.<!-- fact:window_fold.model_biosensor_beta --> By engagement alone it is closed: a T helper cell has engaged a tenth of its receptors before the Treg has engaged half.
#
# Which is right? Measurements beat models, if they measure the thing. These were made in one laboratory, in a dish, as the mean of two replicates. We know who answers first. How much room there is, we do not know.
#
# ### Design a schedule
#
# The explorer turns a schedule into a level in the blood and the level into answers. **Predict** first: how many hours a day does 1 MIU <!-- given --> under the skin leave to Tregs alone? Then
#
# 1. read it off, and change what is shown from `measured` to `measured at 30 min` and to `model`;
# 2. look for the daily dose that gives Tregs the most hours alone by the measured curves, and see what the model thinks of it;
# 3. put 42 MIU <!-- fact:high_dose_adult --> every 8 h <!-- given --> into a vein.

# %%
explore.dosing

# %% [markdown]
# In a day with 1 MIU <!-- given --> it is 4.28 h <!-- fact:hours_alone.MIU_1.measured --> by the curves measured after an hour, and none by any other source. At its peak this dose takes a Treg to 53.4 % <!-- fact:treg_at_peak.middle --> of its maximum, to 33.8 % <!-- fact:treg_at_peak.low --> or 72.1 % <!-- fact:treg_at_peak.high --> if little or much is absorbed. So the line at one half is crossed, or not, by who the patient is.
#
# A single dose of 18 MIU <!-- given --> gives 21.9 h <!-- fact:hours_alone.MIU_18.measured --> by those curves and 0.2 h <!-- fact:hours_alone.MIU_18.model --> by the model. If the measured curves were the whole truth, doses far above "low" would still be selective. But 4.5 MIU <!-- fact:hiv_dose.SILCAAT --> and 7.5 MIU <!-- fact:hiv_dose.ESPRIT --> twice a day were used in HIV to raise CD4 T cells, and did raise their count.
#
# And the high dose? After each infusion all four cells answer with all they have. Before the next, the others have fallen silent and the Treg has not: the more sensitive a cell, the longer it listens. So the explorer counts hours of "Tregs alone" even here, between the storms. A number can be right and its name mislead.
#
# **What this explorer leaves out**, all of which you should hold against it:
#
# - Receptors are used up. When the cell model itself follows 1 MIU/m² <!-- given --> a day, the Tregs' peak on the third day is 35 % <!-- fact:receptor_loss --> of the first. The explorer shows the same peak every day. (The model in turn knows nothing of CD25, which IL-2 makes cells produce.)
# - On that dose Tregs rose more than 5-fold <!-- fact:koreth_fold.Treg --> in patients, but NK cells more than 4-fold <!-- fact:koreth_fold.NK --> as well; the other CD4 cells and CD8 cells did not change significantly (Koreth 2016<!-- cite:koreth2016 -->). The curves leave NK silent. Some NK cells do carry CD25 ([Nagler 1990](https://doi.org/10.1084/jem.171.5.1527)).
# - High dose raises Tregs, too ([Ahmadzadeh & Rosenberg 2006](https://pubmed.ncbi.nlm.nih.gov/16304057)). The window is about who answers *alone*.
# - Cells live in tissue. All these levels are those of serum.

# %% [markdown]
# ## Low dose in patients
#
# Choose an indication and read. Each row is a trial or an arm, as far as patients were counted; trials that give only a ratio have no row, and some counts are ours, from printed percentages. The caption says how it was done and how its primary end point, the one named beforehand, ended.

# %%
explore.forest

# %% [markdown]
# **Predict** for each: does this row compare IL-2 with anything?
#
# - **Chronic graft-versus-host disease** (GVHD), where cells of a transplant attack the patient: 12/23 <!-- fact:koreth2011.response --> responded (Koreth 2011<!-- cite:koreth2011 -->), then 20/33 <!-- fact:koreth2016.response --> in a second trial, of 35 <!-- fact:koreth2016.treated --> treated (Koreth 2016). A first result that held. No control arm; escalating the dose did not help adults, 2/7,<!-- fact:whangbo2019.adults --> while 9/11 <!-- fact:whangbo2019.children --> children responded, on lower doses (Whangbo 2019).
# - **Vasculitis of hepatitis C**: 8/10 <!-- fact:saadoun2011.improved --> improved (Saadoun 2011<!-- cite:saadoun2011 -->), interval 49.0–94.3 %,<!-- fact:wilson.vasculitis --> no control arm.
# - **Type 1 diabetes**: trials that looked for a dose, not for a cure. Non-serious adverse events came in 1/6 <!-- fact:hartemann2013.adverse_event.placebo --> on placebo and in 3/6,<!-- fact:hartemann2013.adverse_event.dose_0_33 --> 5/6 <!-- fact:hartemann2013.adverse_event.dose_1 --> and 6/6 <!-- fact:hartemann2013.adverse_event.dose_3 --> on rising doses (Hartemann 2013<!-- cite:hartemann2013 -->).
# - **Sjögren's syndrome**: 20/30 <!-- fact:he2022.essdai_week_24.il2 --> against 8/30 <!-- fact:he2022.essdai_week_24.placebo --> on placebo ([He 2022](https://doi.org/10.1001/jamanetworkopen.2022.41451)). Small, but randomized, blinded, primary end point met.
# - **Rheumatoid arthritis** (RA): one arm of an open trial of 46 patients <!-- fact:rosenzwajg2019 --> with eleven diseases ([Rosenzwajg 2019](https://doi.org/10.1136/annrheumdis-2018-214229)), and a small placebo-controlled one in which IL-2 was combined with methotrexate and only those who kept to the protocol were counted ([Zhang 2022](https://doi.org/10.1038/s41392-022-00887-2)).
# - **Lupus**: two randomized trials, both missed. They get a section of their own.
# - **Multiple sclerosis** (MS): 30 patients,<!-- fact:louapre2023_patients --> placebo-controlled; the primary end point, Tregs at day 5, was missed. At day 15 Tregs stood at 1.26-fold <!-- fact:louapre2023.il2 --> against 1.01-fold.<!-- fact:louapre2023.placebo --> The trial was not made to show a clinical effect ([Louapre 2023](https://doi.org/10.1007/s00415-023-11690-6)).
#
# MS has an irony in store. The drug of the IL-2 axis that *was* licensed for it, daclizumab, **blocks** CD25, and lets NK cells of one kind (CD56-bright) multiply. Relapses came 0.22 per year <!-- fact:kappos2015_relapse.daclizumab --> with it and 0.39 per year <!-- fact:kappos2015_relapse.interferon --> with interferon, in 1841 patients <!-- fact:kappos2015.all --> ([Kappos 2015](https://pubmed.ncbi.nlm.nih.gov/26444729)). It was withdrawn in March 2018 after cases of inflamed brains (EMA 2018<!-- cite:ema2018 -->). Giving IL-2 to Tregs and taking it from CD25 were both meant to calm the same disease. A plausible mechanism is cheap.
#
# ## A p-value, recomputed
#
# A **p-value** is the chance of a difference at least as large as the one seen, if treatment made none. Below 0.05 <!-- given --> people speak of significance. Two tests of two rates are common: **χ²**, an approximation, and **Fisher**'s, which counts every possible table. Anyone with the counts can repeat them.
#
# **Predict**: how many of these seven published p-values come out?

# %%
# NBVAL_CHECK_OUTPUT
published = {"he2020": ("sri4_week_12", "sri4_week_24", "nephritis"), "lupil2": ("sri4_week_12",)}
published |= {"zhang2022": ("acr20_week_24",), "he2022": ("essdai_week_24",), "leduff2020": ("halved",)}
for key, outcomes in published.items():
    for what in outcomes:
        outcome = TRIALS[key].outcomes[what]
        χ2, fisher = (outcome.reproduction().recomputed[test] for test in ("χ²", "Fisher"))
        print(f"{TRIALS[key].name:12s} {outcome.what:34s} {outcome.p:6s}: χ² {χ2:.4f}, Fisher {fisher:.4f}")

# %% [markdown]
# Four of seven, if you are kind. Row by row:
#
# - He 2020 in lupus, week 12: 16/29 <!-- fact:he2020.sri4_week_12.il2 --> against 9/30,<!-- fact:he2020.sri4_week_12.placebo --> published 0.052,<!-- fact:he2020_p.sri4_week_12 --> χ² 0.0504.<!-- fact:recomputed_p.sri4_week_12.pearson --> A variant of χ² with $N-1$ for $N$ gives the published digits. Week 24, 0.027,<!-- fact:he2020_p.sri4_week_24 --> comes out by χ².
# - Its remission of nephritis, 7/13 <!-- fact:he2020.nephritis.il2 --> against 2/12,<!-- fact:he2020.nephritis.placebo --> published 0.036,<!-- fact:he2020_p.nephritis --> **does not**: χ² 0.0530,<!-- fact:recomputed_p.nephritis.pearson --> Fisher 0.0968.<!-- fact:recomputed_p.nephritis.fisher -->
# - LUPIL-2: 34/50 <!-- fact:humrich2022.sri4_week_12.il2 --> against 29/50,<!-- fact:humrich2022.sri4_week_12.placebo --> published 0.3439,<!-- fact:humrich2022_p.sri4_week_12 --> between our two.
# - Zhang 2022 in arthritis: 0.014 <!-- fact:zhang2022_p.acr20_week_24 --> is far from any test of 13/17 <!-- fact:zhang2022.acr20_week_24.il2 --> against 13/23:<!-- fact:zhang2022.acr20_week_24.placebo --> χ² gives 0.191,<!-- fact:recomputed_p.acr20_week_24.pearson --> Fisher 0.315.<!-- fact:recomputed_p.acr20_week_24.fisher --> It may belong to another comparison.
# - Sjögren's syndrome, 0.004,<!-- fact:he2022_p.essdai_week_24 --> and alopecia, 0.66,<!-- fact:leduff2020_p.halved --> come out by Fisher.

# %%
ask("irreproducible")

# %% [markdown]
# ### Missed is missed
#
# He 2020 in lupus set out to show a difference at week 12, by a score of disease activity called SRI-4. Its authors write that the primary end point was not met ([He 2020](https://doi.org/10.1136/annrheumdis-2019-215396)). LUPIL-2 tried again and missed too ([Humrich 2022](https://doi.org/10.1136/ard-2022-222501)). After the fact, with two sites left out, it had p = 0.0168.<!-- fact:humrich2022_p.per_protocol --> There may be good reasons to leave a site out. Found once the results are known, they make a lead at best: in any trial some part looks better than the whole. An engineered IL-2 in alopecia missed with p = 0.186 <!-- fact:nektar2025_p.all.dose_24 --> and 0.121 <!-- fact:nektar2025_p.all.dose_18 --> for its two doses; without four of its patients, left out afterwards, these became 0.049 <!-- fact:nektar2025_p.without_four.dose_24 --> and 0.042 <!-- fact:nektar2025_p.without_four.dose_18 --> (Nektar 2025<!-- cite:nektar2025 -->). Missed is what it is.

# %%
ask("missed_endpoint")

# %% [markdown]
# ### The trial that should have been run
#
# **Power** is the chance that a trial finds a difference of a given size. **Predict**: how many patients an arm does it take to tell a response of 50 % <!-- given --> from one of 30 % <!-- given --> with a power of 80 %? <!-- given --> Lupus trials had 30 and 50 <!-- given --> an arm.

# %%
explore.trial_size

# %%
# NBVAL_CHECK_OUTPUT
print(power.sample_size(0.50, 0.30), "an arm;", f"with 30 an arm the power is {power.power(0.50, 0.30, 30):.0%}")

# %% [markdown]
# Even for the rates it saw, He 2020 had a power of 50.0 % <!-- fact:lupus_power.he2020 --> and would have needed 59 <!-- fact:lupus_size.he2020 --> patients an arm; LUPIL-2 had 18.0 % <!-- fact:lupus_power.lupil_2 --> and would have needed 364.<!-- fact:lupus_size.lupil_2 --> (Do not plan by rates just seen. A p near 0.05 <!-- given --> always goes with a power near one half, so this adds no news. Plan for the smallest difference worth having.) A small trial that misses has not shown that nothing is there. It has shown little.
#
# For times to an event, *events* count, not patients. MIROCALS gave low-dose IL-2 in amyotrophic lateral sclerosis, a fatal disease of motor nerves ([Bensimon 2025](https://doi.org/10.1016/S0140-6736(25)00262-4)). It was sized to see the risk of death halved, for which 66 <!-- fact:deaths_needed.half --> deaths suffice. It saw −19 %,<!-- fact:bensimon2025_death.all --> not significant: primary end point missed. To confirm a change of that size takes about 708 <!-- fact:deaths_needed.seen --> deaths. In patients with little of a marker of nerve damage it saw −48 %,<!-- fact:bensimon2025_death.low_neurofilament --> in those with much +37 %,<!-- fact:bensimon2025_death.high_neurofilament --> not significant. Two opposite signals in one trial: a lead to test, and no more.

# %% [markdown]
# ## When the marker moves and the patient does not
#
# HIV kills CD4 T cells, and patients with more of them live longer. IL-2 raises their number. Two large trials gave it in courses of five days every 8 weeks <!-- fact:hiv_interval --> on top of antiretrovirals: SILCAAT with 1695 <!-- fact:abrams2009.silcaat.all --> patients analyzed, of 1971 <!-- fact:abrams2009.silcaat.randomized --> randomized, and ESPRIT with 4111 <!-- fact:abrams2009.esprit.all --> ([Abrams 2009](https://doi.org/10.1056/NEJMoa0903175), one report of both). CD4 counts rose by 53 cells/µL <!-- fact:abrams2009_cd4.silcaat.gain --> and 159 cells/µL <!-- fact:abrams2009_cd4.esprit.gain --> over control.
#
# A **hazard ratio** compares how fast events come; below 1 they come more slowly with IL-2. It needs the times of all events, so it cannot be had from counts: we quote it or have none. **Predict** the hazard ratio of disease or death.

# %%
explore.hiv_chart()

# %% [markdown]
# Opportunistic disease or death: 0.91 <!-- fact:abrams2009_ratio.silcaat.disease_or_death.value --> (0.70–1.18)<!-- fact:abrams2009_ratio.silcaat.disease_or_death.interval --> in SILCAAT, 0.94 <!-- fact:abrams2009_ratio.esprit.disease_or_death.value --> (0.75–1.16)<!-- fact:abrams2009_ratio.esprit.disease_or_death.interval --> in ESPRIT. **No benefit was shown.** Grade 4 events, the life-threatening ones: 1.10,<!-- fact:abrams2009_ratio.silcaat.grade_4.value --> p = 0.35,<!-- fact:abrams2009_ratio.silcaat.grade_4.p --> in SILCAAT and 1.23,<!-- fact:abrams2009_ratio.esprit.grade_4.value --> p = 0.003,<!-- fact:abrams2009_ratio.esprit.grade_4.p --> in ESPRIT. **Harm was shown.** "IL-2 did not work in HIV" is too kind.
#
# The paper printed no interval for grade 4 events. A ratio and its p imply one, 1.07–1.41:<!-- fact:esprit_grade_4_interval -->

# %%
# NBVAL_CHECK_OUTPUT
low, high = ratio.interval_from_p(1.23, 0.003)
print(f"ESPRIT, grade 4 events: {low:.2f} to {high:.2f}")

# %% [markdown]
# The same trick questions a trial without continuous antiretrovirals, STALWART: 12/176 <!-- fact:tavel2010.disease_or_death.il2 --> in both IL-2 arms together against 1/91,<!-- fact:tavel2010.disease_or_death.control --> hazard ratio 5.84 <!-- fact:tavel2010_ratio.disease_or_death.value --> with an interval of 0.59–43.57 <!-- fact:tavel2010_ratio.disease_or_death.interval --> and p = 0.009 <!-- fact:tavel2010_ratio.disease_or_death.p --> ([Tavel 2010](https://doi.org/10.1371/journal.pone.0009334)). The interval includes 1 and implies p = 0.108;<!-- fact:stalwart_implied_p --> χ² on the counts gives 0.0396.<!-- fact:recomputed_p.stalwart.pearson --> With one event in an arm, tests part ways. Interval and p cannot come from one calculation, and a reader should be told which came from where.
#
# ### Why a surrogate misleads
#
# A **surrogate** is a marker that stands in for what matters to patients. In treated patients, those with more CD4 cells fare better, and one can say by how much ([Young 2012](https://doi.org/10.1371/journal.pmed.1001194)). If the new cells were as good as one's own, the gain would promise a hazard ratio of 0.838 <!-- fact:natural_hazard.esprit --> in ESPRIT and 0.894 <!-- fact:natural_hazard.silcaat --> in SILCAAT. The explorer starts with that promise. Two things can break it: the new cells are worth less, or IL-2 harms by another road.
#
# Move the sliders and collect stories that both trials allow.

# %%
explore.promise

# %% [markdown]
# The trials allow cells as good as natural ones, cells of no use, and good cells with harm beside them. A trial sees the sum and not its parts. So "the cells were useless" goes too far. What stands: the marker moved, patients were not shown to gain, and some were harmed.

# %%
ask("surrogate")

# %% [markdown]
# In low-dose trials Tregs rose, too: by 420 % <!-- fact:saadoun2011_treg --> in vasculitis. A rise of Tregs is a marker. What you have just read is why it is not a result.

# %% [markdown]
# ## Why good news shrinks
#
# Protein engineers have changed IL-2 for both aims. **Bempegaldesleukin** carries chains of polyethylene glycol, which keep it in the blood and away from CD25. With nivolumab, a checkpoint inhibitor, 20/38 <!-- fact:diab2021.response --> patients with melanoma responded in PIVOT-02, a trial without control arm ([Diab 2021](https://doi.org/10.1200/JCO.21.00675)).

# %%
ask("predict_pivot")

# %% [markdown]
# PIVOT IO 001 randomized 783 patients.<!-- fact:diab2023_patients.all --> The response was 27.7 %,<!-- fact:diab2023.combination --> against 36.0 % <!-- fact:diab2023.nivolumab --> with nivolumab *alone*; progression or death had a hazard ratio of 1.09 <!-- fact:diab2023_ratio.progression.value --> (97 % <!-- given --> interval 0.88–1.35).<!-- fact:diab2023_ratio.progression.interval --> Missed ([Diab 2023](https://doi.org/10.1200/JCO.23.00172)). Was the first trial a fluke?

# %%
# NBVAL_CHECK_OUTPUT
print(f"20 or more of 38, if the true rate is 27.7 %: {shrinkage.chance(20, 38, 0.277):.4f}")

# %% [markdown]
# About 0.0010:<!-- fact:chance_20_of_38 --> one such trial in a thousand. Chance alone is a poor story. Who is enrolled, at which hospitals, and how shrinking is judged differ as well, and no interval covers that. But chance *with selection* is stronger than it looks: many small trials are run, and you hear of those that shine. Set what a trial must show to go on, and see what the survivors report.

# %%
explore.winners_curse

# %% [markdown]
# No one cheated, and yet the survivors report too much: the **winner's curse**. The smaller the trial and the higher the hurdle, the worse. The remedy is to shrink beforehand: mix the trial with what you expected, in proportion to what each is worth in patients. Four first results stand below, with what came later: PIVOT-02; two groups of ARTISTRY-1, an engineered IL-2 called nemvaleukin, before and after responses were confirmed; and GVHD. Find the prior that would have served you best.

# %%
explore.shrink

# %% [markdown]
# There is none that serves all four. A heavy prior near 15 %,<!-- given --> what high dose once gave, brings the three results in cancer close to what came later, and would have buried GVHD, where the first result held. Shrinking makes you right more often, not always.
#
# ARTISTRY-1 shrank gently: ovarian cancer from 4/14 <!-- fact:vaishampayan2022.ovarian --> to 3/14 <!-- fact:vaishampayan2024.ovarian --> once confirmed. The randomized trial that followed found a hazard ratio of death of 0.98 <!-- fact:mural2025.death.value --> and was stopped (Mural 2025<!-- cite:mural2025 -->). In alopecia, patchy loss of hair, 4/5 <!-- fact:castela2014.regrowth --> regrew some of it in an open pilot ([Castela 2014](https://doi.org/10.1001/jamadermatol.2014.504)); with a control arm and a stricter measure it was 3/21 <!-- fact:leduff2020.halved.il2 --> against 2/22 <!-- fact:leduff2020.halved.placebo --> on placebo (Le Duff 2020<!-- cite:leduff2020 -->).
#
# ### Engineered IL-2s, by what was changed
#
# | drug | what was changed | meant for | how it fared |
# | --- | --- | --- | --- |
# | bempegaldesleukin | half-life, bias away from CD25 | T and NK cells against tumors | worse response than nivolumab alone; ended |
# | nemvaleukin | bias away from CD25 | CD8 and NK cells | no gain in ovarian cancer; ended there |
# | pegenzileukin (THOR-707) | half-life, bias away from CD25 ([Ptacin 2021](https://doi.org/10.1038/s41467-021-24987-9)) | CD8 and NK cells | phase 2 trials stopped (Sanofi 2022<!-- cite:sanofi2022 -->) |
# | MDNA11 | superkine without CD25, fused to albumin | CD8 and NK cells | in trials, figures preliminary (Medicenna 2024<!-- cite:medicenna2024 -->) |
# | XTX202 | masked until enzymes of the tumor cut it free (Xilio 2023<!-- cite:xilio2023 -->) | the tumor alone | stable disease at best; ended (BioWorld 2024<!-- cite:bioworld2024 -->) |
# | eciskafusp alfa | bias away from CD25, fused to an antibody against PD-1 | T cells with PD-1 | strong in mice ([Codarri Deak 2022](https://doi.org/10.1038/s41586-022-05192-0)); no result in patients was read |
# | daromun | IL-2 and TNF, fused to antibodies, into the tumor | the tumor alone | primary end point met |
# | rezpegaldesleukin | half-life, favors Tregs ([Silverberg 2024](https://doi.org/10.1038/s41467-024-53384-1)) | autoimmunity | missed in lupus (Lilly 2023<!-- cite:lilly2023 -->) and alopecia (Nektar 2025<!-- cite:nektar2025 -->); met in dermatitis by the sponsor's word<!-- cite:nektar2025b --> |
# | efavaleukin | binds CD122 less, fused to Fc (Tchao 2021<!-- cite:tchao2021 -->) | autoimmunity | terminated in lupus, reason not read (Amgen 2023<!-- cite:amgen2023 -->) |
#
# Many drugs against tumors were built to ignore CD25, so as not to feed Tregs. None of those above has beaten a control arm; two of them met one. In mice with a lasting virus, IL-2 together with a blocker of PD-1 *needs* CD25 ([Hashimoto 2022](https://doi.org/10.1038/s41586-022-05257-0)). Both point the same way, and neither proves it: tied to PD-1, eciskafusp alfa did without CD25 in mice.
#
# ### What held

# %%
explore.endings_chart()

# %% [markdown]
# **Daromun** put IL-2 and TNF into the tumor before surgery and was randomized against surgery alone, in 246 patients <!-- fact:kahler2025.all --> with melanoma: hazard ratio of recurrence or death 0.59 <!-- fact:kahler2025_ratio.recurrence.value --> (0.41–0.86),<!-- fact:kahler2025_ratio.recurrence.interval --> primary end point met, at a price: adverse events of grade 3 or more in 27.1 % <!-- fact:kahler2025_recurrence.grade_3.daromun --> against 6.7 % <!-- fact:kahler2025_recurrence.grade_3.surgery --> ([Kähler 2025](https://doi.org/10.1016/j.annonc.2025.06.014)). Beside it stand T cells with IL-2, and Sjögren's syndrome. What do they share? All were randomized and met what they had named beforehand. To be fair, add dermatitis by the sponsor's word, and arthritis with its p that does not come out. The rest of this lesson is leads.

# %% [markdown]
# ## Vaccines, and viruses that stay
#
# If IL-2 makes T cells divide, it should help a vaccine. **Hepatitis B**, dialysis patients, randomized: 74 % <!-- fact:jungers1994.seroconversion.il2 --> made antibodies with IL-2 and 80 % <!-- fact:jungers1994.seroconversion.placebo --> with placebo, 52 <!-- fact:jungers1994_patients --> patients ([Jungers 1994](https://doi.org/10.1016/s0140-6736(94)92829-0)). **Influenza**: better with IL-2 before it, in a trial that was not randomized (Provinciali 1994<!-- cite:provinciali1994 -->); better with IL-2 in liposomes, in one that was, 65 % <!-- fact:benyehuda2003.h1n1.il2 --> against 45 % <!-- fact:benyehuda2003.h1n1.control --> for one strain ([Ben-Yehuda 2003](https://doi.org/10.1016/s0264-410x(03)00251-2)).
#
# **Predict**: what in the last sentence keeps you from crediting IL-2? (Liposomes and IL-2 came together. Either could have done it.)
#
# **Chronic infection**: in mice, IL-2 did harm while T cells expanded after an infection and good while they died off, and it lowered a virus that stays ([Blattman 2003](https://pubmed.ncbi.nlm.nih.gov/12692546)). *When* matters as much as *how much*. In people with chronic hepatitis B none lost the viral DNA, 0/23 <!-- fact:artillo1998.cleared.il2 --> with IL-2 and 0/8 <!-- fact:artillo1998.cleared.placebo --> with placebo (Artillo 1998<!-- cite:artillo1998 -->). That leaves room for a true rate of up to 14.3 %:<!-- fact:hepatitis_none_high --> "none" is a count, not a proof.

# %% [markdown]
# ## What popular summaries get wrong
#
# - *"High-dose IL-2 is a promising treatment of melanoma and kidney cancer."* It was approved in 1992 and 1998, one in six or seven responded, some for years, and other drugs have taken its place. It is back as a companion of T cells.
# - *"A dose of 22 MIU."* <!-- fact:vial_activity --> That is a vial.
# - *"IL-2 is used in MS and RA."* In MS, one trial of 30 patients,<!-- fact:louapre2023_patients --> missed, and a licensed drug that blocked CD25. In RA, an arm of an open trial and a small per-protocol one.
# - *"IL-2, given every six to eight weeks, was ineffective in HIV."* It was every 8 weeks,<!-- fact:hiv_interval --> in two trials of one report. CD4 rose, no benefit was shown, and harm was.
# - *"Less IL-2 means fewer Tregs, less AICD and less killing, hence autoimmunity."* Each holds; two pull in opposite directions.
# - *"Without IL-2, T cells cause autoimmunity."* In mice, yes; their anemia also needs B cells.

# %% [markdown]
# ## The answer
#
# For whom did it work? For about one in six or seven patients with melanoma or kidney cancer on high dose, some of them for years, in trials without control arm. In randomized trials with a control arm: as companion of a patient's own T cells, injected into the tumor with TNF, and at low dose in Sjögren's syndrome, small as that trial was. In chronic graft-versus-host disease two trials without control agree. In lupus, MS, alopecia, ALS and HIV the primary end points that we know of were missed, in HIV with harm. The idea behind low dose is plausible, and how wide its window is depends on whose curve one reads. How would you know? Ask who was counted, against whom, what was named beforehand, how wide the interval is, and whether the number comes out again.

# %% [markdown]
# ## Notation
#
# | symbol | meaning | unit |
# | --- | --- | --- |
# | IU, MIU | international unit of activity, a million of them | |
# | $C(t)$, $C_0$ | level in serum, right after a bolus | IU/mL or nM |
# | $a$, $t_1$, $t_2$ | share of the fast phase, half-lives | min for half-lives |
# | clearance | serum freed of IL-2 | mL/min |
# | EC50 | level of half-maximal answer | pM |
# | pSTAT5 | STAT5 that the receptor's enzymes have switched on | |
# | window | levels at which Tregs answer and others do not | pM |
# | $x$/$n$ | patients with the event of all counted | |
# | p | chance of such a difference or a larger one if there is none | |
# | power | chance to find a difference of a given size | % |
# | hazard ratio | how fast events come with treatment over without | |
# | prior | what was believed before, and how many patients that is worth | |

# %% [markdown]
# ## References

# %%
facts.references(
    "abrams2009", "ahmadzadeh2006", "alcocervarela1982", "alva2016", "amgen2023", "artillo1998", "atkins1999", "bensimon2025", "benyehuda2003",
    "bioworld2024", "blattman2003", "castela2014", "clinigen2024", "clinigenswiss", "clopper1934", "codarrideak2022", "diab2021", "diab2023",
    "ema2018", "farhat2021", "fda2024", "fernandez2019", "fisher2000", "fyfe1995", "goudy2013", "hartemann2013", "hashimoto2022", "he2020", "he2022",
    "humrich2022", "jungers1994", "kahler2025", "kappos2015", "kirchner1998", "konrad1990", "koreth2011", "koreth2016", "leduff2020", "lenardo1991",
    "lieberman2010", "lilly2023", "louapre2023", "ma1995", "medicenna2024", "mural2025", "nagler1990", "nektar2025", "nektar2025b", "piscitelli1996",
    "provinciali1994", "ptacin2021", "rohaan2022", "rosenzwajg2019", "saadoun2011", "sadlack1993", "sanofi2022", "silverberg2024", "tavel2010",
    "tchao2021", "whangbo2019", "wilson1927", "xilio2023", "young2012", "zhang2019", "zhang2022",
)
