"""What a reader meets in a page beyond what the real library does: refusals that name the thing and the way out."""

import pytest

PHI = 'from transformers import AutoTokenizer\nt = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")\n'

# snippet -> beginnings and parts of what the reader sees
CASES = {
    'from transformers import AutoTokenizer\nAutoTokenizer.from_pretrained("openai-community/gpt2")':
        ["OSError: There is no tokenizer 'openai-community/gpt2' in this page, which has Qwen/Qwen2-7B-Instruct, ", "Open the lesson in Colab"],
    "from transformers import AutoModel": ["ImportError: transformers has no 'AutoModel' here: ", "Colab"],
    "import transformers\ntransformers.pipeline": ["AttributeError: transformers has no 'pipeline' here: ", "download"],
    'import transformers\nhasattr(transformers, "Trainer")': ["False"],
    "from transformers.utils import cached_file": ["ImportError: transformers.utils has no 'cached_file' here: "],
    "from tokenizers import trainers": ["ImportError: tokenizers has no 'trainers' here: "],
    "import transformers\ntransformers.__version__": ["5.23.0"],
    PHI + "t.train_new_from_iterator(['a'], 300)": ["NotImplementedError: TokenizersBackend.train_new_from_iterator() does not work here: ", "Colab"],
    PHI + "t.save_pretrained('x')": ["NotImplementedError: TokenizersBackend.save_pretrained() does not work here: "],
    PHI + "t('a', return_tensors='np')": ["NotImplementedError: return_tensors='np' (it needs a library of arrays) does not work here: "],
    PHI + "t('a').to('cpu')": ["NotImplementedError: BatchEncoding.to() (it needs PyTorch) does not work here: "],
    PHI + "t.init_kwargs": ["AttributeError: TokenizersBackend.init_kwargs is not here: "],
    PHI + "t.backend_tokenizer.save('x')": ["NotImplementedError: Tokenizer.save does not work here: "],
    PHI + "t.no_such_thing": ["AttributeError: TokenizersBackend has no attribute no_such_thing"],
    PHI + "AutoTokenizer.from_pretrained(t.name_or_path, add_prefix_space=False)": ["NotImplementedError: AutoTokenizer.from_pretrained(…, add_prefix_space=…) "],
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
def seen(in_page):
    return dict(zip(CASES, in_page("live_page", list(CASES)), strict=True))


@pytest.mark.parametrize("snippet", CASES, ids=lambda snippet: snippet.rsplit("\n", 1)[-1][:60])
def test_what_a_reader_sees(seen, snippet):
    first, *rest = CASES[snippet]
    assert seen[snippet].startswith(first) or first.startswith(";") and first in seen[snippet], seen[snippet]
    assert all(part in seen[snippet] for part in rest), seen[snippet]
