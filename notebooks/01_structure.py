# %% [markdown]
# # The structure: one small protein, three partners
#
# **You will be able to**
#
# - go from a gene's protein to a drug's: cut, number, weigh and charge a sequence,
# - find helices, their directions and the one disulfide in a table of atoms,
# - tell the inside of a protein from its surface, by a wheel and by a contact map,
# - say which residues hold which chain of the receptor, and test whether what moves is what binds,
# - design a mutein, and say what a structure cannot tell about it.
#
# **Time**: 90 minutes <!-- given -->
#
# **Builds on**: angles, distances, and a little Python. You should have heard that a protein is a chain of twenty kinds of amino acids. No immunology is needed; words are explained where they first stand, and a table at the end collects the symbols.
#
# **The question**: interleukin-2 is a small protein, and yet its **receptor**, with which a cell catches it, holds it by three different chains at once. Where on it is room for three, and where would you change it to shake off just one?
#
# Run the cells in order. Where the text says **predict**, write your guess down before you run on. Cells that begin with `# NBVAL_CHECK_OUTPUT` are tested: what they print is what the text quotes.

# %%
from il2course import facts, structure
from il2course.explorers import structure as explore
from il2course.quiz import ask
from il2course.viewer import MoleculeView

# %% [markdown]
# ## Who is IL-2?
#
# In 1976 Morgan, Ruscetti and Gallo got human T cells, a kind of white blood cell, to keep growing in the broth of other ones ([Morgan 1976](https://doi.org/10.1126/science.181845)). Something in the broth told them to divide. We call it **interleukin-2** (IL-2): a small protein that some white blood cells send to others. Seven years later its gene was read ([Taniguchi 1983](https://doi.org/10.1038/302305a0)), and with it the order of its amino acids, called **residues** once they are in a chain.
#
# A cell makes IL-2 as a **precursor** of 153 residues.<!-- fact:il2_lengths.precursor --> The first 20 <!-- fact:il2_lengths.signal_peptide --> are an address label, the **signal peptide**: it sends the chain out of the cell and is cut off on the way. What arrives is the **mature** protein.
#
# Each residue has a letter: A for alanine, C for cysteine, and so on. **Predict**: how many residues are left, and with which letter does the mature protein begin?

# %%
# NBVAL_CHECK_OUTPUT
whole, mature = structure.precursor(), structure.mature()
print(whole.sequence[:20], "is cut off,", len(mature), "residues are left:")
print(mature.sequence)

# %% [markdown]
# The mature protein has 133 residues <!-- fact:il2_lengths.mature --> and begins with APTSSS. On the third residue, a threonine (T3), human cells hang a sugar ([Conradt 1985](https://doi.org/10.1111/j.1432-1033.1985.tb09295.x)). It varies, and cells in a dish respond just the same ([Robb 1984](https://doi.org/10.1073/pnas.81.20.6486)).
#
# Everyone counts residues from the first of the *mature* protein, except the databases of genes, which count from the first of the precursor. F42 means phenylalanine, F, at place 42. <!-- given --> To change it for an alanine is written F42A, and the changed protein is called a **mutein**. Our package looks before it changes anything:

# %%
for name in ("F42A", "G42A", "F62A"):
    try:
        print(name, "is fine:", structure.mutate(mature, name).sequence[36:48])
    except ValueError as error:
        print(error)

# %%
ask("numbering")

# %% [markdown]
# ## What a sequence tells by itself
#
# No structure is needed to count residues, to weigh a protein or to guess its charge. **Predict**: IL-2 is made of all twenty kinds. Which one is the most common, and which stands there only once?

# %%
# NBVAL_CHECK_OUTPUT
counts = mature.composition()
print(*(f"{letter} {counts[letter]}" for letter in sorted(counts, key=counts.get, reverse=True)), sep=", ")

# %% [markdown]
# Every sixth residue is a leucine (L): 22 of them.<!-- fact:il2_composition.L --> Leucine is greasy, and you will soon see where the protein keeps it. There is just one tryptophan (W).
#
# To weigh the protein, add the residues, and one water for the two ends. Where two **cysteines** are near each other, their sulfurs can bond to a **disulfide**, and two hydrogens leave. IL-2 has three cysteines and one such bond, of which more below.
#
# The drug **aldesleukin** is a mutein. It lacks the first alanine, it has a serine instead of the cysteine C125 (C125S), and as it is made in bacteria it carries no sugar (its label<!-- cite:clinigen2024 -->).
#
# **Predict**: which differs more in mass from the mature protein, the same protein with its disulfide open, or the drug?

