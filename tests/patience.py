"""How long the tests wait for anything: one generous limit, so that a busy machine is slow and not wrong."""

SECONDS = 180
MILLISECONDS = SECONDS * 1000
# nbclient has shorter limits of its own for the start of a kernel and for what it prints, which it would lose silently.
PATIENT = {
    "timeout": SECONDS,
    "startup_timeout": SECONDS,
    "iopub_timeout": SECONDS,
    "raise_on_iopub_timeout": True,
}
