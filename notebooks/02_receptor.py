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
# **Time**: 75 minutes <!-- given -->
#
# **Builds on**: percentages, logarithms, and a little Python. No immunology is needed; every word is explained where it first stands.
#
# **The question**: the same molecule reaches every cell of the blood. Why does one kind of cell, the regulatory T cell, answer at a hundredth of the dose the others need?

# %%

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
# - **β**, also called CD122, binds IL-2 and carries the kinase JAK1 on its inner end;
# - **γc**, also called CD132 or the common γ chain, joins last and brings the kinase JAK3.
#
# A signal starts when β and γc sit on the same IL-2, with α or without it. γc was the last of the three to be found, in 1992 (Takeshita 1992<!-- cite:takeshita1992 -->), which matters when we read older papers.
#
# Most IL-2 is made by T cells that have just met their antigen. Those who listen are
#
# - **regulatory T cells** (Treg), which keep the others in check and live on IL-2 ([Liao 2013](https://doi.org/10.1016/j.immuni.2013.01.004));
# - **T helper cells** (Th) and **CD8 T cells** (CD8), which divide when they hear it;
# - **natural killer cells** (NK), with much β and little α;
# - **B cells**, once activated: IL-2 makes human ones divide ([Mingari 1984](https://doi.org/10.1038/312641a0)), and mouse ones carry about 3,500 <!-- fact:b_blast_sites --> receptors with an apparent K_D of 150 pM <!-- fact:b_blast_kd --> after stimulation and none at rest ([Zubler 1984](https://doi.org/10.1084/jem.160.4.1170)).
#
# A B cell has no column in the tables below: nobody has counted its three chains beside those of the other four. So our models speak of T and NK cells.
#
# Before you look at any number, commit yourself.

# %%
ask("predict_who_first")

# %% [markdown]
# How many chains does each cell have? One laboratory stained blood cells and counted ([Farhat 2021](https://doi.org/10.1016/j.celrep.2021.109044)), and later counted again (Orcutt-Jahns 2023<!-- cite:orcuttjahns2023 -->).

# %%
explore.receptor_counts()

# %% [markdown]
# Two things stand out.
#
# First, CD25 sets the Treg apart: 3476 <!-- fact:receptors_2021.Treg.cd25 --> per cell, against 22 <!-- fact:receptors_2021.NK.cd25 --> on an NK cell. The NK cell in turn has the most CD122.
#
# Second, **the tables disagree**. CD25 on Tregs is the only entry on which they agree. CD122 on Th cells went from 158 <!-- fact:receptors_2021.Th.cd122 --> to 2627<!-- fact:receptors_2023.Th.cd122 -->, a factor of 16.6-fold<!-- fact:cd122_disagreement.Th -->. The cells of 2021 had been frozen, and staining fresh blood at once can show even fewer chains (David 1998<!-- cite:david1998 -->). Take such counts as orders of magnitude, and keep both tables: we will ask of every conclusion whether it survives the other one.

# %%
ask("signaling_chains")

# %% [markdown]
# ## One chain, one ligand
#
# Begin with the simplest case: one kind of chain, much more ligand than chains. Let $L$ be the concentration of free ligand, the **dose**. Ligand binds at a rate $k_{on} L$ and leaves at a rate $k_{off}$. At rest both flows are equal, and the share of chains that hold ligand is
#
# $$\theta = \frac{L}{L + K_D}, \qquad K_D = \frac{k_{off}}{k_{on}}.$$
#
# $K_D$, the dissociation constant, is a concentration. A small $K_D$ means tight binding.
#
# **Predict**: at a dose equal to $K_D$, what share is occupied? And at a tenth of it? Write your two numbers down, then run the cell.

# %%
for dose_nM in (1.0, 10.0, 100.0):
    share = receptor.occupancy(dose_nM, kd_nM=facts.kd_alpha.value)
    print(f"{dose_nM:5.0f} nM: {share:.0%} of α holds IL-2")

