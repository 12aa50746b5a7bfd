# %% [markdown]
# # Exercises 1: the structure
#
# Seven exercises, from easy to hard; allow two hours. They build on lesson 1.
#
# Write your answers into the cells that ask for them and keep the names: an answer is found by its name, and the last definition counts. You may add cells of your own. `check("name")` looks at one answer, gives a hint when it knows what went wrong, and never stops the notebook.
#
# First say who you are: put the id your instructor gave you between the quotes. Working on your own? Leave `practice`.

# %%
student = "practice"

# %%
import numpy as np
from Bio.Data.IUPACData import protein_weights
from scipy.spatial.distance import cdist

from il2course import coordinates
from il2course.check import check, progress

il2 = coordinates.il2()  # IL-2 itself, to try your functions on

# %% [markdown]
# ## 1. Name a mutein
#
# A database gives a `precursor`: a signal peptide of `signal` residues, and behind it the mature protein. A paper gives the sequence of a mature `mutein`, which is as long as the mature protein. How would the paper call it?
#
# Write `mutein_name(precursor, signal, mutein)`. It returns text: for each mutation the old residue, its number in the mature protein, and the new residue, as in `F42A`. Mutations stand in the order of the sequence, with one space between them. There is always one at least.
#
# Example: `mutein_name("MKLAPTSF", 3, "AATGF")` is `"P2A S4G"`.

# %%
def mutein_name(precursor, signal, mutein):
    """All mutations of a mutein, as in "F42A C125S"."""
    ### BEGIN SOLUTION
    pairs = zip(precursor[signal:], mutein, strict=True)
    return " ".join(f"{old}{number}{new}" for number, (old, new) in enumerate(pairs, start=1) if old != new)
    ### END SOLUTION

# %%
check("mutein_name")

# %% [markdown]
# ## 2. What the mass spectrometer shows
#
# In electrospray a protein flies as an ion: the neutral molecule with `charge` extra protons. The instrument shows the mass of the ion divided by `charge`. Write `ion_mz(sequence, disulfides, charge)`, this quotient in Da, for a chain with `disulfides` disulfide bonds in it. Do not round it.
#
# Take average masses, over nature's mixture of isotopes. `protein_weights` holds those of the **free** amino acids, by letter: `protein_weights["G"]` is that of glycine from a bottle. Those of water, a hydrogen atom and a proton stand below. Each peptide bond sets one water free. Each disulfide bond sets two hydrogens free.
#
# Example: `ion_mz("GAC", 0, 1)` is 250.295.<!-- given -->

# %%
WATER_DA = 18.0153
HYDROGEN_DA = 1.0079
PROTON_DA = 1.0073

# %%
def ion_mz(sequence, disulfides, charge):
    """Average mass of the ion divided by its charge, Da."""
    ### BEGIN SOLUTION
    free = sum(protein_weights[letter] for letter in sequence)
    neutral = free - (len(sequence) - 1) * WATER_DA - 2 * disulfides * HYDROGEN_DA
    return (neutral + charge * PROTON_DA) / charge
    ### END SOLUTION

# %%
check("ion_mz")

# %% [markdown]
# ## 3. A mutation turns the greasy side
#
# Look along an α helix. Its first side chain points at 0°,<!-- given --> and each next one 100° <!-- given --> further on. Draw one arrow for each residue, in the direction of its side chain and as long as its hydrophobicity; a negative one points the opposite way. The sum of all arrows is the **hydrophobic moment**, and its direction is the middle of the greasy side.
#
# Now a mutation changes the hydrophobicity of one residue. Write `swing_deg(hydrophobicity, place, new)`: by how many degrees does the direction of the moment turn? `hydrophobicity` is an array, `place` says which residue changes (the first is number 1), and `new` is its hydrophobicity after that. It is positive when the moment turns the way in which the angles of the side chains grow, and lies between −180° <!-- given --> and 180°.<!-- given -->
#
# Mind that NumPy's `sin`, `cos` and `exp` want radians. Example: `swing_deg([1, 0, 0], 2, 1)` is 50.<!-- given -->

# %%
def swing_deg(hydrophobicity, place, new):
    """Turn of the hydrophobic moment by one mutation, degrees."""
    ### BEGIN SOLUTION
    before = np.array(hydrophobicity, dtype=float)
    after = before.copy()
    after[place - 1] = new
    arrow = np.exp(1j * np.radians(100 * np.arange(len(before))))
    return np.degrees(np.angle(np.sum(after * arrow) / np.sum(before * arrow)))
    ### END SOLUTION

# %%
check("swing_deg")

# %% [markdown]
# ## 4. How a helix winds
#
# `ca_A` holds the positions of successive Cα atoms of a perfect straight helix in Å, one row each, six rows at least. Write `helix_turn(ca_A)`. It returns an array of two numbers: the **turn** from one residue to the next in degrees, positive for a right-handed and negative for a left-handed helix, and the **rise** from one residue to the next along the axis in Å, always positive. The turn is less than half a circle.
#
# A way: call three successive positions $r_0, r_1, r_2$. The vector $r_0 - 2 r_1 + r_2$ points from $r_1$ straight at the axis (why?). The angle between two such vectors, of neighboring residues, is the turn, and the direction perpendicular to both runs along the axis. Whether their cross product then points up or down the chain tells the hand.
#
# When it passes, try it on six neighbors in a helix of IL-2: `helix_turn(il2.atoms.of(range(10, 16), ["CA"]).xyz_A)`. What do you expect, and what do you find elsewhere in the chain?

