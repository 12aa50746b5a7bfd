# %% [markdown]
# # The receptor: why regulatory T cells answer first
#
# **You will be able to**
#
# - name the three receptor chains and the cells that carry them,
# - compute how much ligand a receptor holds, and tell an affinity from an apparent one,
# - close a thermodynamic cycle and use it to test a table of constants,
# - read on- and off-rates from a sensorgram and say what an unsettled off-rate changes,
# - fit a measured dose–response and say how sure you are.
#
# **Time**: 90 minutes <!-- given -->
#
# **Builds on**: percentages, logarithms, and a little Python. No immunology is needed; words are explained where they first stand, and a table at the end collects them.
#
# **The question**: the same molecule reaches every cell of the blood. Why does one kind of cell, the regulatory T cell, answer at a far lower dose than the others?
#
# Run the cells in order. Where the text says **predict**, write your guess down before you run on. Cells that begin with `# NBVAL_CHECK_OUTPUT` are tested: what they print is what the text quotes.

# %%
import numpy as np

from il2course import facts, receptor
from il2course.dose_response import fit_logistic
from il2course.explorers import receptor as explore
from il2course.quiz import ask

# %% [markdown]
# ## Three chains, and who carries them
#
# Interleukin-2 (IL-2) is a small protein that immune cells send to each other. A cell hears it through up to three chains in its membrane:
#
# - **α**, also called CD25 or IL-2Rα, catches IL-2 and cannot signal;
# - **β**, also called CD122, binds IL-2 and carries the enzyme JAK1 on its inner end;
# - **γc**, also called CD132 or the common γ chain, joins when β holds IL-2 and brings the enzyme JAK3.
#
# A signal starts when β and γc sit on the same IL-2, with α or without it: the two enzymes meet and switch each other on. γc was the last of the three to be found, in 1992 (Takeshita 1992<!-- cite:takeshita1992 -->), which matters when we read older papers.
#
# Most IL-2 is made by T cells that have just recognized their target. Those who listen are
#
# - **regulatory T cells** (Treg), which keep other immune cells in check and depend on IL-2 ([Liao 2013](https://doi.org/10.1016/j.immuni.2013.01.004));
# - **T helper cells** (Th) and **CD8 T cells** (CD8), which IL-2 makes divide;
# - **natural killer cells** (NK), with much β and little α;
# - **B cells**, once activated: IL-2 makes human ones divide ([Mingari 1984](https://doi.org/10.1038/312641a0)). They have no column in the tables below, so the models of this lesson leave them out.
#
# Before you look at any number, commit yourself.

# %%
ask("predict_who_first")

# %% [markdown]
# How many chains does each cell have? One laboratory marked the chains of blood cells with fluorescent antibodies and counted ([Farhat 2021](https://doi.org/10.1016/j.celrep.2021.109044)), and later counted again (Orcutt-Jahns 2023<!-- cite:orcuttjahns2023 -->).

# %%
explore.receptor_counts()

# %% [markdown]
# First, CD25 sets the Treg apart: 3476 <!-- fact:receptors_2021.Treg.cd25 --> per cell, against 22 <!-- fact:receptors_2021.NK.cd25 --> on an NK cell. (Tregs are picked out partly *by* their CD25, so some of this is selection. And the two equal values of 22 <!-- fact:receptors_2021.CD8.cd25 --> look like the limit of the method.) The NK cell in turn has the most CD122.
#
# Second, **the tables disagree**. CD25 on Tregs agrees, and CD122 on NK cells nearly. CD122 on Th cells went from 158 <!-- fact:receptors_2021.Th.cd122 --> to 2627,<!-- fact:receptors_2023.Th.cd122 --> 16.6-fold.<!-- fact:cd122_disagreement.Th --> How cells are kept matters: those of 2021 had been frozen, and in freshly drawn blood others found hardly any chain on the surface of T cells and no γc on that of NK cells, while after a delay there were many (David 1998<!-- cite:david1998 -->). Take such counts as orders of magnitude, and keep both tables: we will ask whether a conclusion survives the other one.

# %%
ask("signaling_chains")