# %%
# NBVAL_CHECK_OUTPUT
for protein in (whole, mature, structure.aldesleukin()):
    folded, opened = structure.mass_Da(protein), structure.mass_Da(protein, reduced=True)
    print(f"{protein.name:16s} {len(protein)} residues, {folded:.2f} Da, disulfide open {opened:.2f} Da")

# %% [markdown]
# The mature protein weighs 15,415.82 Da <!-- fact:il2_mass.mature --> with its disulfide and 15,417.83 Da <!-- fact:il2_mass_reduced.mature --> without. The drug weighs 15,328.67 Da:<!-- fact:il2_mass.aldesleukin --> an alanine is gone and a sulfur has become an oxygen. Its label says about 15,300 Da.<!-- fact:aldesleukin_label_mass --> (A **dalton**, Da, is about the mass of a hydrogen atom. All these are averages over nature's isotopes. A mass spectrometer that resolves isotopes sees the lightest at 15,406.07 Da.<!-- fact:il2_mass_monoisotopic.mature -->)

# %%
ask("two_daltons")

# %% [markdown]
# Some side chains are acids, D and E, and negative once they have given up a proton. Others are bases, K and R, and positive while they hold one. So the **net charge** depends on the pH. **Predict**: is IL-2 positive or negative in blood, at pH 7.4?<!-- given --> (`mature.sequence.count("K")` counts a letter.) Then move the slider, and set a mutein beside it: D20T takes an acid away.

# %%
explore.charge

# %% [markdown]
# Computed so, IL-2 is almost neutral in blood, for it has as many acids as bases: −0.33 <!-- fact:il2_charge.mature --> elementary charges. One acid less makes it 0.67.<!-- fact:il2_charge.D20T --> The pH without net charge is the **isoelectric point**: 7.07,<!-- fact:il2_isoelectric_point_folded --> or 7.05 <!-- fact:il2_isoelectric_point.mature --> with the disulfide open, when two more cysteines can lose a proton.
#
# Measured, on IL-2 made in bacteria, it is 7.7 <!-- fact:il2_isoelectric_point_measured.mature --> (Yamada 1986<!-- cite:yamada1986 -->). So at pH 7.4 <!-- given --> the real molecule is a little positive, and the computation had even the sign wrong. It rests on a table of how strong acids and bases are in small peptides, and in a folded protein each of them has neighbors. Trust its differences, one acid less is one charge more, and not its decimals.
#
# A sequence also tells how strongly a solution takes up ultraviolet light, by which its concentration is measured: tryptophan and tyrosine do it, and a disulfide a little.

# %%
# NBVAL_CHECK_OUTPUT
print(structure.extinction_per_M_cm(mature), "per M and cm at 280 nm")

# %% [markdown]
# Computed 10,095 M⁻¹ cm⁻¹,<!-- fact:il2_extinction.mature --> measured 9580 M⁻¹ cm⁻¹ <!-- fact:il2_extinction_measured --> (Kato 1985<!-- cite:kato1985 -->): 5.4 % <!-- fact:il2_extinction_excess --> too much. For this number a sequence is enough.

# %% [markdown]
# ## The fold
#
# A chain of 133 residues <!-- fact:il2_lengths.mature --> could lie in endless ways. That of IL-2 takes the same one in nearly every molecule, and winds much of itself into **helices**, like spiral stairs. The places of its atoms come from **crystals**: X-rays scatter from billions of molecules in rank and file, and from the pattern one computes where the atoms are.
#
# The course brings coordinates with it. They come from a crystal of human IL-2 whose table ships as demonstration data with the program PyMOL. They are **no entry of the Protein Data Bank** (PDB), the archive of structures, and no diffraction data come with them, by which they could be checked. For research take an entry such as 1M47, IL-2 alone at 1.99 Å <!-- fact:resolution_1m47 --> resolution, the finest detail it shows ([Arkin 2003](https://doi.org/10.1073/pnas.252756299)). (An **ångström**, Å, is a ten-millionth of a millimeter. A bond between carbons is about one and a half of them long.)
#
# In every residue the **backbone** is the same: the atoms N, Cα (C-alpha), C and O; the C joins to the next N. From the Cα hangs the **side chain**, and it makes the residue an F or a C.