# %% [markdown]
# Half at $K_D$, and about a tenth at a tenth of it: far below $K_D$ the curve is simply proportional to the dose. To go from a tenth to nine tenths takes a factor of eighty-one in dose. Binding by one chain is never a switch.
#
# Here are the numbers for the chains on their own, by calorimetry: 10 nM <!-- fact:kd_alpha --> for α and 144 nM <!-- fact:kd_beta --> for β; for γc, no binding at all ([Rickert 2004](https://doi.org/10.1016/j.jmb.2004.04.038)). A biosensor sees γc bind at about 0.7 mM <!-- fact:kd_gamma_biosensor --> (Liparoto 2002<!-- cite:liparoto2002 -->), so weakly that no IL-2 in a body would ever notice.
#
# And yet reviews state about 10 pM <!-- fact:kd_alpha_beta_gamma_apparent --> for cells with all three chains and about 1 nM <!-- fact:kd_beta_gamma_apparent --> for cells with β and γc ([Mitra 2015](https://doi.org/10.1016/j.immuni.2015.04.018), [Trotta 2018](https://doi.org/10.1038/s41591-018-0070-2)). A thousandfold between α and αβγ: where does it come from?

# %%
ask("high_affinity_alpha")

# %% [markdown]
# ## The affinity staircase
#
# After IL-2 has met its first chain, everything happens on the membrane. IL-2 on α is no longer a molecule in a large bath: it slides over the surface of one cell, and its next partner slides over the same surface. The partners meet all the time.
#
# So two kinds of constant appear, and they must not be mixed:
#
# - a **solution constant**, in nM, says how much *free ligand* half-fills a chain;
# - a **membrane constant**, in receptors per cell, says how many *partners on the same cell* half-fill a complex.
#
# The package keeps them apart by type. Translating needs one number, and only a fit to cells can give it: in the model of Farhat 2021, 1 nM <!-- given --> of solution constant corresponds to 18.5 per cell<!-- fact:per_cell_per_nM -->. So the 1.5 nM <!-- fact:kd_gamma_after_beta --> with which γc joins IL-2·β in a test tube becomes 27.8 per cell<!-- fact:membrane_gamma_after_beta -->. With fourteen thousand γc on the cell, this step is all but complete.

# %%
receptor.FARHAT.on_membrane(receptor.CALORIMETRY.gamma_after_beta)

# %% [markdown]
# Mixing them is refused, in one sentence:

# %%
try:
    receptor.FARHAT.on_membrane(receptor.MembraneKd(27.8))
except TypeError as error:
    print(error)

# %% [markdown]
# Now climb the staircase. **Predict** first: the cell below starts with the chains of a Treg. If you take CD25 down to one per cell, which of the four curves moves, and how far?

# %%
explore.staircase

# %% [markdown]
# Without CD25 the three-chain curve falls back onto that of β and γc: from 50.7 pM <!-- fact:half_maximal.Treg --> to 291 pM<!-- fact:half_maximal_without_cd25 -->. The two right-hand curves never move, whatever the counts: they belong to molecules. The two left-hand ones belong to a *cell*.

# %%
ask("membrane_constant")

# %% [markdown]
# ## A cycle that must close
#
# There are two ways to IL-2·α·β. Either α binds first and then β, or β first and then α. Both begin and end at the same place, so both must release the same free energy $\Delta G = RT \ln K_D$. The logarithms add, the constants multiply:
#
# $$K_\alpha \cdot K_{\beta|\alpha} = K_\beta \cdot K_{\alpha|\beta}.$$
#
# Here $K_{\beta|\alpha}$ reads "β, once α is there". Three of the four have been measured: $K_\alpha$ = 10 nM<!-- fact:kd_alpha -->, $K_\beta$ = 144 nM<!-- fact:kd_beta -->, $K_{\beta|\alpha}$ = 63 nM<!-- fact:kd_beta_after_alpha -->. The fourth follows, and nobody has to measure it.
#
# **Predict**: does IL-2·β bind α more tightly or more loosely than bare IL-2 does?

# %%
# NBVAL_CHECK_OUTPUT
known = receptor.CALORIMETRY
alpha_after_beta_nM = known.alpha.nM * known.beta_after_alpha.nM / known.beta.nM
print(f"α, once β is there: {alpha_after_beta_nM:.3f} nM")

# %% [markdown]
# It comes to 4.375 nM<!-- fact:kd_alpha_after_beta -->, about twice as tight as α alone. α and β help each other a little. How, is open: in the crystal the two chains do not touch (Stauber 2006<!-- cite:stauber2006 -->), while calorimetry sees a moderate attraction between them even without IL-2 (Rickert 2004).