# %%
def helix_turn(ca_A):
    """Array of the turn (degrees, negative if left-handed) and the rise (Å) per residue."""
    ### BEGIN SOLUTION
    inward = ca_A[:-2] - 2 * ca_A[1:-1] + ca_A[2:]
    one, other = inward[0], inward[1]
    axis = np.cross(one, other)
    turn = np.degrees(np.arctan2(np.linalg.norm(axis), one @ other))
    rise = (ca_A[2] - ca_A[1]) @ axis / np.linalg.norm(axis)
    return np.array([turn * np.sign(rise), abs(rise)])
    ### END SOLUTION

# %%
check("helix_turn")

# %% [markdown]
# ## 5. Who touches whom
#
# You get the atoms of a chain, one row each: `number`, an array of residue numbers, which `check` gives as floats; `name`, a list of atom names such as `"CA"`; `xyz_A`, an array of positions in Å with three columns. Names of hydrogens, and only those, begin with `H`. Some residues are missing.
#
# Two residues **touch** when a heavy atom (any but hydrogen) of one is no further than `cutoff_A` from a heavy atom of the other. Neighbors in the chain do so anyway, so count only pairs whose residue numbers differ by 3 or more.
#
# Write `contacts_per_residue(number, name, xyz_A, cutoff_A)`: an array that says for each residue, in the order of residue numbers, how many other residues it touches.
#
# When it passes, try it on IL-2 itself: `contacts_per_residue(il2.atoms.number, il2.atoms.name, il2.atoms.xyz_A, 4.0)`. Which residues touch the most others, and where do they lie?

# %%
def contacts_per_residue(number, name, xyz_A, cutoff_A):
    """Array of how many other residues each residue touches, in the order of residue numbers."""
    ### BEGIN SOLUTION
    heavy = np.array([not each.startswith("H") for each in name])
    residue, xyz = np.asarray(number)[heavy], xyz_A[heavy]
    near = cdist(xyz, xyz) <= cutoff_A
    one, other = residue[np.argwhere(near)].T
    pairs = np.unique(np.stack([one, other], axis=1)[np.abs(one - other) >= 3], axis=0)
    return np.array([np.sum(pairs[:, 0] == each) for each in np.unique(residue)])
    ### END SOLUTION

# %%
check("contacts_per_residue")

# %% [markdown]
# ## 6. What moves
#
# The same protein in two crystals: `moving_A` and `fixed_A` are positions in Å of the same atoms in the same order, three columns each. The first `core` rows are its rigid core.
#
# Turn and shift `moving_A` as a rigid body so that its **core** comes as close as it can to the core of `fixed_A`: the sum of squared distances over the core is as small as any rotation and shift can make it. Write `displacement_A(moving_A, fixed_A, core)`: an array of how far each atom, of the core and of the rest, then is from its partner, in Å.
#
# The recipe is known as the Kabsch algorithm. Proteins are handed, so a mirror image is no rotation: beware of matrices with determinant −1. A copy of the same points that was only turned and shifted must come out as zeros. A thousandth of an Å is accurate enough.

# %%
def displacement_A(moving_A, fixed_A, core):
    """Array of the distance that is left at each atom once the core is fitted, Å."""
    ### BEGIN SOLUTION
    moving = moving_A - moving_A[:core].mean(axis=0)
    fixed = fixed_A - fixed_A[:core].mean(axis=0)
    left, _, right = np.linalg.svd(moving[:core].T @ fixed[:core])
    flip = np.diag([1, 1, np.sign(np.linalg.det(left @ right))])
    return np.linalg.norm(moving @ (left @ flip @ right) - fixed, axis=1)
    ### END SOLUTION

# %%
check("displacement_A")

# %% [markdown]
# ## 7. Design a mutation
#
# You want an IL-2 that lets go of the α chain and holds β and γc as before. The plan: one mutation to alanine.
#
# You get a piece of IL-2, heavy atoms only, as in exercise 5: `number`, `name` and `xyz_A`. `alpha_A`, `beta_A` and `gamma_A` are the positions of the heavy atoms of the three chains around it. A **contact** is a pair of atoms, one of each partner, no further than 4 Å <!-- given --> apart.
#
# A mutation to alanine keeps the atoms N, CA, C, O and CB where they are and removes the rest of the side chain, with its contacts. Of the residues that have no contact with β and none with γc, by any of their atoms, find the one whose mutation loses the most contacts with α; of equals take the lowest number.
#
# Write `best_alanine(number, name, xyz_A, alpha_A, beta_A, gamma_A)`. It returns an array of two numbers: the number of that residue, and how many contacts with α are lost.

# %%
def best_alanine(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    """Array of the residue to mutate and the contacts with α that are lost."""
    ### BEGIN SOLUTION
    contacts = {
        chain: np.sum(cdist(xyz_A, there) <= 4.0, axis=1)
        for chain, there in {"α": alpha_A, "β": beta_A, "γc": gamma_A}.items()
    }
    goes = ~np.isin(name, ["N", "CA", "C", "O", "CB"])
    lost = {}
    for residue in np.unique(number):
        own = number == residue
        if not np.any(contacts["β"][own]) and not np.any(contacts["γc"][own]):
            lost[residue] = np.sum(contacts["α"][own & goes])
    best = max(lost, key=lost.get)
    return np.array([best, lost[best]])
    ### END SOLUTION

# %%
check("best_alanine")

# %% [markdown]
# ## How far you are
#
# The last cell shows for how many points the public checks pass. These are no marks yet: for those, other cases are tried. It is kept in the file `progress.json` beside this sheet, and nothing sends it anywhere.

# %%
progress("01_structure")