# %%
il2 = structure.il2()
print(il2.origin)
print(len(il2.resolved), "residues have coordinates; without are", il2.missing)

# %% [markdown]
# Seven residues are missing: they lie differently in every molecule, so the crystal did not show them. Only the gap in the numbers says so.
#
# **Predict** before you look: how many helices, and which share of the chain is in them? Then turn the molecule. Pick residues in the sequence beside it, and change what the colors mean.

# %%
MoleculeView()

# %% [markdown]
# Four long helices, A to D, packed side by side: a **four-helix bundle**. A short fifth, A′, hangs in the long loop between A and B. About six of ten residues are in a helix, and the rest are loops.

# %% [markdown]
# ## Which way the helices run
#
# Where does one begin? In an **α helix** the backbone turns once in 3.6 residues,<!-- given --> and each residue's C=O holds the N–H four places on by a **hydrogen bond**, a weak pull between O and H. So a computer looks for such bonds, by the energy that the places of four atoms give (Kabsch & Sander 1983<!-- cite:kabsch1983 -->); where two follow each other there is a helix.

# %%
# NBVAL_CHECK_OUTPUT
for helix in structure.helices(il2):
    print(f"{helix.name:2s} {helix.first}-{helix.last}")

# %% [markdown]
# The authors of 1M47 stated helices of their own in their entry. **Predict**: will they agree with ours? And will our rule, used on *their* atoms?

# %%
explore.helix_ends_chart()

# %% [markdown]
# Two things differ. First the *rule*: on the same atoms of 1M47 the authors let helix D run from 113 to 130 <!-- fact:helix_records_1m47.D --> and the hydrogen bonds from 114 <!-- fact:helix_ends_1m47.D_first --> to 129.<!-- fact:helix_ends_1m47.D_last --> Most ends move by a residue or two. The authors also cut helix B in two at its kink, next to the proline P65, which has no N–H to give; our rule bridges one missing bond. Second the *crystal*: in ours, helix C begins at 85,<!-- fact:helix_ends.C_first --> in 1M47 at 82,<!-- fact:helix_ends_1m47.C_first --> and the short A′ has five residues instead of seven.

# %%
ask("helix_ends")

# %% [markdown]
# A helix has a first and a last residue, so its axis is an arrow. Choose before you run on:

# %%
ask("predict_directions")

# %%
# NBVAL_CHECK_OUTPUT
bundle = structure.bundle(il2)
print(bundle.topology)
for one, name in enumerate(bundle.names):
    print(name, " ".join(f"{angle:4.0f}°" for angle in bundle.angles_deg[one]))

# %%
explore.bundle_chart()

# %% [markdown]
# **Up-up-down-down.** A and B both run up, at 34° <!-- fact:helix_angles.AB --> to each other, C and D both run down. To start B at the bottom again after A has reached the top, the chain needs a crossing loop as long as the molecule, and so it does between C and D. These two long loops are the signature of a whole family of messengers, the short- and long-chain helical cytokines.
#
# Which helices touch? Neighbors in space run opposite ways: B and C at 176°,<!-- fact:helix_angles.BC --> their middles only 7.7 Å <!-- fact:helix_distances.BC --> apart, and A with D and with C. A and B, one after the other in the chain, are 13.6 Å <!-- fact:helix_distances.AB --> apart, at opposite corners.
#
# One can also see a helix residue by residue. Two angles, the torsions φ before the Cα atom and ψ after it, say how the backbone is twisted there. **Predict**: on a plane of φ and ψ, will residues of helices lie in one spot, in several, or anywhere?

# %%
explore.ramachandran_chart()

# %% [markdown]
# Nearly all residues of the helices crowd in one spot. A side chain forbids most of the plane, because its atoms would bump into the backbone. One exception, at the upper right, is G98: glycine has no side chain. The other, N77, stands in a loop next to the unseen residues, where the crystal is not sure of much.

# %% [markdown]
# ## One bond, one free sulfur
#
# A disulfide needs no rule but a ruler: two sulfurs that are bonded are about 2 Å <!-- given --> apart. **Predict**: which two of C58, C105 and C125 are bonded? Think of the drug.

