# ---
# title: Outputs
# question: What does a cell show?
# description: A miniature lesson with one of each kind of output.
# ---

# %% [markdown] id="title"
# # Outputs
#
# Prose comes before the code.

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="streams"
import sys

print("one")
print("two", end="")
sys.stdout.write("\n")
print("안녕하세요 🤗")

# %% id="result"
words = ["a", "b"]
words

# %% [markdown] id="quoted"
# There are {{= len(words) }} words, the first is `{{= words[0] }}`.

# %% id="nothing"
None

# %% id="silenced"
words;

# %% id="display-between"
from tour import show, table

print("before")
show(table([["a", 1], ["b", 20]], header=["word", "count"]))
show("text", words)
print("after")
table([["<b>", 1.5]], header=["x", "y"])

# %% id="error" tags=["raises"]
print("printed first")
{}["missing"]

# %% id="own-error" tags=["raises"]
class TooLong(ValueError):
    pass


raise TooLong("too long:\n  two lines")

# %% id="source"
import inspect


def double(x):
    # doubles
    return 2 * x


print(inspect.getsource(double))
double(2)

# %% id="main"
__name__, "__file__" in globals()

# %% id="warning" tags=["stderr"]
sys.stderr.write("to stderr\n")
print("to stdout")