# %%
explore.cycle_chart()

# %% [markdown]
# The whole receptor has three such cycles. The model writes its network as text, takes the measured constants, and computes the detours from closure:

# %%
for reaction in receptor.SURFACE_NETWORK.reactions:
    print(reaction)

# %%
ask("cycle")

# %% [markdown]
# ## Two laboratories, two affinities
#
# The same two constants have been measured on a biosensor chip: 37 nM <!-- fact:kd_alpha_biosensor --> for α and 480 nM <!-- fact:kd_beta_biosensor --> for β ([Myszka 1996](https://doi.org/10.1002/pro.5560051209)), three to four times weaker than by calorimetry. Both methods are sound; on the chip the chain is tied down, in the calorimeter it is free. Nobody has settled it.
#
# What does the disagreement do to the cycle? The fourth constant moves only from 4.375 nM <!-- fact:kd_alpha_after_beta --> to 4.86 nM<!-- fact:kd_alpha_after_beta_biosensor -->: both constants are weaker by nearly the same factor, and closure takes their ratio. What it does to cells, we will see below.

# %%
# NBVAL_CHECK_OUTPUT
print(f"biosensor: {receptor.BIOSENSOR.alpha_after_beta.nM:.2f} nM")

# %% [markdown]
# ## On and off
#
# Equilibrium says where binding ends, not how fast it gets there. In surface plasmon resonance one chain sits on a chip, IL-2 flows over it, then buffer. The response rises with the mass on the chip. The rise goes at $k_{on} L + k_{off}$, the fall at $k_{off}$ alone:

# %%
explore.sensorgram_chart("α")

# %% [markdown]
# These records are simulated, with noise, from the model's constants. α lets go with a half-life of 6.9 s<!-- fact:half_life_alpha_model -->; on cells that carry α alone, radiolabelled IL-2 gave 4–10 s <!-- fact:half_life_alpha --> ([Lowenthal & Greene 1987](https://doi.org/10.1084/jem.166.4.1156)). Model and measurement agree.
#
# The whole receptor is another matter. In 1987 two groups found the same principle: the three-chain receptor takes IL-2 up fast, as α does, and lets go slowly, as the other chain does ([Wang & Smith 1987](https://doi.org/10.1084/jem.166.4.1055)). A hybrid that has the best of both. Beware when you read that paper: it calls p55 "β" and p75 "α", the reverse of today.
#
# How slowly? There they part:
#
# - a half-life of 50 min<!-- fact:half_life_fallon -->, measured by Wang & Smith on membranes and taken over by models since ([Fallon & Lauffenburger 2000](https://doi.org/10.1021/bp000097t));
# - 270–300 min <!-- fact:half_life_lowenthal --> according to Lowenthal & Greene;
# - 60–90 min <!-- fact:half_life_mouse --> on mouse cells ([Lowenthal 1985](https://pubmed.ncbi.nlm.nih.gov/3934270)).
#
# **Predict**: two receptors have the same K_D, but one lets go six times more slowly. Which one is fuller an hour after IL-2 arrives?

# %%
explore.on_off

# %% [markdown]
# The slow one is *emptier*. With $K_D$ fixed, a slower off-rate means a slower on-rate too, and at picomolar doses an hour is not enough to fill it. Equal affinity is not equal behavior.
#
# Does the disagreement matter to a cell? Compare the published half-lives with two other clocks: the fitted surface model of Farhat 2021, and the time in which a cell swallows its bound IL-2, 10–15 min <!-- fact:internalization_half_time --> ([Robb & Greene 1987](https://doi.org/10.1084/jem.165.4.1201)).

# %%
explore.wash_chart()

# %% [markdown]
# Uptake wins against both measured off-rates: in a living cell the complex is inside before it would have come apart. So the quarrel about 50 min <!-- fact:half_life_fallon --> or 270–300 min <!-- fact:half_life_lowenthal --> hardly touches the response of a cell; it matters for membranes in a tube, and for drugs designed to stay bound.
#
# The model does **not** reproduce either number. Its complexes come apart with a half-life of 8.1 min <!-- fact:wash_half_life.Treg --> on a Treg and 11.1 min <!-- fact:wash_half_life.NK --> on an NK cell, because it was fitted to signals, not to washes. We keep that in mind and do not hide it.
#
# One more trap. In 1987 the "β chain alone" let go in 200–400 min<!-- fact:half_life_beta -->, while pure β in a calorimeter or on a chip is weak and fast. No contradiction: those cells also carried γc, which nobody knew.

