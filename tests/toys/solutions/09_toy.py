# %% [markdown]
# # A toy sheet

# %%
import numpy as np

from il2course.questions.variant import chosen

student = "practice"
highest = chosen("doses_nM", student, {"nM": 1000.0}, [{"nM": 100.0 * step} for step in range(1, 9)])["nM"]


# %%
def share(dose_nM, kd_nM):
    """Share of receptors bound."""
    ### BEGIN SOLUTION
    return dose_nM / (dose_nM + kd_nM)
    ### END SOLUTION


# %%
### BEGIN SOLUTION
closure_nM = 10 * 63 / 144
### END SOLUTION

# %%
### BEGIN SOLUTION
doses_nM = highest / 10.0 ** np.arange(5)
### END SOLUTION
