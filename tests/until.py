"""Waiting for what a page can only find out asynchronously: `wait_for_function` takes a promise for a yes."""

from patience import MILLISECONDS


def until(page, condition: str) -> None:
    """Wait until the promise that `condition`, a JavaScript function, returns is true. Raises AssertionError that names
    it."""
    script = f"""async () => {{
      const end = performance.now() + {MILLISECONDS};
      while (!(await ({condition})())) {{
        if (performance.now() > end) return false;
        await new Promise((again) => setTimeout(again, 50));
      }}
      return true;
    }}"""
    assert page.evaluate(script), f"never came true: {condition}"
