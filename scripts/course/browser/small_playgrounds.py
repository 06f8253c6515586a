"""What the small playgrounds in lessons show, for the build, which computes it (live/build/known.mjs)."""

import json
from pathlib import Path

from course.pages.embeds import PARAGRAPH, embed_of


def small_playgrounds(notebooks: Path) -> list[dict]:
    """Those of which the build computes all that they open with."""
    found = []
    for path in sorted(notebooks.glob("*.ipynb")):
        cells = json.loads(path.read_bytes())["cells"]
        for prose in ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"):
            embeds = map(embed_of, PARAGRAPH.finditer(prose))
            found += [
                {"kind": one.computed, "text": one.text, "models": list(one.models), "switched": one.switched}
                for one in embeds
                if one.computed
            ]
    return found
