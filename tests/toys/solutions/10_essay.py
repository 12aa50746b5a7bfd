# %%
student = "practice"

# %%
### BEGIN SOLUTION
first_cell = "Treg"
### END SOLUTION

# %%
### BEGIN SOLUTION
why = "It has the most CD25."
### END SOLUTION