# %% [markdown]
# ## One chain, one ligand
#
# Begin with the simplest case: one kind of chain, much more ligand than chains. Let $L$ be the concentration of free ligand, the **dose**. Ligand binds at a rate $k_{on} L$ and leaves at a rate $k_{off}$. At rest both flows are equal, and the share of chains that hold ligand is
#
# $$\theta = \frac{L}{L + K_D}, \qquad K_D = \frac{k_{off}}{k_{on}}.$$
#
# $K_D$, the dissociation constant, is a concentration; a small one means tight binding. Two units will do: 1 nM <!-- given --> (nanomolar) is 1000 pM <!-- given --> (picomolar).
#
# **Predict**: at a dose equal to $K_D$, what share is occupied? And at a tenth of it? Write your two numbers down, then run the cell.

# %%
for dose_nM in (1.0, 10.0, 100.0):
    share = receptor.occupancy(dose_nM, kd_nM=facts.kd_alpha.value)
    print(f"{dose_nM:5.0f} nM: {share:.0%} of α holds IL-2")

# %% [markdown]
# Half at $K_D$, and about a tenth at a tenth of it: far below $K_D$ the curve is simply proportional to the dose. To go from a tenth to nine tenths takes a factor of eighty-one in dose. Binding by one chain is never a switch.
#
# Here are the numbers for the chains on their own, by calorimetry, which measures the heat that binding gives off: 10 nM <!-- fact:kd_alpha --> for α and 144 nM <!-- fact:kd_beta --> for β; for γc none could be measured ([Rickert 2004](https://doi.org/10.1016/j.jmb.2004.04.038), as used by Farhat 2021). A biosensor, of which more below, sees γc bind at about 0.7 mM <!-- fact:kd_gamma_biosensor --> (Liparoto 2002<!-- cite:liparoto2002 -->), so weakly that no IL-2 in a body would ever notice.
#
# And yet papers on IL-2 like to begin with about 10 pM <!-- fact:kd_alpha_beta_gamma_apparent --> for cells with all three chains and about 1 nM <!-- fact:kd_beta_gamma_apparent --> for cells with β and γc (for instance [Mitra 2015](https://doi.org/10.1016/j.immuni.2015.04.018) and [Trotta 2018](https://doi.org/10.1038/s41591-018-0070-2)). A thousandfold between α and αβγ: where does it come from?

# %%
ask("high_affinity_alpha")

# %% [markdown]
# ## The affinity staircase
#
# After IL-2 has met its first chain, everything happens on the membrane. IL-2 on α is no longer a molecule in a large bath: it slides over the surface of one cell, and its next partner slides over the same surface. The partners meet all the time. (They may even meet before IL-2 comes: in the laboratory α and β attract each other a little without it. The model of this lesson leaves that out.)
#
# So two kinds of constant appear, and they must not be mixed:
#
# - a **solution constant**, in nM, says how much *free ligand* half-fills a chain;
# - a **membrane constant**, in receptors per cell, says how many *partners on the same cell* half-fill a complex.
#
# The package keeps them apart by type. Translating needs one number; here a fit to cells supplies it. In the model of Farhat 2021, 1 nM <!-- given --> of solution constant corresponds to 18.5 per cell.<!-- fact:per_cell_per_nM --> So the 1.5 nM <!-- fact:kd_gamma_after_beta --> with which γc joins IL-2·β in a test tube becomes 27.8 per cell.<!-- fact:membrane_gamma_after_beta --> A Treg has fourteen thousand γc by the table of 2021, so there this step is all but complete.

# %%
receptor.FARHAT.on_membrane(receptor.CALORIMETRY.gamma_after_beta)

# %% [markdown]
# Mixing them is refused, in one sentence:

# %%
try:
    receptor.FARHAT.on_membrane(receptor.MembraneKd(27.8))
except TypeError as error:
    print(error)

# %%
ask("membrane_constant")

# %% [markdown]
# Now climb the staircase. **Predict** first: the sliders start with the chains of a Treg. If you take CD25 down to one per cell, which of the four curves moves, and how far?

# %%
explore.staircase

# %% [markdown]
# Without CD25 the three-chain curve falls back onto that of β and γc: from 50.7 pM <!-- fact:half_maximal.Treg --> to 291 pM.<!-- fact:half_maximal_without_cd25 --> The curves of α alone and β alone never move, whatever the counts: they belong to molecules. The other two belong to a *cell*, and show how much of what it can hold with β and γc together it holds.