# %%
# NBVAL_CHECK_OUTPUT
numbers, apart_A = structure.sulfur_distances_A(il2)
for number, row in zip(numbers, apart_A, strict=True):
    print(f"C{number:<3d}", " ".join(f"{distance:5.2f} Å" for distance in row))

# %% [markdown]
# One bond: C58 and C105, 2.05 Å <!-- fact:disulfide_length.embedded --> here, 2.02 Å <!-- fact:disulfide_length_crystals.1M47 --> in 1M47 and 2.03 Å <!-- fact:disulfide_length_crystals.2B5I --> in a third crystal, 2B5I. The sulfur of C125 is 13 Å <!-- fact:sulfurs_apart.C58 --> and more from both. Chemistry had found the same long before ([Robb 1984](https://doi.org/10.1073/pnas.81.20.6486)).
#
# Look where they are:

# %%
MoleculeView(coloring="uniform", selected="C58, C105, C125", caption="C58 and C105 tie helix B to the loop before helix D; C125 is by itself.")

# %% [markdown]
# Why then does the drug have C125S? C125 does no work: with serine there, IL-2 is fully active, which means that T cells grow on it ([Wang 1984](https://doi.org/10.1126/science.6427925)). But an odd cysteine can take the wrong partner. Bacteria hand the protein over unfolded, and while it folds in the factory, C125 may bond with C58 or C105, or with another molecule. Without it just one bond is possible ([Arakawa 1986](https://doi.org/10.1021/bi00373a022) used alanine to the same end).
#
# How much does the one bond matter? When one group broke it by changing C58, the activity fell more than 250-fold;<!-- fact:c58_loss --> when they broke the same bond by changing or deleting C105, only 8–10 times <!-- fact:c105_loss --> ([Liang 1986](https://pubmed.ncbi.nlm.nih.gov/3484479)). So most of what the first one cost was not the bond but the place: C58 lies deep inside, C105 in a loop, 22 % <!-- fact:il2_shown.C105 --> of it in reach of water.

# %%
ask("disulfide_bonds")

# %% [markdown]
# ## Inside and outside
#
# What holds a bundle together? Mostly that some side chains shun water. Roll a ball as large as a water molecule over the atoms, and see how much of each residue it touches, as a share of the most that such a residue can show. Residues that are greasy *and* hardly touched form the **core**. Greasy, here, means above zero on a scale of **hydrophobicity** (Eisenberg 1984).<!-- cite:eisenberg1984 -->
#
# **Predict**: of about sixty greasy residues, how many are buried if "buried" means below a tenth? Then move the slider: is there a gap between inside and outside?

# %%
explore.core

# %% [markdown]
# At a tenth the core has 28 residues,<!-- fact:il2_core --> 23 of them <!-- fact:il2_core_in_helices --> in helices. There is no gap: the line between inside and outside is drawn by us. Look for the triangles near the bottom, a few residues that like water: among them is D20, an acid in helix A, at 3.4 %.<!-- fact:il2_shown.D20 --> We will meet it again.
#
# In a helix the next side chain points 100° <!-- given --> further round. If one side of the helix looks inward, greasy residues must come back every three or four places, as the buried ones of D do above. Draw an arrow for each side chain, as long as it is greasy and turned round if it likes water. The mean of all arrows is the **hydrophobic moment** (Eisenberg 1982<!-- cite:eisenberg1982 -->): long if one side is greasy and the other is not, short if they are mixed.
#
# **Predict**: rank the four helices by their moment. Then choose each, and change the angle to something that is no helix.

# %%
explore.wheel

# %% [markdown]
# Helix D is the textbook case: 0.53,<!-- fact:helix_moments.D --> with a greasy and a watery half. B follows with 0.46.<!-- fact:helix_moments.B --> C has only 0.32 <!-- fact:helix_moments.C --> and A 0.26,<!-- fact:helix_moments.A --> for different reasons. C is the greasiest of all, on average 0.42 <!-- fact:helix_hydrophobicity.C --> where A has 0.07,<!-- fact:helix_hydrophobicity.A --> so its sides differ less. A mixes both kinds on several sides.
#
# Is the moment good enough to find helices in a sequence, without any structure? Try every angle:

# %%
explore.moment_chart()

# %% [markdown]
# Not quite. All four curves have a peak just beyond 100°,<!-- given --> so there is something to it. But for A and C the highest peak is elsewhere, near the angle of a **strand**, whose side chains point up and down in turn. From these two sequences alone you would have guessed wrong.

# %%
ask("greasy_side")

# %% [markdown]
# ## The contact map
#
# A map can show a fold on flat paper: a point at (*i*, *j*) where residue *i* touches residue *j*. What "touches" means is our choice: closest heavy atoms (all but hydrogen) within some distance, or Cα atoms within a larger one.
#
# **Predict**: A and D lie side by side and run opposite ways. What will their contacts look like on the map?

# %%
explore.contact_map

# %% [markdown]
# A stripe across: where one number goes up the other goes down. Three of them stand out, A with C, A with D, and B with C, just the pairs that are neighbors in space. A and B, or C and D, which run the same way, hardly touch.
#
# At 4 Å <!-- given --> heavy atoms make hundreds of contacts and Cα atoms none at all: these are never that close, unless they are next to each other in the chain. To see the same fold with Cα atoms takes about 8 Å.<!-- given --> A list of contacts without its rule is worth nothing.

# %%
ask("stripe")

# %% [markdown]
# ## Who touches which chain?
#
# The receptor of IL-2 has three chains. **α** (CD25) only catches IL-2; **β** (CD122) and **γc** (CD132, the common γ chain) carry enzymes on their inner ends, and when both hold the same IL-2 the enzymes start the signal. Lesson 2 is about them. Two groups solved crystals of IL-2 with all three: 2B5I at 2.3 Å <!-- fact:resolution_2b5i --> (Wang 2005<!-- cite:wang2005 -->) and 2ERJ at 3 Å <!-- fact:resolution_2erj --> (Stauber 2006<!-- cite:stauber2006 -->).

# %%
ask("predict_largest")

# %% [markdown]
# The course brings what we computed from 2B5I. If you have a network, set `online` to `True`: the entry is fetched once from the archive, checked and kept. Without it you see our IL-2 alone, colored by the chain that each residue touches in 2B5I.

# %%
online, entry = False, None
try:
    entry = structure.fetch("2B5I") if online else None
except structure.NotFetched as problem:
    print(problem)
partners = tuple(entry.receptor.values()) if entry else ()
MoleculeView(entry.il2 if entry else il2, coloring="interface", partners=partners)

# %%
explore.interface_chart()

# %% [markdown]
# Three patches. α sits on A′, the loop after it, and helix B. β sits in the groove between A and C. γc sits on A and D, at the other end of the molecule from α.
#
# How large is a hold? Roll the ball over IL-2 alone, over the chain alone, and over both together. What is missing at the end is the **buried area**, counted on both sides.

# %%
explore.area_chart()

# %% [markdown]
# α hides 1636 Å²,<!-- fact:buried_area.alpha --> β 1322 Å² <!-- fact:buried_area.beta --> and γc 978 Å².<!-- fact:buried_area.gamma_c --> α touches neither β nor γc, while these two hide 1743 Å² <!-- fact:buried_area_receptor.beta_gamma_c --> between each other, more than any of them with IL-2. The order α, β, γc and the missing contact of α are the same in the other crystal (Stauber 2006). Keep the large area between β and γc in mind for lesson 2, where γc alone hardly binds IL-2, but joins readily once β holds it: the two build one site.
#
# How many residues are in an interface? Within 4 Å <!-- given --> of α are 15 residues <!-- fact:interface_sizes.alpha.near --> of IL-2, yet 20 <!-- fact:interface_sizes.alpha.covered --> lose some surface to it. Which of them are for α alone?

# %%
# NBVAL_CHECK_OUTPUT
touches = facts.interface_contacts.value
for chain, labels in touches.items():
    others = {label for other in touches if other != chain for label in touches[other]}
    print(f"{chain:8s} {len(labels)} residues, shared:", *sorted(set(labels) & others) or ["none"])

# %% [markdown]
# All of α's residues are its own. Only E15 serves two masters, β and γc. So a change on the α side should leave β and γc alone, which is what makes IL-2 so inviting to engineers.

