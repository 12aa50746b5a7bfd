"""Lesson 4: what is asked, how it is checked, what usually goes wrong."""

from il2course.questions.question import MultipleChoice, Option

MULTIPLE_CHOICE = (
    MultipleChoice(
        "predict_high_dose",
        "Of a hundred patients with metastatic melanoma on high-dose IL-2, how many saw their tumors shrink by enough to count as a response?",
        (
            Option(
                "two or three",
                "You expect a drug of its time. Read the counts, then ask how long the responses lasted.",
            ),
            Option(
                "about one in six",
                "You expect few, but not none. Read the counts, then ask how long the responses lasted.",
            ),
            Option("about half", "A drug called promising should do that, you may think. Read the counts."),
            Option("more than eighty", "That would have ended the search for anything else. Read the counts."),
        ),
    ),
    MultipleChoice(
        "printed_level",
        "A paper of 1995 reports 36 of 255 responders with a “90 % interval of 10 to 19 %”. You recompute. What do you conclude?",
        (
            Option(
                "the responders were counted wrongly",
                "The counts agree with the rate in the same sentence. Look at the ends of the interval.",
            ),
            Option(
                "intervals of that time were narrower",
                "Clopper and Pearson published theirs in 1934, and it has not moved since.",
            ),
            Option(
                "the ends are those of 95 %",
                "The ends come out again at the usual level. The level printed beside them does not fit.",
                right=True,
            ),
            Option(
                "nothing: every method gives other ends",
                "They differ by tenths of a point here. No usual method gives these ends at 90 %.",
            ),
        ),
    ),
    MultipleChoice(
        "vial",
        "A page says: “aldesleukin, 22 MIU subcutaneously every day, a low dose”. What went wrong?",
        (
            Option(
                "a vial was taken for a dose",
                "Low doses are 1 to 3 MIU. What stands on the box is what is in the box.",
                right=True,
            ),
            Option(
                "MIU was written for IU", "22 IU would be far less than any trial gave. Think of what holds 22 MIU."
            ),
            Option(
                "nothing, if the patient weighs enough",
                "Low doses go by body surface or not by size at all, and 22 MIU would be half a high dose.",
            ),
            Option(
                "the route: low doses go into a vein", "Low doses do go under the skin. It is the amount that is wrong."
            ),
        ),
    ),
    MultipleChoice(
        "opposite_signs",
        "Without IL-2 there are fewer Tregs, fewer T cells die of overactivation, and killer T cells kill less. Which of the three makes autoimmunity milder, if anything?",
        (
            Option("fewer Tregs", "Tregs hold the others back. With fewer of them autoimmunity gets worse."),
            Option(
                "less death of activated T cells",
                "More cells survive that should have gone. That feeds autoimmunity too.",
            ),
            Option(
                "none: all three make it worse", "Two of them do. But weak killers destroy less, and let viruses live."
            ),
            Option(
                "weaker killer cells",
                "Weak killers damage less and guard less: the other side of the balance, with infections as the price.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "predict_window",
        "You read the same dose through measured curves and through a model's. Will both leave Tregs a window of their own?",
        (
            Option(
                "yes, about equally wide",
                "Both put the Treg first, so this is a fair guess. Change the source and see.",
            ),
            Option("yes, but wider in the model", "You trust models to be clean. Change the source and see."),
            Option(
                "the model's is nearly closed",
                "You remember that the model is too sensitive for the other cells. Change the source and see.",
            ),
        ),
    ),
    MultipleChoice(
        "missed_endpoint",
        "He 2020 missed its primary end point at week 12 (p = 0.052) and had p = 0.027 at week 24. How should its abstract end?",
        (
            Option(
                "low-dose IL-2 works in lupus, from week 24 on",
                "Week 24 was chosen by nobody beforehand as the test. Among several looks, one below 0.05 is no surprise.",
            ),
            Option(
                "the primary end point was missed; week 24 is a lead",
                "And so it says: the primary end point was not met. A lead is worth a trial of its own.",
                right=True,
            ),
            Option(
                "0.052 is practically 0.05, so it was met",
                "The line was drawn beforehand by those who crossed it. If 0.052 passes, so will 0.054.",
            ),
            Option(
                "low-dose IL-2 does not work in lupus",
                "A missed end point in 59 patients shows no such thing: the trial could hardly have found the difference.",
            ),
        ),
    ),
    MultipleChoice(
        "irreproducible",
        "A published p-value does not come out of the published counts by any test you know. What do you do first?",
        (
            Option(
                "report the authors for misconduct",
                "Far too soon. Look for another test, other patients or a typing error first.",
            ),
            Option(
                "keep the published one: they had the data",
                "They did, and you have their counts. A reader may recompute, and say so.",
            ),
            Option(
                "say which tests you tried, and ask what was tested",
                "It may be a model with covariates, another set of patients, or a slip. You cannot know, so say what you did.",
                right=True,
            ),
            Option(
                "take the smallest p that any test gives",
                "Then the test is chosen by its answer, and its p means nothing.",
            ),
        ),
    ),
    MultipleChoice(
        "surrogate",
        "IL-2 raised CD4 counts by 159 cells per µL in ESPRIT, and patients fared no better. Which conclusion goes too far?",
        (
            Option(
                "these cells protect nobody",
                "Too far: the interval also allows that they help as natural ones do. No benefit was shown; that none exists was not.",
                right=True,
            ),
            Option(
                "a rise of CD4 by a drug proves no benefit", "This holds: the count rose, the outcome did not follow."
            ),
            Option(
                "IL-2 did harm in this trial",
                "This holds: grade 4 events were more frequent, and chance is a poor explanation.",
            ),
            Option("the trial was needed", "This holds: before it, the count alone looked like success."),
        ),
    ),
    MultipleChoice(
        "predict_pivot",
        "20 of 38 patients with melanoma responded to bempegaldesleukin with nivolumab, without a control arm. What would the large trial find?",
        (
            Option(
                "about the same, 53 %",
                "The best single guess, if nobody had picked this trial out because it looked good.",
            ),
            Option("somewhat less, 40 to 50 %", "You expect news to shrink. See by how much."),
            Option("far less, below 30 %", "A gloomy guess. See whether the small trial could have told you."),
            Option("more, since treatment improves", "Trials that look good are those that go on. See what that does."),
        ),
    ),
    MultipleChoice(
        "denominator",
        "23 responders are given as 31.5 % of 73 patients; 89 had been treated. Which statement is right?",
        (
            Option(
                "31.5 % of all treated patients responded",
                "23 of 89 is another number. Those left out were left out after treatment.",
            ),
            Option("the choice of 73 makes no difference", "It makes a difference of almost six points."),
            Option(
                "neither denominator is wrong, if it is named",
                "73 were given the dose that was approved. Whoever asks about everyone treated needs 89, and the count among them.",
                right=True,
            ),
        ),
    ),
)

EXERCISES = ()