# %% [markdown]
# ## A cycle that must close
#
# There are two ways to IL-2·α·β. Either α binds first and then β, or β first and then α. Both begin and end at the same place, so both must change the free energy by the same amount. One step changes it by $\Delta G = RT \ln K_D$, with the gas constant $R$, the temperature $T$, and $K_D$ in mol per liter; the tighter the binding, the more negative. The logarithms add, the constants multiply:
#
# $$K_\alpha \cdot K_{\beta|\alpha} = K_\beta \cdot K_{\alpha|\beta}.$$
#
# Here $K_{\beta|\alpha}$ reads "β, once α is there". Three of the four have been measured by calorimetry: $K_\alpha$ = 10 nM,<!-- fact:kd_alpha --> $K_\beta$ = 144 nM,<!-- fact:kd_beta --> $K_{\beta|\alpha}$ = 63 nM.<!-- fact:kd_beta_after_alpha --> The fourth follows, and nobody has to measure it.
#
# **Predict**: does IL-2·β bind α more tightly or more loosely than bare IL-2 does?

# %%
# NBVAL_CHECK_OUTPUT
known = receptor.CALORIMETRY
alpha_after_beta_nM = known.alpha.nM * known.beta_after_alpha.nM / known.beta.nM
print(f"α, once β is there: {alpha_after_beta_nM:.3f} nM")

# %% [markdown]
# It comes to 4.375 nM,<!-- fact:kd_alpha_after_beta --> about twice as tight as α alone: α and β help each other a little. How, is open. In the crystal the two chains do not touch (Stauber 2006<!-- cite:stauber2006 -->), while calorimetry sees a moderate attraction between them even without IL-2 (Rickert 2004).

# %%
explore.cycle_chart()

# %% [markdown]
# The whole receptor has three such cycles. The model writes its network as text, with L for IL-2, A for α, B for β and G for γc; LAB is IL-2 with α and β. Behind each reaction stand its forward and its reverse rate constant. The ones nobody measured (k8, k9, k12) follow from closure:

# %%
for reaction in receptor.SURFACE_NETWORK.reactions:
    print(reaction)

# %%
ask("cycle")

# %% [markdown]
# ## Two laboratories, two sets of affinities
#
# The single-chain constants have also been measured on a **biosensor**: one chain sits on a chip, IL-2 flows over it, and light reports the mass that binds. It gave 37 nM <!-- fact:kd_alpha_biosensor --> for α and 480 nM <!-- fact:kd_beta_biosensor --> for β ([Myszka 1996](https://doi.org/10.1002/pro.5560051209)), three to four times weaker than calorimetry. On the chip the chain is tied down, in the calorimeter it is free. Which is nearer to a cell is open.
#
# What does the disagreement do to the cycle? If we exchange these two and keep calorimetry's third constant, because the biosensor has none, the fourth moves only from 4.375 nM <!-- fact:kd_alpha_after_beta --> to 4.86 nM:<!-- fact:kd_alpha_after_beta_biosensor --> closure takes the ratio of the two, and that is nearly the same. Mixing methods like this is a stopgap, as the last question should have made you suspect.

# %%
# NBVAL_CHECK_OUTPUT
print(f"biosensor: {receptor.BIOSENSOR.alpha_after_beta.nM:.2f} nM")

# %% [markdown]
# There is a third disagreement. Calorimetry lets γc join IL-2·β at 1.5 nM <!-- fact:kd_gamma_after_beta --> and IL-2·α·β at 12 nM,<!-- fact:kd_gamma_after_alpha_beta --> eight times more weakly. A biosensor found the two steps alike (Liparoto 2002). All of these are choices in the explorers below, under the names "biosensor α", "biosensor β", "biosensor α and β" and "equal γc steps" (both at calorimetry's smaller value, which is our reading). We will see which conclusions hang on them.

# %% [markdown]
# ## On and off
#
# Equilibrium says where binding ends, not how fast it gets there. The biosensor shows both. IL-2 flows over the chip, then buffer without IL-2; the response, in response units (RU), follows the mass on the chip. It rises at the rate $k_{on} L + k_{off}$ and falls at $k_{off}$ alone.
#
# **Predict**: β binds more weakly than α. Will its record fall faster or more slowly? These records are simulated, from an on-rate that the model assumes to be the same for both.

