# ---
# title: The environment
# question: Does the machine show through?
# description: A miniature lesson whose outputs would differ under another environment.
# ---

# %% [markdown] id="title"
# # The environment

# %% id="setup" tags=["setup"]
# As a script this prints what the page shows; `make site` has put the tokenizers where it looks.
if "__file__" in globals():
    from tour import run_script

    run_script(__file__)

# %% id="hash"
print(hash("token"), list({"a", "b", "c", "d"}))

# %% id="terminal"
import shutil

print(shutil.get_terminal_size())

# %% id="time"
import time

print(time.tzname, time.strftime("%H:%M", time.localtime(0)))

# %% id="locale"
import locale

print(locale.setlocale(locale.LC_ALL, ""), locale.getpreferredencoding(), f"{1234.5:n}")

# %% id="folder"
import os

print(os.listdir(), "HF_TOKEN" in os.environ)

# %% id="random-order"
{"b": 1, "a": 2}