# %%
ask("off_rate")

# %% [markdown]
# ## Who binds first
#
# Now put the three chains on the four cells. The model holds the ligand at the dose, keeps every chain conserved, and solves for all complexes at once. What counts are the **engaged** receptors, those with β and γc on one IL-2.

# %%
explore.who_first

# %% [markdown]
# At 30 pM <!-- given --> the Treg has engaged 38 % <!-- fact:engaged_share_30_pM.Treg --> of what it can, the NK cell 6 %<!-- fact:engaged_share_30_pM.NK -->. Switch the display to complexes per cell and the picture turns: 249 <!-- fact:engaged_30_pM.Treg --> on the Treg, 444 <!-- fact:engaged_30_pM.NK --> on the NK cell, which simply has more chains. Which of the two a cell listens to, the share or the number, no binding model can say. That is a question for lesson 3.
#
# One number sums up each curve, the dose of half-maximal engagement:

# %%
# NBVAL_CHECK_OUTPUT
for cell, counts in receptor.cells("2021").items():
    print(f"{cell:4s} {1000 * receptor.half_maximal_dose_nM(counts):4.0f} pM")

# %% [markdown]
# So the model gives 51 pM <!-- fact:half_maximal.Treg --> for Tregs, 211 pM <!-- fact:half_maximal.Th --> for Th, 321 pM <!-- fact:half_maximal.CD8 --> for CD8 and 795 pM <!-- fact:half_maximal.NK --> for NK cells. Neither 10 pM <!-- fact:kd_alpha_beta_gamma_apparent --> nor 1 nM <!-- fact:kd_beta_gamma_apparent --> comes out, and we will not tune until they do. Find out why instead. How much CD25 would a Treg need for 10 pM? <!-- fact:kd_alpha_beta_gamma_apparent -->

# %%
explore.capture

# %% [markdown]
# There is no single K_D of the three-chain receptor. CD25 catches IL-2 and hands it on: the more catchers around each β, the lower the dose. With about 18,800 <!-- fact:cd25_for_10_pM --> CD25 the curve passes 10 pM<!-- fact:kd_alpha_beta_gamma_apparent -->; the textbook's value belongs to such cells. The measured values of NK cells make the same point from the other side: sites of 1.9 nM <!-- fact:nk_kd --> on most of them, of 25 pM <!-- fact:nk_bright_kd --> on the few without CD16, which carry α ([Nagler 1990](https://doi.org/10.1084/jem.171.5.1527)), and of 200 pM <!-- fact:nk_kehrl_kd --> in another laboratory ([Kehrl 1988](https://doi.org/10.1172/JCI113295)).
#
# So "10 pM" <!-- fact:kd_alpha_beta_gamma_apparent --> and "1 nM" <!-- fact:kd_beta_gamma_apparent --> are **apparent** values of particular cells. That is the most useful sentence of this lesson.

# %%
ask("apparent")

# %% [markdown]
# Does the conclusion survive the other published numbers? Ask.

# %%
# NBVAL_CHECK_OUTPUT
for table in receptor.COUNT_TABLES:
    for name, affinities in receptor.AFFINITIES.items():
        surface = receptor.Surface(affinities)
        doses = [1000 * receptor.half_maximal_dose_nM(counts, surface) for counts in receptor.cells(table).values()]
        print(table, f"{name:11s}", *(f"{cell} {dose:5.0f}" for cell, dose in zip(receptor.CELLS, doses, strict=True)), "pM")

# %% [markdown]
# The Treg is first in all four rows. How far it is ahead is open: with the later counts its lead over the NK cell shrinks, and the order of the other three is not settled at all, 699 pM<!-- fact:half_maximal_2023.Th -->, 684 pM <!-- fact:half_maximal_2023.CD8 --> and 767 pM<!-- fact:half_maximal_2023.NK -->. The biosensor's affinities move everybody to higher doses.
#
# One direct test exists. YT-1 is an NK-like cell line. Giving it CD25 moved its measured EC50 (the dose of half-maximal response) from 0.71 nM <!-- fact:yt1_ec50_without_cd25 --> to 0.026 nM<!-- fact:yt1_ec50_with_cd25 -->, a shift of 27-fold <!-- fact:yt1_shift --> ([Ring 2012](https://doi.org/10.1038/ni.2449)). What does our model say?