# %%
explore.sensorgram

# %% [markdown]
# Faster: with one on-rate for both, $k_{off} = k_{on} K_D$, so the weaker chain lets go sooner. Switch between the two and watch the time axis.
#
# To read $k_{off}$, find the time in which the fall loses half: $k_{off} = \ln 2 / t_{1/2}$. Do it for a record of α without noise:

# %%
time_s = np.linspace(30.0, 60.0, 301)
chip = receptor.Binding(kon_per_M_s=1e7, koff_per_s=0.1)
fall_RU = receptor.sensorgram(time_s, 10.0, chip, injection_s=30.0)
half_time_s = time_s[np.argmax(fall_RU < fall_RU[0] / 2)] - 30.0
print(f"half is gone after {half_time_s:.1f} s, so koff is {np.log(2) / half_time_s:.2f} per s")

# %% [markdown]
# In the model α lets go with a half-life of 6.9 s.<!-- fact:half_life_alpha_model --> On cells that carry α alone, radioactive IL-2 gave 4–10 s <!-- fact:half_life_alpha --> ([Lowenthal & Greene 1987](https://doi.org/10.1084/jem.166.4.1156)): the assumed on-rate is a fair one.
#
# The whole receptor is another matter. In 1987 two groups found the same principle: it takes IL-2 up fast, as α does, and lets go slowly, as the other chain does ([Wang & Smith 1987](https://doi.org/10.1084/jem.166.4.1055)). A hybrid with the best of both. (Beware when you read that paper: it calls our α "β" and our β "α".)
#
# How slowly? There they part:
#
# - a half-life of 50 min,<!-- fact:half_life_fallon --> which models since have taken from Wang & Smith's cell membranes ([Fallon & Lauffenburger 2000](https://doi.org/10.1021/bp000097t));
# - 270–300 min <!-- fact:half_life_lowenthal --> according to Lowenthal & Greene;
# - 60–90 min <!-- fact:half_life_mouse --> on mouse cells ([Lowenthal 1985](https://pubmed.ncbi.nlm.nih.gov/3934270)).
#
# **Predict**: one receptor lets go almost six times more slowly than another. Which one is fuller an hour after IL-2 arrives, if they have the same K_D? And if they have the same on-rate?

# %%
explore.on_off

# %% [markdown]
# It depends on what stays the same. With one $K_D$, who lets go slowly also binds slowly: after an hour the slow one holds 31 %,<!-- fact:full_at_60_min.kd_285 --> the fast one 70 %.<!-- fact:full_at_60_min.kd_50 --> With one on-rate, 2.8 × 10⁷ M⁻¹ s⁻¹ <!-- fact:kon_high_affinity --> (from Wang & Smith, as [Tkach 2014](https://doi.org/10.7554/eLife.01944) quotes them), the slow one also has the smaller $K_D$ and holds more: 91 % <!-- fact:full_at_60_min.kon_285 --> against 77 %.<!-- fact:full_at_60_min.kon_50 --> An off-rate alone tells little.
#
# Does the disagreement matter to a cell? Compare the published half-lives with two other clocks: the fitted surface model of Farhat 2021, and the half-time in which a cell takes its bound IL-2 inside, 10–15 min <!-- fact:internalization_half_time --> ([Robb & Greene 1987](https://doi.org/10.1084/jem.165.4.1201)).

# %%
explore.wash_chart()

# %%
ask("off_rate")

