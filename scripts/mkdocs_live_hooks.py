"""The second hook of mkdocs.yml: live cells and the Content-Security-Policy. Runs after scripts/mkdocs_hooks.py."""

from course.site.live import on_config, on_files, on_post_build, on_post_page, on_post_template  # noqa: F401
