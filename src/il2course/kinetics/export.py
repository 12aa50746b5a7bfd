"""Networks for other simulators: Antimony text and SBML.

The way back, from a file of BioModels into numbers beside ours, needs no code here. In an environment of its own
(`python3 -m venv roadrunner && roadrunner/bin/pip install libroadrunner`):

    import roadrunner
    model = roadrunner.RoadRunner("BIOMD0000000665.xml")     # downloaded from the BioModels page
    model.setIntegrator("cvode")
    model.integrator.relative_tolerance = 1e-10
    model.integrator.absolute_tolerance = 1e-12
    table = model.simulate(0, 1440, 97)                       # first column time, then [species]
    print(model.getAntimony())                                # the reactions as text, to be written as ours

Compare its table with `Network.simulate` at the same times; CONTRIBUTING says how a published model enters the course.
"""

from collections.abc import Mapping

from il2course.arguments import non_negative, number
from il2course.errors import CourseError
from il2course.kinetics.law import LAWS
from il2course.kinetics.network import Network
from il2course.kinetics.reaction import NAME, Factor, NetworkError, Reaction
from il2course.signature import typed

NO_ANTIMONY = (
    "SBML export needs the package antimony, which the course does not install: `pip install antimony` in an "
    "environment of your own, or use to_antimony() and convert its text there"
)


@typed
def to_antimony(
    network: Network, initial: Mapping[str, float], parameters: Mapping[str, float], name: str = "network"
) -> str:
    """The network with its amounts and constants as Antimony text, one condition.

    Every step stands as a reaction of its own, its rate written out.

    Raises
    ------
    NetworkError
        when a constant is missing, a species unknown, or the name no word.
    """
    if not NAME.match(name):
        raise NetworkError(f"name must be a word like 'network', got {name!r}")
    missing = [one for one in network.parameters if one not in parameters]
    if missing:
        raise NetworkError(f"parameters must give {', '.join(network.parameters)}; {', '.join(missing)} missing")
    for one in initial:
        network.index(one)
    lines = [f"model {name}()"]
    lines += [f"  compartment outside = 1; {_compartments(network)}".rstrip("; ") + ";"]
    for species in network.species:
        held = "$" if species in network.held else ""
        amount = float(non_negative(species, number(species, initial.get(species, 0.0))))
        lines.append(f"  species {held}{species} in {network.place_of(species) or 'outside'} = {amount!r};")
    lines += [f"  {one} = {number(one, parameters[one])!r};" for one in network.parameters]
    lines += [f"  J{index}: {text};" for index, text in enumerate(_steps(network))]
    return "\n".join([*lines, "end", ""])


def _compartments(network: Network) -> str:
    return "; ".join(f"compartment {place.name}" for place in network.compartments)


def _steps(network: Network) -> list[str]:
    """Every reaction one way at a time, as `A + B -> AB; rate`."""
    texts = []
    for line in network.reactions:
        texts.append(_step(network, line.reactants, line.products, line.forward, line))
        if line.reverse:
            texts.append(_step(network, line.products, line.reactants, line.reverse, line))
    return texts


def _step(
    network: Network, reactants: tuple[str, ...], products: tuple[str, ...], constant: str, line: Reaction
) -> str:
    where = network.place_of((reactants or products or ("",))[-1])
    terms = [*filter(None, [where]), constant, *reactants, *(f"({_formula(factor)})" for factor in line.factors)]
    return f"{' + '.join(reactants)} -> {' + '.join(products)}; {' * '.join(terms)}"


def _formula(factor: Factor) -> str:
    return LAWS[factor.law].formula.format(*factor.constants, x=factor.species)


@typed
def to_sbml(
    network: Network, initial: Mapping[str, float], parameters: Mapping[str, float], name: str = "network"
) -> str:
    """The same as SBML, through the package antimony.

    Raises
    ------
    CourseError
        when antimony is not installed, or refuses the text.
    """
    text = to_antimony(network, initial, parameters, name)
    try:
        import antimony
    except ImportError:
        raise CourseError(NO_ANTIMONY) from None
    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(text) < 0:
        raise CourseError(f"antimony cannot read the model: {antimony.getLastError()}")
    return antimony.getSBMLString(name)