# %% [markdown]
# Uptake is faster than both measured off-rates: on a living cell most complexes are inside before they would have come apart. So after a wash the quarrel about 50 min <!-- fact:half_life_fallon --> or 270–300 min <!-- fact:half_life_lowenthal --> changes little.
#
# How many complexes a cell has while IL-2 is there is another question. Go back and set the explorer to living cells. With one on-rate the two off-rates fill 42 % <!-- fact:full_on_a_living_cell.kon_50 --> and 46 %,<!-- fact:full_on_a_living_cell.kon_285 --> hardly a difference. With one $K_D$ they fill 35 % <!-- fact:full_on_a_living_cell.kd_50 --> and 10 %:<!-- fact:full_on_a_living_cell.kd_285 --> the slower site also binds more slowly, and is emptied as fast as the other. What a cell feels is the on-rate. The off-rate matters for membranes in a tube, and for drugs designed to stay bound.
#
# The model does **not** reproduce either number. Loaded at 10 pM,<!-- given --> its complexes come apart with a half-life of 8.1 min <!-- fact:wash_half_life.Treg --> on a Treg and 11.1 min <!-- fact:wash_half_life.NK --> on an NK cell, faster even than uptake: it was fitted to signals, not to washes. If you trust the washes, distrust the model's off-rates.
#
# One more trap. In 1987 the "β chain alone" let go in 200–400 min,<!-- fact:half_life_beta --> while pure β is weak. A likely reason: those cells also carried γc, which nobody knew.

# %% [markdown]
# ## Who binds first
#
# Now put the three chains on the four cells. The model holds the ligand at the dose, keeps every chain conserved, and solves for all complexes at once. What counts are the **engaged** receptors, those with β and γc on one IL-2.

# %%
explore.who_first

# %% [markdown]
# At the dose that half-engages a Treg, the NK cell has engaged 9.4 % <!-- fact:share_at_treg_half.NK --> of what it can, the CD8 cell 14 % <!-- fact:share_at_treg_half.CD8 --> and the Th cell 20 %.<!-- fact:share_at_treg_half.Th -->
#
# Switch the display to complexes per cell, and the answer depends on the table. At 30 pM <!-- given --> it is 249 <!-- fact:engaged_30_pM.Treg --> on the Treg against 444 <!-- fact:engaged_30_pM.NK --> on the NK cell by the counts of 2021, but 513 <!-- fact:engaged_30_pM_2023.Treg --> against 221 <!-- fact:engaged_30_pM_2023.NK --> by those of 2023. Whether a cell listens to the share or to the number, no binding model can say.
#
# One number sums up each curve, the dose of half-maximal engagement:

# %%
# NBVAL_CHECK_OUTPUT
for cell, counts in receptor.cells("2021").items():
    print(f"{cell:4s} {1000 * receptor.half_maximal_dose_nM(counts):4.0f} pM")

# %% [markdown]
# So the model gives 51 pM <!-- fact:half_maximal.Treg --> for Tregs, 211 pM <!-- fact:half_maximal.Th --> for Th, 321 pM <!-- fact:half_maximal.CD8 --> for CD8 and 795 pM <!-- fact:half_maximal.NK --> for NK cells.
#
# Two questions arise. Why is the NK cell last, with more β than anyone? *Because* it has more β: its 8503 <!-- fact:receptors_2021.NK.cd122 --> β share 7643 <!-- fact:receptors_2021.NK.cd132 --> γc, so the later ones find few partners left. Give it the γc of a Treg, and its half-maximal dose falls to 404 pM.<!-- fact:nk_with_treg_cd132 -->
#
# And why is there no 10 pM <!-- fact:kd_alpha_beta_gamma_apparent --> among the four? We will not tune until it comes out. Find out instead how much CD25 a Treg would need for 10 pM.<!-- fact:kd_alpha_beta_gamma_apparent -->

# %%
explore.capture

# %%
ask("apparent")

# %% [markdown]
# There is no single K_D of the three-chain receptor on a cell. CD25 catches IL-2 and keeps it where β can meet it: the more catchers around each β, the lower the dose. With calorimetry's constants the curve passes 10 pM <!-- fact:kd_alpha_beta_gamma_apparent --> at about 18,800 <!-- fact:cd25_for_10_pM --> CD25, five times those of a resting Treg. With the biosensor's it does not get there at all, and with equal γc steps a resting Treg is already below: 7.3 pM.<!-- fact:half_maximal_equal_gamma.Treg --> So the number hangs on receptor counts *and* on constants that are not settled.
#
# Nor do measured binding curves agree. On most human NK cells one laboratory found about 9000 <!-- fact:nk_high_dose_sites --> sites of 1.9 nM,<!-- fact:nk_kd --> and on the few that carry α also about 1200 <!-- fact:nk_bright_sites --> of 25 pM <!-- fact:nk_bright_kd --> ([Nagler 1990](https://doi.org/10.1084/jem.171.5.1527)); another laboratory found 2300 <!-- fact:nk_kehrl_sites --> of 200 pM <!-- fact:nk_kehrl_kd --> on NK cells ([Kehrl 1988](https://doi.org/10.1172/JCI113295)). Activated mouse B cells had 3500 <!-- fact:b_blast_sites --> of 150 pM,<!-- fact:b_blast_kd --> resting ones none ([Zubler 1984](https://doi.org/10.1084/jem.160.4.1170)). Such values sort sites into classes by how they bind; they are not our half-maximal engagement, and the two should be compared with care.
#
# So "10 pM" <!-- fact:kd_alpha_beta_gamma_apparent --> and "1 nM" <!-- fact:kd_beta_gamma_apparent --> are **apparent** values of particular cells in particular assays. That is the most useful sentence of this lesson.
#
# Does the conclusion survive the other published numbers? Ask.

