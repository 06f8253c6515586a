# ---
# title: An exercise
# question: How is an exercise checked?
# description: A miniature lesson with an exercise.
# ---

# %% [markdown] id="title"
# # An exercise

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="given"
words = "to be or not to be".split()
print(words)

# %% [markdown] id="ex-count" tags=["exercise"]
# ### Exercise: count the words
#
# Of the {{= len(words) }} words, how many are different?

# %% id="ex-count-starter" tags=["exercise"]
words = words[:1]
answer = ...

# %% [markdown] id="ex-count-hint-1" tags=["hint"]
# A set holds each value once.

# %% [markdown] id="ex-count-hint-2" tags=["hint"]
# `len` counts.

# %% id="ex-count-solution" tags=["solution"]
words = "to be or not to be".split()
answer = len(set(words))
answer

# %% id="ex-count-check" tags=["check"]
assert answer is not ..., "Put the number into `answer`."
assert answer == len(set(words)), "Some words come twice."
print("Correct: every word once.")

# %% [markdown] id="after"
# There were {{= answer }} different words among {{= len(words) }}.
