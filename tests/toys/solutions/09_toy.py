# %% [markdown]
# # A toy sheet

# %%
import numpy as np

student = "practice"


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
doses_nM = 1000 / 10.0 ** np.arange(5)
### END SOLUTION