# %%
# NBVAL_CHECK_OUTPUT
yt1 = receptor.ReceptorCounts(**facts.yt1_receptors.value)
print(f"model, CD25 shift: {receptor.capture_fold(yt1):.1f}-fold")

# %% [markdown]
# The model's shift is 6.6-fold<!-- fact:yt1_shift_model -->, and 7.5-fold <!-- fact:yt1_shift_model_measured_cd132 --> with the measured γc. Right direction, a quarter of the size. Binding at rest is not the whole story: cells take receptors in and send them back, and CD25 recycles while β is destroyed. Lesson 3 adds that.

# %% [markdown]
# ## What the cells really do
#
# The same laboratory measured phosphorylated STAT5 (pSTAT5), the first protein the receptor switches on inside the cell, at twelve doses and in four cell types. Fit each with a four-parameter logistic, a curve with a bottom, a top, a half-way dose (EC50) and a steepness (Hill coefficient).
#
# **Predict**: which of the four EC50s will be the least certain?

# %%
explore.measured_chart(time_min=60)

# %%
# NBVAL_CHECK_OUTPUT
for cell in receptor.CELLS:
    fit = fit_logistic(*facts.pstat5(cell, time_min=60))
    low, high = (1000 * end for end in fit.interval_nM)
    print(f"{cell:4s} EC50 {1000 * fit.ec50_nM:6.1f} pM, 95 % interval {low:6.1f} to {high:6.1f} pM")

# %% [markdown]
# After an hour the Treg answers at 11.4 pM<!-- fact:ec50_60_min.Treg -->, CD8 at 2316 pM <!-- fact:ec50_60_min.CD8 --> and NK at 1590 pM<!-- fact:ec50_60_min.NK -->: 203-fold <!-- fact:less_sensitive_than_treg.CD8 --> and 139-fold <!-- fact:less_sensitive_than_treg.NK --> less sensitive. That is the hundredth from our question.
#
# Th is the troublemaker. Its EC50 of 359 pM <!-- fact:ec50_60_min.Th --> comes from a curve so steep that it is a step between two doses; one high point at 1 nM <!-- given --> decides. Fit the same data in four reasonable ways:

# %%
explore.ec50_chart("Th", time_min=60)

# %% [markdown]
# From 0.36 nM <!-- fact:ec50_th_by_method.least_squares --> by least squares to 1.3 nM <!-- fact:ec50_th_by_method.robust --> by a robust fit that distrusts outliers. The robust loss here is Cauchy's; a milder one stays near the low end, so even "robust" needs its name. Honest reporting says: somewhere between the two, and the data do not decide.
#
# An EC50 without its interval and its method is not a number. The authors of the data used a third method, three parameters without a floor; their table and ours differ, and both are reports of the same twelve points.

# %%
explore.ec50_table_chart()

# %%
ask("th_ec50")

# %% [markdown]
# Now set the model beside the measurement. Use both controls.

# %%
explore.model_and_measurement

# %% [markdown]
# The model has the order right and the distances wrong. With the counts of 2021 and calorimetry, the measured CD8 cells need 7.2-fold <!-- fact:model_over_measured.CD8 --> the dose the model predicts. With the biosensor's affinities CD8 comes to 1072 pM <!-- fact:half_maximal_biosensor.CD8 --> and NK to 2644 pM<!-- fact:half_maximal_biosensor.NK -->, much closer, while the Treg moves away, to 184 pM<!-- fact:half_maximal_biosensor.Treg -->. One open number in one table moves the verdict on the model. Keep that for lesson 3, where it becomes a lead.

