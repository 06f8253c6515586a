"""Keywords of `from_pretrained` and of constructors, for live_scripts.py: what each makes of a tokenizer. `seen` is all that a keyword may change."""

_SEEN = """
from transformers import AddedToken, AutoTokenizer, PreTrainedTokenizerFast
def seen(**keywords):
    t = AutoTokenizer.from_pretrained(name, **keywords)
    added = [(id_, repr(token)) for id_, token in t.added_tokens_decoder.items()][-4:]
    shown = [t.special_tokens_map, t.extra_special_tokens, len(t), added, t.tokenize("x  <z> y.</s> <e2>"), t.encode("Hi", "a")]
    sides = [t.padding_side, t.truncation_side, t.model_max_length, t.split_special_tokens, t.model_input_names, t.add_bos_token, t.verbose]
    return shown + sides + [str(t.chat_template)[:9], t.add_prefix_space, getattr(t, "image_token_id", None), t.pad_token_id]
name = t.name_or_path
"""

KEYWORDS = {
    "keywords": _SEEN
    + """
seen(pad_token=None, bos_token=None, max_length=5, padding=True, torch_dtype="auto", device_map="auto", unheard_of=1, chat_template=None)
seen(extra_special_tokens={"image_token": "<image>"}, padding_side="left", truncation_side="left", model_max_length=7)
seen(additional_special_tokens=[AddedToken("<z>", rstrip=True)], use_fast=False, revision="main", trust_remote_code=True)
seen(extra_special_tokens=["<z>", AddedToken("<e2>", lstrip=True)], add_prefix_space=None, split_special_tokens=True)
seen(eos_token=AddedToken("<z>", lstrip=True), foo_token="<foo>", chat_template=[{"name": "a", "template": "b"}])
seen(eos_token="</s>", pad_token=AddedToken("<pad>", special=False, rstrip=True), add_bos_token=True, add_eos_token=True)
seen(eos_token="the", bos_token="<b>", add_bos_token=True, model_input_names=["input_ids"], verbose=True)
seen(add_prefix_space=True, bos_token="<b>", add_bos_token=True, errors="ignore", legacy=False, dropout=0.5, pad_to_multiple_of=4, max_length=2)
seen(add_prefix_space=True, split_special_tokens=True, extra_special_tokens=["<z>", AddedToken("y", normalized=True)])
seen(add_bos_token=None, add_eos_token=None, vocab_file="x", merges_file="x", vocab={"a": 0}, merges=[])
seen(add_bos_token="yes", model_max_length=None)
""",
    "wrong keywords": _SEEN
    + """
AutoTokenizer.from_pretrained(name, model_max_length="x")("a")
seen(add_prefix_space=None)
seen(add_prefix_space=1)
AutoTokenizer.from_pretrained(name, eos_token=3)
AutoTokenizer.from_pretrained(name, extra_special_tokens=3)
AutoTokenizer.from_pretrained(name, extra_special_tokens={"image_token": 3})
AutoTokenizer.from_pretrained(name, padding_side="up")
AutoTokenizer.from_pretrained(name, encode=1)
AutoTokenizer.from_pretrained(name, chat_control_tokens="a")
""",
    "prefix space": """
from transformers import AutoTokenizer, PreTrainedTokenizerFast
import copy
import pickle
name = t.name_or_path
p = AutoTokenizer.from_pretrained(name, add_prefix_space=True)
p.add_tokens("zz")
[x.tokenize("a zz's  b\\n1<|endoftext|>c ") for x in (p, copy.deepcopy(p), pickle.loads(pickle.dumps(p)), AutoTokenizer.from_pretrained(name))]
b = p.backend_tokenizer
b.pre_tokenizer and [b.pre_tokenizer.pre_tokenize_str(text) for text in ("Hello  wörld's 123", " a\\n b", "\\u00a0", "🤗🤗", "")]
p(["a", " b", "", "🤗c"], is_split_into_words=True, return_offsets_mapping=True), p("a b", "c", return_offsets_mapping=True)
p.decode(p.encode("a's")), p.convert_tokens_to_string(p.tokenize("x")), PreTrainedTokenizerFast(tokenizer_object=b).tokenize("a b")
PreTrainedTokenizerFast(tokenizer_object=t.backend_tokenizer, add_prefix_space=True).tokenize("a b")
""",
    "constructors": """
from transformers import PreTrainedTokenizerFast
import copy
import pickle
from tokenizers import Tokenizer
b = t.backend_tokenizer
u = PreTrainedTokenizerFast(tokenizer_object=b, bos_token="<s>", pad_token="[PAD]", padding_side="left")
type(u).__name__, u.pad_token_id, u.encode("a b [PAD]"), u.name_or_path, u.model_max_length, len(u), u.padding_side
PreTrainedTokenizerFast()
PreTrainedTokenizerFast(tokenizer_object=3)
Tokenizer.from_pretrained(t.name_or_path).encode("a b").ids
v = copy.deepcopy(t)
v.add_tokens("zz"), len(v), len(t), copy.deepcopy(b).encode("a").ids
w = pickle.loads(pickle.dumps(v))
w.tokenize("a zz"), len(w), repr(w) == repr(v), w.padding_side, type(w) is type(v)
e = pickle.loads(pickle.dumps(t("a b")))
e.tokens(), e["input_ids"]
""",
}
