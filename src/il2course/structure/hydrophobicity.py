"""How much each amino acid shuns water, and how much surface each can show."""

from types import MappingProxyType

# Eisenberg, Schwarz, Komaromy & Wall 1984, J Mol Biol 179:125 (key eisenberg1984): normalized consensus scale, mean 0.
EISENBERG = MappingProxyType(
    {
        "I": 1.38, "F": 1.19, "V": 1.08, "L": 1.06, "W": 0.81, "M": 0.64, "A": 0.62, "G": 0.48, "C": 0.29, "Y": 0.26,
        "P": 0.12, "T": -0.05, "S": -0.18, "H": -0.40, "E": -0.74, "N": -0.78, "Q": -0.85, "D": -0.90, "K": -1.50,
        "R": -2.53,
    }
)  # fmt: skip

# Tien et al. 2013, PLoS ONE 8:e80635 (key tien2013): the most a residue can show, theoretical values, Å².
MOST_ACCESSIBLE_A2 = MappingProxyType(
    {
        "A": 129.0, "R": 274.0, "N": 195.0, "D": 193.0, "C": 167.0, "E": 223.0, "Q": 225.0, "G": 104.0, "H": 224.0,
        "I": 197.0, "L": 201.0, "K": 236.0, "M": 224.0, "F": 240.0, "P": 159.0, "S": 155.0, "T": 172.0, "W": 285.0,
        "Y": 263.0, "V": 174.0,
    }
)  # fmt: skip
