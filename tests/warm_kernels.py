"""Jupyter kernels that are copies of one process which has imported transformers and loaded tokenizers, which takes
longer than most lessons.

`WarmKernels(folder, repos, **environment)` is a context manager; `managers()` gives what NotebookClient takes as
`kernel_manager_class`. Each kernel gets its own environment, folder and memory, as one that is started plainly; only
the modules are there already, and the first `AutoTokenizer.from_pretrained(repo)` of each of the repositories takes no
time.

    python tests/warm_kernels.py SOCKET [REPO …]           the process that is copied
    python tests/warm_kernels.py --ask SOCKET CONNECTION_FILE  asks it for a kernel, and lives as long as that does
"""

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path


class WarmKernels:
    def __init__(self, folder: Path, repos: Iterable[str], **environment: str):
        self._folder, self._repos, self._environment = folder, repos, environment

    def __enter__(self):
        self._socket = self._folder / "kernels"
        spec = self._folder / "specs" / "warm"
        spec.mkdir(parents=True)
        argv = [sys.executable, __file__, "--ask", str(self._socket), "{connection_file}"]
        (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "warm", "language": "python"}))
        command = [sys.executable, __file__, self._socket, *self._repos]
        self._process = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE)
        assert self._process.stdout.readline() == b"ready\n"
        return self

    def __exit__(self, *error):
        self._process.terminate()
        self._process.wait()

    def managers(self):
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager

        specs = KernelSpecManager(kernel_dirs=[str(self._folder / "specs")])

        class Manager(AsyncKernelManager):
            def __init__(self, **settings):
                super().__init__(**settings | {"kernel_name": "warm", "kernel_spec_manager": specs})

        return Manager


def copies(path: str, *repos: str) -> None:
    """Copies itself for each connection; the copy's number is the answer."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))
    from ipykernel.kernelapp import IPKernelApp
    from transformers import AutoTokenizer

    from course.run.lesson_process import hand_out

    del sys.path[0]  # a lesson's own folder alone
    tokenizers = {repo: AutoTokenizer.from_pretrained(repo) for repo in repos}
    gc.freeze()  # a copy's collector would touch, and so copy, all of it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        print("ready", flush=True)
        while True:
            asker, _ = server.accept()
            if os.fork():
                asker.close()
                continue
            server.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            order = json.loads(asker.makefile().readline())
            asker.sendall(f"{os.getpid()}\n".encode())
            threading.Thread(target=lambda: (asker.recv(1), os._exit(1)), daemon=True).start()  # the asker has gone
            os.environ.clear()
            os.environ.update(order["environment"])
            os.chdir(order["folder"])
            sys.path[0] = ""
            hand_out(tokenizers)
            IPKernelApp.launch_instance(argv=["-f", order["file"]])
            os._exit(0)


def ask(path: str, file: str) -> None:
    """Stands for the kernel: ends when it ends, and hands signals on."""
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        order = {"file": file, "folder": os.getcwd(), "environment": dict(os.environ)}
        server.sendall(json.dumps(order).encode() + b"\n")
        answers = server.makefile()
        kernel = int(answers.readline())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, frame: os.kill(kernel, number))
        answers.read()


if __name__ == "__main__":
    ask(*sys.argv[2:]) if sys.argv[1] == "--ask" else copies(*sys.argv[1:])
