"""What mkdocs.yml names under `hooks`. MkDocs puts this file's folder on the path while it loads it, so `course` is
found."""

from course.site.hooks import (  # noqa: F401
    on_config,
    on_files,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_post_page,
    on_pre_build,
)
