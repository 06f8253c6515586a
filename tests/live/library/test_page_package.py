"""What a reader meets in a page beyond what the real library does: refusals that name the thing and the way out."""

import json
import os
import subprocess
import sys

import live_warnings
import pytest
from live_driver import HERE, REAL

PHI = 'from transformers import AutoTokenizer\nt = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")\n'

# snippet -> beginnings and parts of what the reader sees
CASES = {
    'from transformers import AutoTokenizer\nAutoTokenizer.from_pretrained("somebody/something")':
        ["OSError: There is no tokenizer 'somebody/something' in this page, which has BAAI/bge-small-en-v1.5, ", "With the lesson's notebook or script (the links under its title)"],
    'from transformers import AutoTokenizer\nAutoTokenizer.from_pretrained("google/gemma-3-27b-it")':
        ["GemmaTokenizer(name_or_path='google/gemma-3-27b-it', "],
    "from transformers import AutoModel": ["ImportError: transformers has no 'AutoModel' here: ", "notebook or script"],
    "import transformers\ntransformers.pipeline": ["AttributeError: transformers has no 'pipeline' here: ", "notebook or script"],
    'import transformers\nhasattr(transformers, "Trainer")': ["False"],
    "from transformers.utils import cached_file": ["ImportError: transformers.utils has no 'cached_file' here: "],
    "from tokenizers import NormalizedString": ["ImportError: tokenizers has no 'NormalizedString' here: "],
    "import transformers\ntransformers.__version__": ["5.24.0"],
    PHI + "from transformers import PreTrainedTokenizer; PreTrainedTokenizer()": ["NotImplementedError: PythonBackend(…) (a tokenizer written in Python) does not work here: "],
    PHI + "from tokenizers.normalizers import Normalizer; Normalizer.custom(AutoTokenizer)": ["NotImplementedError: Normalizer.custom() does not work here: "],
    PHI + "from tokenizers.pre_tokenizers import PreTokenizer; PreTokenizer.custom(object())": ["NotImplementedError: PreTokenizer.custom() does not work here: "],
    PHI + "t.push_to_hub('x')": ["NotImplementedError: TokenizersBackend.push_to_hub() does not work here: ", "notebook or script"],
    PHI + "t.save_pretrained('x', push_to_hub=True)": ["NotImplementedError: save_pretrained(…, push_to_hub=True) does not work here: "],
    PHI + "t('a', return_tensors='np')": ["NotImplementedError: return_tensors='np' (it needs a library of arrays) does not work here: "],
    PHI + "t('a').to('cpu')": ["NotImplementedError: BatchEncoding.to() (it needs PyTorch) does not work here: "],
    PHI + "t.init_kwargs": ["AttributeError: TokenizersBackend.init_kwargs is not here: "],
    PHI + "t.backend_tokenizer.async_encode('x')": ["NotImplementedError: Tokenizer.async_encode() does not work here: "],
    PHI + "t.backend_tokenizer.normalizer.normalize('x')": ["NotImplementedError: Sequence.normalize() does not work here: "],
    "from tokenizers import Tokenizer, models\nTokenizer(models.BPE({'a': 0}, [], dropout=0.5)).encode('a')": ["Exception: this BPE drops merges by chance"],
    "from tokenizers import Regex\nRegex('(?~a)')": ["Exception: "],
    PHI + "[hasattr(x, 'foo') for x in (t, t.backend_tokenizer, t.backend_tokenizer.model, t.backend_tokenizer.normalizer, t('a'), t('a')[0])]":
        ["[False, False, False, False, False, False]"],
    "from tokenizers import Tokenizer\nTokenizer.from_file('x')": ["Exception: No such file or directory (os error 2)"],
    "from tokenizers import Tokenizer\nTokenizer.from_str('{}')": ["Exception: this JSON is no tokenizer.json: it has no `model`"],
    "from tokenizers import Tokenizer\nTokenizer.from_str('{\"model\": {\"type\": \"X\"}}')": ["Exception: the model X is unknown to this page"],
    "from tokenizers import Tokenizer\nTokenizer.from_pretrained('bigcode/starcoder2-3b')": ["NotImplementedError: Tokenizer.from_pretrained('bigcode/starcoder2-3b'), which reads"],
    "from transformers import PreTrainedTokenizerFast\nPreTrainedTokenizerFast.from_pretrained('bigcode/starcoder2-3b')":
        ["NotImplementedError: PreTrainedTokenizerFast.from_pretrained('bigcode/starcoder2-3b'), which reads another pipeline or other settings than the GPT2Tokenizer of "],
    "from tokenizers import Tokenizer\nTokenizer.from_pretrained('gpt2')": ["Exception: There is no tokenizer 'gpt2' in this page, which has "],
    PHI + "import pickle\nt.add_tokens('zz_top')\nu = pickle.loads(pickle.dumps(t))\nu.tokenize('a zz_top'), len(u), repr(u) == repr(t), type(u) is type(t)":
        ["(['▁a', '▁zz_top'], 32012, True, True)"],
    PHI + "t.no_such_thing": ["AttributeError: TokenizersBackend has no attribute no_such_thing"],
    PHI + "AutoTokenizer.from_pretrained(t.name_or_path, tokenizer_object=3)": ["NotImplementedError: from_pretrained(…, tokenizer_object=…) does not work here: "],
    PHI + "AutoTokenizer.from_pretrained(t.name_or_path, gguf_file='x')": ["NotImplementedError: from_pretrained(…, gguf_file=…) does not work here: "],
    PHI + "AutoTokenizer.from_pretrained(t.name_or_path, use_fast=False, padding_side='right', pad_token='<unk>').pad_token_id": ["0"],
    PHI + "AutoTokenizer.from_pretrained(t.name_or_path, padding_side='up')": ["ValueError: Padding side should be selected between 'right' and 'left', current value: up"],
    PHI + "AutoTokenizer()": ["OSError: AutoTokenizer is designed to be instantiated using the"],
    PHI + "t.add_tokens('zz_top')\nAutoTokenizer.from_pretrained(t.name_or_path).convert_tokens_to_ids('zz_top')": ["0"],
    PHI + "t(['a', 'b c'], padding=True, max_length=3)['input_ids']": ["; UserWarning: `max_length` is ignored when `padding`=`True`"],
    PHI + "import sys\n'jinja2' in sys.modules": ["False"],
    "from transformers import AutoTokenizer, PreTrainedTokenizerFast\nPHI = AutoTokenizer.from_pretrained('Qwen/Qwen2-7B-Instruct')\n"
    "isinstance(PHI, PreTrainedTokenizerFast), type(PHI)": ["(True, <class 'transformers.models.qwen2.tokenization_qwen2.Qwen2Tokenizer'>)"],
}  # fmt: skip