# %%
# NBVAL_CHECK_OUTPUT
for table in receptor.COUNT_TABLES:
    for name, affinities in receptor.AFFINITIES.items():
        surface = receptor.Surface(affinities)
        doses = [1000 * receptor.half_maximal_dose_nM(counts, surface) for counts in receptor.cells(table).values()]
        print(table, f"{name:17s}", *(f"{cell} {dose:4.0f}" for cell, dose in zip(receptor.CELLS, doses, strict=True)), "pM")

# %% [markdown]
# The Treg is first in every row. How far it is ahead is open. With calorimetry and the counts of 2021 an NK cell needs 15.7 times <!-- fact:model_lead.NK --> its dose, with those of 2023 only 5.4 times.<!-- fact:model_lead_2023.NK --> The order of the other three is not settled at all: 699 pM,<!-- fact:half_maximal_2023.Th --> 684 pM <!-- fact:half_maximal_2023.CD8 --> and 767 pM <!-- fact:half_maximal_2023.NK --> with the later counts.
#
# One direct test exists. YT-1 is an NK-like cell line. Between YT-1 cells without CD25 and YT-1 cells sorted for it, the measured EC50 (the dose of half-maximal *response*) moved from 0.71 nM <!-- fact:yt1_ec50_without_cd25 --> to 0.026 nM,<!-- fact:yt1_ec50_with_cd25 --> a shift of 27-fold <!-- fact:yt1_shift --> ([Ring 2012](https://doi.org/10.1038/ni.2449)). What does our model say?

# %%
# NBVAL_CHECK_OUTPUT
yt1 = receptor.ReceptorCounts(**facts.yt1_receptors.value)
for name in ("calorimetry", "equal γc steps"):
    print(f"{name}: {receptor.capture_fold(yt1, receptor.Surface(receptor.AFFINITIES[name])):.1f}-fold")

# %% [markdown]
# With calorimetry 6.6-fold,<!-- fact:yt1_shift_model --> a quarter of what was measured (7.5-fold <!-- fact:yt1_shift_model_measured_cd132 --> with the measured γc). With equal γc steps 57-fold,<!-- fact:yt1_shift_equal_gamma --> twice as much. The measurement lies between the two readings of one disputed step. And binding at equilibrium is not the whole story: cells take receptors in, and CD25 comes back to the surface while β does not. A lesson on signaling will add that.

# %% [markdown]
# ## What the cells really do
#
# Farhat 2021 also measured the response: phosphorylated STAT5 (pSTAT5), the first protein that the receptor's enzymes switch on, at twelve doses in four cell types. A **four-parameter logistic** describes such a curve by a bottom, a top, the dose half-way between (EC50) and the steepness there (Hill coefficient).

# %%
explore.measured_chart(time_min=60)

# %% [markdown]
# **Predict**: which of the four EC50s is the least certain? An interval tells: it holds all EC50s whose best curve fits the twelve points not significantly worse than the best of all.

# %%
# NBVAL_CHECK_OUTPUT
for cell in receptor.CELLS:
    fit = fit_logistic(*facts.pstat5(cell, time_min=60))
    low, high = (1000 * end for end in fit.interval_nM)
    print(f"{cell:4s} EC50 {1000 * fit.ec50_nM:4.0f} pM, 95 % interval {low:4.0f} to {high:4.0f} pM")

