"""The weights of the model that answers as pages load them: parts that every static host takes, and what is in them.

FOLDER/part-00.bin …   the numbers as the GGUF file has them, in order, without its header
FOLDER/weights.json    sizes of the model, where each tensor begins in the joined parts, length of the parts
"""

import json
from pathlib import Path

from course.errors import CourseError
from course.files import digest_of, is_made, note_made, write_if_changed
from course.tokenizers.gguf_reader import read_header

PART = 20 << 20  # bytes; several hosts of static sites refuse files above 25 MB
_FLOAT32, _Q4_1, _Q8_0 = 0, 3, 8  # what live/src/model/kernel.wat can read


def weight_parts(gguf: Path, sha256: str, model: str, repo: str, folder: Path) -> Path:
    """Cut the verified file `gguf` (its hash is `sha256`), unless that has been done; returns weights.json.

    `model`: the id of the tokenizer that belongs to it; `repo`: where the Hub has the file.
    Raises CourseError for weights that a page cannot use.
    """
    described = folder / "weights.json"
    stamp, key = folder / ".inputs", json.dumps([sha256, model, repo, gguf.name, digest_of([Path(__file__)])])
    if is_made(stamp, key, [described, *folder.glob("part-*.bin")]):
        return described
    data = gguf.read_bytes()
    metadata, tensors = read_header(data, gguf.name)
    if strange := [t.name for t in tensors if t.kind not in (_FLOAT32, _Q4_1, _Q8_0)]:
        raise CourseError(
            f"{strange[0]} of {gguf.name} is of a kind that pages do not know (live/src/model/kernel.wat)."
        )
    start = min(tensor.start for tensor in tensors)
    folder.mkdir(parents=True, exist_ok=True)
    parts = {}
    for number, at in enumerate(range(start, len(data), PART)):
        part = folder / f"part-{number:02}.bin"
        write_if_changed(part, data[at : at + PART])
        parts[part.name] = part.stat().st_size
    for stale in set(folder.glob("part-*.bin")) - {folder / name for name in parts}:
        stale.unlink()
    vocabulary, width = next(t.shape for t in tensors if t.name == "token_embd.weight")
    found = {
        "model": model,
        "sha256": sha256,
        "origin": [repo, gguf.name],
        "sizes": {
            "layers": metadata["llama.block_count"],
            "heads": metadata["llama.attention.head_count"],
            "groups": metadata["llama.attention.head_count_kv"],
            "epsilon": metadata["llama.attention.layer_norm_rms_epsilon"],
            "base": metadata["llama.rope.freq_base"],
            "width": width,
            "hidden": metadata["llama.feed_forward_length"],
            "vocabulary": vocabulary,
        },
        "tensors": {tensor.name: [tensor.kind, tensor.start - start] for tensor in tensors},
        "bytes": len(data) - start,
        "parts": parts,
    }
    write_if_changed(described, json.dumps(found).encode())
    note_made(stamp, key, [described, *folder.glob("part-*.bin")])
    return described