# %% [markdown]
# ## Changing the ligand
#
# A **mutein** is a protein with deliberately changed residues. Here a mutein is a change of affinities: a fold of 10 <!-- given --> makes a K_D ten times larger, so binding ten times weaker.
#
# Real ones, each as a fusion with one end of IL-2 tied to an antibody's tail, on a biolayer interferometer (Farhat 2021):
#
# - **N88D** touches the β side: βγ 24.0 nM<!-- fact:fusion_beta_gamma.N88D_C -->, against 3.043 nM <!-- fact:fusion_beta_gamma.wild_C --> for the wild type tied at the same end, 7.9-fold <!-- fact:n88d_beta_fold --> weaker;
# - **V91K** likewise, more gently: 7.56 nM<!-- fact:fusion_beta_gamma.V91K_C -->;
# - **F42Q** touches the α side: 9.48 nM <!-- fact:fusion_alpha.F42Q_N --> against 0.19 nM<!-- fact:fusion_alpha.wild_N -->, 50-fold <!-- fact:f42q_alpha_fold --> weaker.
#
# Compare only fusions tied at the same end: the end alone changes the numbers. And the α values of this assay lie far below the 10 nM <!-- fact:kd_alpha --> you know; they did not follow a simple one-to-one model, so use them as ratios.
#
# Others go the opposite way. The superkine H9 (L80F, R81D, L85V, I86V, I92F; patent<!-- cite:garcia2022 -->) binds β more tightly and no longer needs CD25 ([Levin 2012](https://doi.org/10.1038/nature10975)). Antibodies do it without changing IL-2: JES6-1 shields the β side and favors Tregs, S4B6 shields the α side and favors the others ([Spangler 2015](https://doi.org/10.1016/j.immuni.2015.04.015)).
#
# **Predict** before you move a slider: you want the NK cell to need as much more IL-2 than the Treg as possible. Weaken β, strengthen β, weaken α, or strengthen α?

# %%
explore.mutein_designer

# %% [markdown]
# Weakening β ten times leaves the gap between NK and Treg at 12.8-fold<!-- fact:nk_over_treg.beta_10_weaker -->, a little less than the wild type's 15.7-fold<!-- fact:nk_over_treg.wild_type -->: every cell needs β. Strengthening α ten times opens it to 130-fold<!-- fact:nk_over_treg.alpha_10_stronger -->. A ligand that ignores α, like the "no-alpha" drugs, shrinks it to 2.8-fold<!-- fact:nk_over_treg.no_alpha -->; that is their point, they are made to wake effector cells.
#
# Yet β-weakened fusions do favor Tregs in experiments. Where our model falls short is written in the title of the paper on them: they are *multivalent*, two IL-2 on one antibody, so a cell with much CD25 holds them twice (Orcutt-Jahns 2023). Our ligand has one.

# %%
ask("mutein")

# %% [markdown]
# ## What popular summaries get wrong
#
# - *"IL-2Rα has a high affinity for IL-2."* Alone it binds with 10 nM<!-- fact:kd_alpha -->. The picomolar value belongs to the three chains together, on a cell.
# - *"The K_D of the high-affinity receptor is 10 pM."* <!-- fact:kd_alpha_beta_gamma_apparent --> That is an apparent value of cells with much CD25; a resting Treg in the model stands at 51 pM<!-- fact:half_maximal.Treg -->.
# - *"β and γ signal"* is right, and it is why cells without CD25 answer too, at higher doses.

# %% [markdown]
# ## The answer
#
# Regulatory T cells answer first because they carry a hundred times more CD25 than their neighbors. CD25 does not signal and, alone, does not even bind tightly. But it catches IL-2 and keeps it on the membrane, where β and γc need no second dose to find it: they meet it by sliding. So the dose a cell needs is set by its receptor counts as much as by any affinity. Everything measured agrees on that order. How large the lead is depends on counts, affinities and fits on which laboratories still disagree.

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
# | EC50 | dose of half-maximal response | nM |
# | Hill coefficient | steepness of a dose–response at its half-way point | |
# | $R$, $T$, $\Delta G$ | gas constant, temperature, free energy | kJ/mol for $\Delta G$ |

# %% [markdown]
# ## References

# %%
facts.references(
    "david1998", "fallon2000", "farhat2021", "garcia2022", "kehrl1988", "levin2012", "liao2013",
    "liparoto2002", "lowenthal1985", "lowenthal1987", "mingari1984", "mitra2015", "myszka1996",
    "nagler1990", "orcuttjahns2023", "rickert2004", "ring2012", "robb1987", "spangler2015",
    "stauber2006", "takeshita1992", "trotta2018", "wang1987", "zubler1984",
)