@pytest.fixture(scope="module")
def told(in_page):
    """What the snippets gave, then what the statements of live_warnings wrote, all in one page."""
    return in_page("live_page+live_warnings", [list(CASES), live_warnings.STATEMENTS])


@pytest.fixture(scope="module")
def seen(told):
    return dict(zip(CASES, told[0], strict=True))


@pytest.mark.parametrize("snippet", CASES, ids=lambda snippet: snippet.rsplit("\n", 1)[-1][:60])
def test_what_a_reader_sees(seen, snippet):
    first, *rest = CASES[snippet]
    assert seen[snippet].startswith(first) or first.startswith(";") and first in seen[snippet], seen[snippet]
    assert all(part in seen[snippet] for part in rest), seen[snippet]


def test_warnings_are_those_of_the_library_at_its_default_level(told):
    environment = {name: value for name, value in (os.environ | REAL).items() if name != "TRANSFORMERS_VERBOSITY"}
    real = subprocess.run(
        [sys.executable, HERE / "live_warnings.py"], env=environment, capture_output=True, text=True, check=True
    )
    expected = json.loads(real.stdout.strip().split("\n")[-1])
    assert sum(bool(text) for text in expected) > 8, "the real library says less than it did"
    assert dict(zip(live_warnings.STATEMENTS, told[1])) == dict(zip(live_warnings.STATEMENTS, expected))
