"""Scripts that stand in a page as text: of the comparison page, which keeps the reader's choice of tokenizers in the
address, and of the switches in a lesson."""

import re
from pathlib import Path

from course.site.page_scripts import inline_element

_SWITCHES = re.compile(r'<div class="tt-breaker".*?</script>\s*</div>', re.DOTALL)
_CHOICE = re.compile(r'<fieldset class="tt-choices tt-columns".*?</fieldset>', re.DOTALL)


def with_columns(html: str, live: Path) -> str:
    """`html` with the script right after its checkboxes, if it has them: before the tables, so that no column comes and
    goes. `live`: the built folder live/; without it the page does as well, and a choice lasts as long as the page."""
    if not live.is_dir():
        return html
    html = _SWITCHES.sub(lambda match: match[0] + inline_element(live, "switches"), html, count=1)
    return _CHOICE.sub(lambda match: match[0] + inline_element(live, "columns"), html, count=1)