# %% [markdown]
# ## Does what moves bind?
#
# Between two crystals of IL-2, ours and 1M47, 118 residues <!-- fact:forms_shared --> can be compared. Laid upon each other as well as can be, their Cα atoms are 1.24 Å <!-- fact:forms_rmsd --> apart (root mean square, RMSD). Over the four helices alone it is 0.48 Å.<!-- fact:forms_rmsd_helices --> So something else moved a lot. (With a network, `structure.superpose(structure.fetch("1M47").il2, il2).rmsd_A` computes it again.)
#
# It is tempting to say: what moves is what binds. Chemists who sought small molecules against the α side found it adaptive (Arkin 2003). **Predict**: which residues moved most, and do they touch α?

# %%
explore.forms

# %% [markdown]
# The four whose Cα moved most, N77, F78, R83 and N33, touch no chain at all. They stand in loops. (Three of them frame the residues our crystal does not show.) Among the backbones, those that touch α moved no farther than the rest, and those that touch β less:

# %%
for of, table in {"Cα": facts.moves_backbone, "side chains": facts.moves_side_chains}.items():
    for chain, row in table.value.items():
        print(f"{of:11s} {chain:8s} {row['inside']:.2f} Å, others {row['outside']:.2f} Å, p = {row['p']}")

# %% [markdown]
# (Each number is a median, and **p** says how often chance alone would separate the two groups so far or farther.) The Cα atoms at α moved 0.53 Å,<!-- fact:moves_backbone.alpha.inside --> all others 0.44 Å <!-- fact:moves_backbone.alpha.outside --> (p = 0.93<!-- fact:moves_p.alpha -->): no difference. At β it is 0.31 Å <!-- fact:moves_backbone.beta.inside --> against 0.46 Å <!-- fact:moves_backbone.beta.outside --> (p = 0.05<!-- fact:moves_p.beta -->).
#
# With side chains there is a difference at α: 2.33 Å <!-- fact:moves_side_chains.alpha.inside --> against 1 Å <!-- fact:moves_side_chains.alpha.outside --> (p = 0.045<!-- fact:moves_p.alpha_side_chains -->). One small p among six comparisons is no rarity, and there is a second reason for care.

# %%
ask("what_moves")

# %% [markdown]
# An interface is on the surface, and on the surface side chains have room. Compare like with like, only those that show more than a quarter of their surface: 2.87 Å <!-- fact:moves_exposed_side_chains.alpha.inside --> against 1.86 Å <!-- fact:moves_exposed_side_chains.alpha.outside --> (p = 0.26<!-- fact:moves_p.alpha_exposed -->). There may be something, but these two crystals do not show it. Two crystals are also only two: each molecule leans on its neighbors in its own way.
#
# A single crystal has a hint of its own: the **B-factor** of each atom, large where the atom is smeared out.

# %%
explore.flexibility_chart()

# %% [markdown]
# The loops before and after helix C stand out, and the end of the chain. Of those that are labeled only T133 touches a chain, γc. But helix C, between two restless loops, touches β, and the "superkine", an IL-2 bred for tight binding to β, has most of its changes in the core, where by simulation they hold this very helix still ([Levin 2012](https://doi.org/10.1038/nature10975)). So motion does bear on binding, in ways that two crystals do not show.

# %% [markdown]
# ## Design a mutein
#
# You want an IL-2 that α cannot catch, and that β and γc hold as before. Choose changes on each side and read the caption.

# %%
explore.mutein_designer

# %% [markdown]
# The caption also warns of changes in the core, C125S among them. The drug shows that a warning is no verdict: a serine fits where the cysteine was.
#
# Their function takes any names. Try your own:

# %%
explore.mutein_chart("F42A", "Y45A", "L72G")

# %%
ask("no_alpha")

# %% [markdown]
# These three take about a quarter of α's area and nothing from the other two. But the chart shows only *who is in the way*, as a share of the area. Is that also a share of the binding?

# %%
ask("predict_cost")