# %% [markdown]
# After an hour the Treg answers at 11.4 pM.<!-- fact:ec50_60_min.Treg --> Th needs 31 times <!-- fact:measured_lead_60_min.Th --> that dose, NK 139 times <!-- fact:measured_lead_60_min.NK --> and CD8 203 times.<!-- fact:measured_lead_60_min.CD8 --> After half an hour the leads are smaller: 36 times,<!-- fact:measured_lead_30_min.Th --> 32 times <!-- fact:measured_lead_30_min.NK --> and 56 times.<!-- fact:measured_lead_30_min.CD8 -->
#
# Th is the troublemaker. Its EC50 of about 0.36 nM <!-- fact:ec50_th_by_method.least_squares --> comes from a curve so steep that it is a step between two doses. Fit the same twelve points in four defensible ways:

# %%
explore.ec50_chart("Th", time_min=60)

# %%
ask("th_ec50")

# %% [markdown]
# From 0.36 nM <!-- fact:ec50_th_by_method.least_squares --> by least squares to 1.3 nM <!-- fact:ec50_th_by_method.robust --> by a fit that gives outlying points less weight (a *robust* one, here with Cauchy's loss), and the interval of the first does not even hold the second. Which points one believes decides the answer, and the data do not say. Report such a number with its interval and its method, or not at all.

# %%
explore.ec50_table_chart()

# %% [markdown]
# Now set the binding model beside the measured response. Use both controls.

# %%
explore.model_and_measurement

# %% [markdown]
# The model puts the Treg first and explains part of its lead, not all: 15.7 times <!-- fact:model_lead.NK --> over NK where 139 times <!-- fact:measured_lead_60_min.NK --> was measured, 6.3 times <!-- fact:model_lead.CD8 --> over CD8 where it was 203 times.<!-- fact:measured_lead_60_min.CD8 --> It does not give the order of the other three.
#
# Part of the gap may lie between binding and response. At its measured EC50 a Treg has engaged only 20 % <!-- fact:engaged_at_ec50.Treg --> of its receptors in the model, a CD8 cell 88 %:<!-- fact:engaged_at_ec50.CD8 --> half a response need not mean half the binding.
#
# Part may lie in the constants. Exchange β alone for the biosensor's value, and CD8 comes to 1051 pM <!-- fact:half_maximal_biosensor_beta.CD8 --> and NK to 2642 pM,<!-- fact:half_maximal_biosensor_beta.NK --> while the Treg hardly moves, to 58.5 pM.<!-- fact:half_maximal_biosensor_beta.Treg --> That is nearer for CD8 and no nearer for NK. One number on which two laboratories disagree moves the verdict on a model; keep it as a lead.

# %% [markdown]
# ## Changing the ligand
#
# A **mutein** is a protein with deliberately changed residues. N88D means: residue 88, an asparagine (N), replaced by an aspartate (D). For our model a mutein is a change of affinities: a fold of 10 <!-- given --> makes a K_D ten times larger, so binding ten times weaker.
#
# Farhat 2021 measured some, tied by one end to a piece of antibody:
#
# - **N88D** touches the β side: for β and γc together 24.0 nM <!-- fact:fusion_beta_gamma.N88D_C --> against 3.043 nM <!-- fact:fusion_beta_gamma.wild_C --> for the wild type tied at the same end, 7.9-fold <!-- fact:n88d_beta_fold --> weaker;
# - **F42Q** touches the α side: 9.48 nM <!-- fact:fusion_alpha.F42Q_N --> against 0.19 nM,<!-- fact:fusion_alpha.wild_N --> 50-fold <!-- fact:f42q_alpha_fold --> weaker. These α values did not follow simple one-to-one binding and lie far below the 10 nM <!-- fact:kd_alpha --> you know, so trust their ratio more than their size.
#
# Others go the opposite way. The "superkine" H9 (L80F, R81D, L85V, I86V, I92F; patent<!-- cite:garcia2022 -->) binds β more tightly and no longer needs CD25 ([Levin 2012](https://doi.org/10.1038/nature10975)). And antibodies can do it without changing IL-2: of two against mouse IL-2, JES6-1 shields the β and γc side, loosens α and favors Tregs; S4B6 shields the α side and favors the others ([Spangler 2015](https://doi.org/10.1016/j.immuni.2015.04.015)).
#
# **Predict** before you move a slider: you want the NK cell to need as much more IL-2 than the Treg as possible. Weaken β, strengthen β, weaken α, or strengthen α?

