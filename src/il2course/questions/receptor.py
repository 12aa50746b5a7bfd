"""Lesson 2: what is asked, how it is checked, what usually goes wrong."""

from il2course import facts
from il2course.questions.question import MultipleChoice, Option

MULTIPLE_CHOICE = (
    MultipleChoice(
        "predict_who_first",
        "A little IL-2 leaks into the blood, far less than any drug dose. Which cell notices first?",
        (
            Option(
                "the NK cell, because it has the most CD122",
                "CD122 carries the signal, so that is a fair bet. Watch what CD25 does to it.",
            ),
            Option(
                "the regulatory T cell, because it has the most CD25",
                "CD25 cannot signal. Watch how it can still decide the race.",
            ),
            Option(
                "the CD8 T cell, because it is there to kill",
                "What a cell is for does not tell what it senses. Watch the receptor counts.",
            ),
            Option(
                "all at once, since they carry the same receptor",
                "The chains are the same; their numbers are not. Watch what the numbers do.",
            ),
        ),
    ),
    MultipleChoice(
        "signaling_chains",
        "Which chains must sit on one IL-2 for the cell to signal?",
        (
            Option("α and β", "α adds binding, but its tail inside the cell is short and carries no kinase."),
            Option(
                "β and γc",
                "β brings JAK1 and γc brings JAK3; together they start the signal. α only helps to catch.",
                right=True,
            ),
            Option("all three, always", "Cells without CD25 signal too, they only need more IL-2. α is the helper."),
            Option(
                "α alone, it binds best",
                f"α alone holds IL-2 for seconds (K_D {facts.kd_alpha.value:g} nM) and passes nothing on.",
            ),
        ),
    ),
    MultipleChoice(
        "high_affinity_alpha",
        "A web page says “IL-2Rα binds IL-2 with high affinity”. What would you write to its author?",
        (
            Option(
                "nothing, it is right",
                f"Alone it has a K_D of {facts.kd_alpha.value:g} nM, a thousand times weaker than the “high-affinity receptor”.",
            ),
            Option(
                "α alone binds moderately; high affinity is what the three chains do together",
                "The picomolar number belongs to αβγ on a cell, not to a chain.",
                right=True,
            ),
            Option(
                "β is the high-affinity chain",
                f"β alone is the weaker of the two, {facts.kd_beta.value:g} nM by the same method.",
            ),
            Option(
                "γc is the high-affinity chain",
                "On its own γc hardly binds IL-2 at all; it joins once β holds the ligand.",
            ),
        ),
    ),
    MultipleChoice(
        "cycle",
        "Suppose a paper reports four constants around the cycle, and they do not close. What follows?",
        (
            Option(
                "the molecule gains energy with every round",
                "That would be a perpetual motion machine. The molecule is innocent; look at the measurements.",
            ),
            Option(
                "at least one constant is off, or was measured under other conditions",
                "Closure is a free test of any table of affinities.",
                right=True,
            ),
            Option("the cycle needs ATP", "Binding without chemistry has nothing to couple ATP to."),
            Option(
                "one of the four steps does not happen",
                "A step that is slow or rare still has to obey the same energies.",
            ),
        ),
    ),
    MultipleChoice(
        "membrane_constant",
        f"(IL-2·β) takes up γc with {facts.kd_gamma_after_beta.value:g} nM in solution. What does that say about γc on a cell?",
        (
            Option(
                "compare it with the IL-2 dose: below it, γc does not bind",
                "The dose is the concentration of IL-2. This step joins two partners in one membrane; IL-2 in the bath plays no part.",
            ),
            Option(
                "one must translate it into partners per cell first",
                "On a membrane what counts is how many partners roam the same surface.",
                right=True,
            ),
            Option(
                "γc on a cell binds exactly as tightly",
                "Tethered partners meet far more often than free ones; the number must be translated.",
            ),
        ),
    ),
    MultipleChoice(
        "off_rate",
        "One laboratory says the complex lives 50 minutes, another almost five hours. What does it change for a living T cell?",
        (
            Option(
                "everything: the signal lasts six times longer",
                "It would, if the complex stayed at the surface. How long does it?",
            ),
            Option(
                "little: the cell swallows the complex within a quarter of an hour, before either matters",
                "The disagreement is real, and for a cell that takes its receptors in it hardly matters. "
                "For a binding assay on membranes it matters very much.",
                right=True,
            ),
            Option(
                "nothing at all: one of them made a mistake",
                "Different cells, different preparations, different methods: both can have measured well.",
            ),
        ),
    ),
    MultipleChoice(
        "apparent",
        "Why does the model's Treg reach its half-maximal dose at five times the textbook's 10 pM?",
        (
            Option(
                "the model is wrong", "It has its faults (lesson 3), but this is not one: change CD25 per cell and see."
            ),
            Option(
                "the textbook is wrong",
                "It quotes cells that carry far more CD25 than a resting Treg. Both can be right.",
            ),
            Option(
                "because the number depends on how many receptors the cell has",
                "“10 pM” and “1 nM” are apparent values of particular cells, not constants of nature.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "th_ec50",
        "A review cites “the EC50 of T helper cells is 0.36 nM”. What is missing?",
        (
            Option(
                "nothing",
                "The same twelve points give three and a half times as much with another fit. A number like this needs company.",
            ),
            Option(
                "the interval, and how the curve was fitted",
                "Without both, an EC50 is not a number one can compare.",
                right=True,
            ),
            Option(
                "the Hill coefficient, which fixes it",
                "Here the Hill coefficient runs to its bound: the data are a step, and the step can stand anywhere between two doses.",
            ),
        ),
    ),
    MultipleChoice(
        "mutein",
        "You want Tregs to answer and NK cells to stay quiet. In this model, which change of IL-2 widens the gap?",
        (
            Option(
                "weaken β tenfold",
                "All four cells need β, so all four move up together. You pay in dose and gain no gap.",
            ),
            Option(
                "strengthen α tenfold", "Only a cell with CD25 feels it, and the Treg has by far the most.", right=True
            ),
            Option("remove α binding", "That takes away the one thing in which Tregs are ahead; the gap closes."),
            Option(
                "strengthen β tenfold",
                "All four move down together. A superkine wakes everybody, also those without CD25.",
            ),
        ),
    ),
)

EXERCISES: tuple = ()
