# Makes this notebook run anywhere (Colab, Jupyter, your own machine): installs the libraries it was made with if
# others are here, finds or downloads the real files, and puts tour.py (the pictures) and its like where Python looks.
# No account is needed. The lesson itself starts in the next cell.
def set_up(pins, models, modules):
    import hashlib
    import importlib.metadata
    import json
    import os
    import subprocess
    import sys
    import tempfile
    import warnings
    from pathlib import Path

    def install():
        wrong = []
        for name, version in pins.items():
            try:
                here = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                here = None
            if here is None or (name == "transformers" and here != version):
                wrong.append(f"{name}=={version}")
        if wrong:
            print("Installing", ", ".join(wrong))
            done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *wrong])
            if done.returncode:
                raise RuntimeError("The installation failed: pip says why above.")
            importlib.invalidate_caches()
            if "transformers" in sys.modules:
                raise RuntimeError(
                    "Another version of transformers was in use: restart the session, then run all cells."
                )

    def folder_of(hub, repo):
        return hub / ("models--" + repo.replace("/", "--"))

    def complete(hub):
        for repo, model in models.items():
            main, files = folder_of(hub, repo) / "refs/main", folder_of(hub, repo) / "snapshots" / model["revision"]
            if not main.is_file() or main.read_text().strip() != model["revision"]:
                return False
            if not all((files / name).is_file() for name in [*model["sha256"], *["config.json"] * ("config" in model)]):
                return False
        return True

    def write(path, data):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(data)
        os.replace(part, path)  # whoever reads it meanwhile sees the old file or the new one, never half

    def download(hub):
        from huggingface_hub import get_token, hf_hub_download
        from huggingface_hub.utils import disable_progress_bars, enable_progress_bars

        def fetch(repo, revision, name):
            with tempfile.TemporaryDirectory() as temporary:
                return Path(hf_hub_download(repo, name, revision=revision, cache_dir=temporary)).read_bytes()

        token = get_token()
        copies = " and ".join(model["mirror"][0] for model in models.values() if "mirror" in model)
        llama = (
            "logged in with your Hugging Face token"
            if token
            else f"not logged in, so Llama's are the ungated copies {copies}"
        )
        large = "" if all("config" in model for model in models.values()) else " and a model of 100 MB"
        print(f"Downloading 30 MB of tokenizers{large} from the Hub, {llama}.")
        disable_progress_bars()
        for repo, model in models.items():
            sources = [(repo, model["revision"])]
            if "mirror" in model:  # the repository is gated: try it only with a token, then its byte-identical copy
                sources = (sources if token else []) + [tuple(model["mirror"])]
            for name, accepted in model["sha256"].items():
                for source in sources:
                    try:
                        data = fetch(*source, name)
                        break
                    except Exception as error:
                        reason = str(error).strip().splitlines()[0]
                else:
                    raise RuntimeError(f"{name} of {repo} could not be downloaded; run this cell again. ({reason})")
                found = hashlib.sha256(data).hexdigest()
                if token and source[0] != repo and name == next(iter(model["sha256"])):
                    print(f"Your token does not open {repo}: its files come from the ungated copy {source[0]}.")
                if found not in accepted and source[0] != repo:
                    raise RuntimeError(f"{name} of {source[0]} is not Llama's own file: its SHA-256 is {found}.")
                if found not in accepted:
                    print(f"Note: {name} of {repo} differs from the file that these outputs were made with.")
                write(folder_of(hub, repo) / "snapshots" / model["revision"] / name, data)
            if "config" in model:
                # AutoTokenizer reads no more than this from config.json; the weights' own settings are not needed.
                config = json.dumps(model["config"]).encode()
                write(folder_of(hub, repo) / "snapshots" / model["revision"] / "config.json", config)
            write(folder_of(hub, repo) / "refs/main", model["revision"].encode())
        enable_progress_bars()

    install()
    warnings.filterwarnings("ignore", message="IProgress not found")  # of progress bars, which no cell shows
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums of one order, if numpy is not loaded yet
    home = Path.home()
    own = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "token-tour"
    named = os.environ.get("HF_HUB_CACHE") or Path(os.environ.get("HF_HOME") or home / ".cache/huggingface") / "hub"
    near = [folder / ".cache/huggingface/hub" for folder in (Path.cwd(), *Path.cwd().parents)]
    hub = next((hub for hub in (Path(named), *near, own / "hub") if complete(hub)), None)
    if hub is None:
        hub = own / "hub"  # apart from your own Hub cache, which stays as it is
        download(hub)
    # From here on the files come from this folder alone. To load other models, restart and skip this cell.
    os.environ.update(HF_HUB_CACHE=str(hub), HF_HUB_OFFLINE="1")
    if "huggingface_hub" in sys.modules:  # it has read its environment already
        import huggingface_hub.constants as constants

        constants.HF_HUB_CACHE, constants.HF_HUB_OFFLINE = str(hub), True
    for name, text in modules.items():
        write(own / name, text.encode())
    sys.path.insert(0, str(own))