# %%
explore.mutein_designer

# %%
ask("mutein")

# %% [markdown]
# Weakening β ten times leaves an NK cell needing 12.8 times <!-- fact:nk_over_treg.beta_10_weaker --> the dose of a Treg, a little less than the wild type's 15.7 times:<!-- fact:nk_over_treg.wild_type --> every cell needs β. Strengthening α ten times opens the gap to 130 times.<!-- fact:nk_over_treg.alpha_10_stronger --> A ligand that ignores α, like the drugs called "no-alpha", shrinks it to 2.8 times.<!-- fact:nk_over_treg.no_alpha --> They are made to wake the other cells.
#
# **Experiments contradict the model here.** A mutein with a weakened β side, BAY 50-4798, preferred T cells with α over NK cells about 3000 times <!-- fact:bay_selectivity --> more than the wild type does ([Shanafelt 2000](https://doi.org/10.1038/81199)). Our model cannot show that by construction: at low doses a weaker β costs every cell the same factor. Something else must count, such as a threshold of complexes below which a cell does not respond, or uptake. Carrying more than one IL-2 on a molecule helps too (Orcutt-Jahns 2023). Know what a model leaves out before you design with it.

# %% [markdown]
# ## What popular summaries get wrong
#
# - *"IL-2Rα has a high affinity for IL-2."* Alone it binds with about 10 nM.<!-- fact:kd_alpha --> The picomolar value belongs to the three chains together, on a cell.
# - *"The K_D of the high-affinity receptor is 10 pM."* <!-- fact:kd_alpha_beta_gamma_apparent --> That is an apparent value: it moves with receptor counts, assay and disputed constants.
# - *"β and γ signal"* is right, and it is why cells without CD25 answer too, at higher doses.

# %% [markdown]
# ## The answer
#
# Regulatory T cells answer first because they carry more CD25 than their neighbors: 6.3 times <!-- fact:cd25_lead_2023.Th --> to 158 times <!-- fact:cd25_lead.CD8 --> as much, depending on neighbor and table. CD25 does not signal and, alone, does not even bind tightly. But it catches IL-2 and keeps it on the membrane, where β and γc need no second dose to find it: they meet it by sliding. So the dose a cell needs is set by its receptor counts as much as by any affinity. All data and models here agree that the Treg is first. How large its lead is depends on counts, affinities and fits on which laboratories disagree, and binding explains only part of the lead that was measured.

# %% [markdown]
# ## Notation
#
# | symbol | meaning | unit |
# | --- | --- | --- |
# | α, CD25, IL-2Rα | the catching chain | |
# | β, CD122 | the chain with JAK1 | |
# | γc, CD132 | the common γ chain, with JAK3 | |
# | $L$ | free ligand, the dose | nM |
# | $\theta$ | share of chains holding ligand | |
# | $K_D$ | dissociation constant in solution | nM |
# | $K_{\beta\vert\alpha}$ | $K_D$ of β for IL-2 that α already holds | nM |
# | $k_{on}$, $k_{off}$ | association and dissociation rate | M⁻¹ s⁻¹, s⁻¹ |
# | engaged | β and γc on one IL-2 | per cell |
# | pSTAT5 | STAT5 that the receptor's enzymes have switched on | |
# | EC50 | dose of half-maximal response | nM |
# | Hill coefficient | steepness of a dose–response at its half-way point | |
# | $R$, $T$, $\Delta G$ | gas constant, temperature, change of free energy | kJ/mol for $\Delta G$ |

# %% [markdown]
# ## References

# %%
facts.references(
    "david1998", "fallon2000", "farhat2021", "garcia2022", "kehrl1988", "levin2012", "liao2013",
    "liparoto2002", "lowenthal1985", "lowenthal1987", "mingari1984", "mitra2015", "myszka1996",
    "nagler1990", "orcuttjahns2023", "rickert2004", "ring2012", "robb1987", "shanafelt2000",
    "spangler2015", "stauber2006", "takeshita1992", "tkach2014", "trotta2018", "wang1987", "zubler1984",
)