# %% [markdown]
# R38 holds 15 % <!-- fact:buried_share.R38 --> of the area that IL-2 gives to α, F42 11.4 %.<!-- fact:buried_share.F42 --> Measured with IL-2 tied to a piece of antibody, R38Q binds α 3.7-fold <!-- fact:r38q_alpha_fold --> more weakly and F42Q 50-fold <!-- fact:f42q_alpha_fold --> ([Farhat 2021](https://doi.org/10.1016/j.celrep.2021.109044)). The larger area matters far less.
#
# On the other side D20 holds a mere 3.9 % <!-- fact:buried_share.D20 --> of the area given to β. Yet D20N costs about 20-fold <!-- fact:d20n_weigel --> in binding to the whole receptor and in growth of cells, and nothing in binding to α (Weigel 1989<!-- cite:weigel1989 -->). N88D, with 9.4 %,<!-- fact:buried_share.N88 --> costs 7.9-fold.<!-- fact:n88d_beta_fold --> And laboratories disagree here too: for R38Q that older work found about 20-fold <!-- fact:r38q_weigel --> where the newer one has 3.7-fold,<!-- fact:r38q_alpha_fold --> by other methods, and in the older one the cells grew just as well.
#
# The boldest survey was made on mouse IL-2, with 1393 muteins.<!-- fact:mouse_mutants_made --> Of its 149 residues <!-- fact:mouse_mutants.tried --> 44 <!-- fact:mouse_mutants.important --> mattered: 21 <!-- fact:mouse_mutants.structural --> for the fold, 19 <!-- fact:mouse_mutants.alpha --> for α, but only 3 <!-- fact:mouse_mutants.beta --> for β and 1 <!-- fact:mouse_mutants.gamma_c --> for γc (Zurawski 1993<!-- cite:zurawski1993 -->), where the human crystal has 14 <!-- fact:interface_sizes.beta.near --> and 12 <!-- fact:interface_sizes.gamma_c.near --> in contact. Most residues that touch are not missed when they are changed one at a time.
#
# **Area is not energy.** A structure tells where to look and what not to touch. How much a change costs, one has to measure, and what it then does to a cell with thousands of receptors, one has to model. That is lesson 2.

# %% [markdown]
# ## What popular summaries get wrong
#
# - *"IL-2 is stabilized by disulfide bonds."* By one, C58 with C105. C125 is free, and the drug has a serine there.
# - *"IL-2 has 153 amino acids."* <!-- fact:il2_lengths.precursor --> Its precursor has. IL-2 outside the cell has 133,<!-- fact:il2_lengths.mature --> and the drug 132.<!-- fact:il2_lengths.aldesleukin -->
# - *"IL-2 was discovered in the 1970s"* is right, and so is the four-helix bundle.

# %% [markdown]
# ## The answer
#
# IL-2 is a bundle of four helices that run up, up, down and down, held together by a greasy core and one disulfide, C58 with C105. Its surface has room for three because the three are not alike: α takes A′, the loop after it and helix B, β the groove between A and C, γc a smaller patch on A and D, completed by β itself. α is far from the other two, and none of its contact residues is shared. So that is where one can change IL-2 to shake off just one chain: F42, Y45 or L72, or R38. What the structure does not give is the price of each change, for area is not energy, and what moves between crystals is not simply what binds.

# %% [markdown]
# ## Notation
#
# | symbol | meaning | unit |
# | --- | --- | --- |
# | F42 | phenylalanine at place 42 of the mature protein | |
# | F42A | alanine in its place | |
# | precursor, mature | before and after the signal peptide is cut off | |
# | mutein | a protein with residues changed on purpose | |
# | Da | dalton, about the mass of a hydrogen atom | |
# | Å | ångström, a ten-millionth of a millimeter | |
# | $\varphi$, $\psi$ | torsions of the backbone before and after a Cα | ° |
# | moment | mean of the arrows of all side chains around a helix, per residue | |
# | accessible | share of a residue that a ball like water can touch | % |
# | buried area | surface that two chains hide from water, both sides | Å² |
# | RMSD | root-mean-square distance after superposition | Å |
# | B-factor | how smeared out an atom is | Å² |
# | PDB | the Protein Data Bank, whose entries have codes such as 2B5I | |

# %% [markdown]
# ## References

# %%
facts.references(
    "arakawa1986", "arkin2003", "clinigen2024", "conradt1985", "eisenberg1982", "eisenberg1984", "farhat2021",
    "kabsch1983", "kato1985", "levin2012", "liang1986", "morgan1976", "robb1984", "stauber2006", "taniguchi1983", "wang1984", "wang2005",
    "weigel1989", "yamada1986", "zurawski1993",
)
