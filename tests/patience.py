"""How long the tests wait for anything: one generous limit, so that a busy machine is slow and not wrong."""

SECONDS = 180
MILLISECONDS = SECONDS * 1000
