"""Scripts with which a page reads, asks or answers no sooner than a test says."""

from until import until

# Files whose names begin with "slow" are read when `release()` says so.
SLOW = """(() => {
  const read = Blob.prototype.arrayBuffer;
  const held = [];
  window.held = held;
  window.release = () => held.splice(0).forEach((go) => go());
  Blob.prototype.arrayBuffer = function () {
    if (!this.name?.startsWith("slow")) return read.call(this);
    return new Promise((done) => held.push(() => done(read.call(this))));
  };
})();"""

# Tokenizers of the reader's reach the worker, and prompts the one that renders them, when `release()` says so; `ready`
# are the tokenizers that are loaded.
HELD = """(() => {
  const post = Worker.prototype.postMessage;
  const held = [];
  window.held = held;
  window.ready = [];
  window.hold = (asks) => (window.holds = asks);
  window.release = () => {
    window.holds = null;
    held.splice(0).forEach((go) => go());
  };
  Worker.prototype.postMessage = function (...message) {
    const known = this.heard;
    this.heard = true;
    if (!known) this.addEventListener("message", ({ data }) => data.type === "ready" && ready.push(data.repo));
    if (window.holds?.(message[0])) held.push(() => post.apply(this, message));
    else post.apply(this, message);
  };
})();"""


def held(place):
    """Wait until something is held back."""
    until(place.page, "async () => held.length > 0")
