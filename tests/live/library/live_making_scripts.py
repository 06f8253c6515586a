"""What live_making.py runs. A text may hold `{tmp}`, a folder that is empty at the start."""

from live_making_parts import PARTS
from live_making_ready import READY

SCRIPTS = (
    PARTS
    | READY
    | {
        "tokenizer": r"""
from tokenizers import Tokenizer, AddedToken, models as m, normalizers as n, pre_tokenizers as p, processors as pr, decoders as d, Regex
Tokenizer(3)
Tokenizer()
t = Tokenizer(m.BPE({"a": 0, "b": 1}, []))
t.normalizer, t.pre_tokenizer, t.post_processor, t.decoder = n.Sequence([]), p.Sequence([]), pr.Sequence([]), d.Sequence([])
t, t.to_str(), t.encode("ab").tokens, t.decode([0, 1]), Tokenizer.from_str(t.to_str()).decode([0, 1])
t.decoder = d.Sequence([d.Sequence([d.Strip("a", 1, 0)]), d.Fuse()])
t.to_str(), t.decode([0, 1, 0])
t = Tokenizer(m.BPE())
t, str(t), t.to_str(), t.to_str(True), t.encode("abc").ids, t.get_vocab(), t.get_vocab_size()
t.foo
t.normalizer = 3
t.normalizer = p.Whitespace()
t.model = None
t.padding = 3
del t.normalizer
Tokenizer(m.WordPiece()).encode("abc").ids
Tokenizer(m.WordLevel()).encode("abc").ids
Tokenizer(m.Unigram()).encode("abc").ids
t = Tokenizer(m.BPE({"a": 0, "b": 1, "ab": 2, "c": 3, "[U]": 4}, [("a", "b")], unk_token="[U]"))
t.encode("abcxab").tokens, t.encode("abcxab").offsets, t.decode([2, 3, 0])
t.normalizer, t.pre_tokenizer, t.decoder, t.post_processor = n.Lowercase(), p.Whitespace(), d.BPEDecoder("b"), pr.ByteLevel(False)
t.encode("ABC ab").tokens, t.decode([2, 3, 0]), t.normalizer, t.pre_tokenizer, t.decoder, t.post_processor, t.model
t.add_special_tokens(["[X]", "a"]), t.add_tokens(["zz", AddedToken("Q", lstrip=True), "zz", ""]), t.get_vocab_size(), t.get_vocab_size(False), sorted(t.get_vocab().items()), t.get_added_tokens_decoder()
t.add_tokens("x")
t.add_tokens([3])
e = t.encode("[X] ab zz q Q a")
e.ids, e.tokens, e.offsets, e.word_ids, e.special_tokens_mask, t.decode(e.ids), t.decode(e.ids, skip_special_tokens=False)
t.token_to_id("zz"), t.token_to_id("nope"), t.id_to_token(5), t.id_to_token(99), t.encode_special_tokens
t.encode_special_tokens = True
t.encode("[X]").tokens
t.encode_special_tokens = False
t.normalizer = None
t.encode("Q q ZZ").tokens
t.normalizer = n.Sequence([n.NFC(), n.Lowercase()])
t.enable_truncation(3, strategy="only_first"), t.enable_padding(length=4, pad_token="[X]", pad_id=5), t.truncation, t.padding
t.encode("a b c a b").ids, [x.ids for x in t.encode_batch(["a", "b c"])]
t.to_str(), t.to_str(pretty=True), repr(t), str(t)
u = Tokenizer.from_str(t.to_str())
u.to_str() == t.to_str(), u.encode("a b c a b").ids, u.truncation, u.padding
t.no_truncation(), t.no_padding()
t.save("{tmp}/x.json"), t.save("{tmp}/y.json", pretty=False), open("{tmp}/x.json").read(), open("{tmp}/y.json").read() == t.to_str()
Tokenizer.from_file("{tmp}/x.json").to_str() == t.to_str(), Tokenizer.from_buffer(t.to_str().encode()).to_str() == t.to_str()
Tokenizer.from_file("{tmp}/nope.json")
Tokenizer.from_buffer("x")
t.save("{tmp}/no/x.json")
import copy, pickle
c = copy.deepcopy(t)
c.add_tokens(["only"]), c.encode("only").ids, t.encode("only").ids, pickle.loads(pickle.dumps(t)).to_str() == t.to_str()
t.encode()
t.encode(foo=1)
t.encode_batch_fast()
t.decode_batch(), t.train()
t.train_from_iterator()
t.add_tokens(foo=1)
t.id_to_token()
t.id_to_token(id=1)
t.enable_truncation()
t.num_special_tokens_to_add()
model = m.BPE({"a": 0, "b": 1}, [])
t = Tokenizer(model)
model.unk_token = "b"
t.encode("axa").ids, t.model, t.num_special_tokens_to_add(True)
t.model.unk_token = None
t.encode("ax").ids, model.unk_token
t.model = m.WordLevel({"axa": 5, "u": 6}, unk_token="u")
t.encode("axa").ids, sorted(t.get_vocab()), type(t.model).__name__
t.pre_tokenizer = p.ByteLevel()
t.pre_tokenizer.add_prefix_space = False
t.encode("axa").ids, t.pre_tokenizer
t.encode(["axa", "b"], is_pretokenized=True).offsets, t.encode("axa", "b").sequence_ids, [e.ids for e in t.encode_batch([("axa", "b"), "axa"])]
t.encode(3)
t.decode_batch([[5], [6, 5]])
t.foo = 3
t.foo
from tokenizers import trainers
from transformers import PreTrainedTokenizerFast
t = Tokenizer(m.BPE(unk_token="[U]"))
t.add_special_tokens(["[U]", "[P]"]), t.train_from_iterator(["ab a"], trainers.BpeTrainer(show_progress=False)), sorted(t.get_vocab().items())
c = copy.deepcopy(t)
sorted(c.get_vocab().items()), c.encode("[P]ab[U]").ids, sorted(t.get_vocab().items())
f = PreTrainedTokenizerFast(tokenizer_object=t, unk_token="[U]", pad_token="[P]", eos_token="[E]")
sorted(f.get_vocab().items()), f.pad_token_id, f("ab[P]").input_ids, f
""",
        "reading": r"""
from tokenizers import Tokenizer, models as m
import json
doc = {"version": "1.0", "truncation": {"max_length": 8, "strategy": "LongestFirst", "stride": 0}, "padding": {"strategy": "BatchLongest", "direction": "Left", "pad_id": 1, "pad_type_id": 0, "pad_token": "b", "pad_to_multiple_of": None}, "added_tokens": [{"id": 9, "content": "<s>", "single_word": False, "lstrip": False, "rstrip": True, "normalized": False, "special": True}], "normalizer": {"type": "Bert", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True} if False else {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True}, "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "a|b"}, "behavior": "Isolated", "invert": False}, {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}, {"type": "Punctuation"}, {"type": "Metaspace", "replacement": "_", "add_prefix_space": False, "prepend_scheme": "never"}]}, "post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "b", "type_id": 0}}], "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}], "special_tokens": {"b": {"id": "b", "ids": [1], "tokens": ["b"]}, "10": {"id": "10", "ids": [1], "tokens": ["b"]}, "9": {"id": "9", "ids": [1], "tokens": ["b"]}}}, "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": False}, "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False, "vocab": {"b": 1, "1": 4, "a": 0, "ab": 2, "\u2028\u007f\"\\\n": 3}, "merges": ["a b"]}}
t = Tokenizer.from_str(json.dumps(doc))
t.to_str(), repr(t), t.truncation, t.padding, [e.ids for e in t.encode_batch(["<s> abab", "a"])]
doc["model"] = {"type": "Unigram", "unk_id": 1, "vocab": [["a", -1.1], ["<unk>", 0], ["b", -12345.678901234567], ["c", -1e-7], ["d", -0.00001234], ["e", -3], ["f", 1e16], ["g", -2.2250738585072014e-8]]}
u = Tokenizer.from_str(json.dumps(doc))
u.to_str(), u.model, u.encode("ab<s>e").ids
doc["model"] = {"type": "WordPiece", "unk_token": "a", "continuing_subword_prefix": "#", "max_input_chars_per_word": 3, "vocab": {"a": 0, "#b": 7}}
Tokenizer.from_str(json.dumps(doc)).to_str()
doc["model"] = {"type": "WordLevel", "vocab": {"x": 1, "a": 0}, "unk_token": "a"}
Tokenizer.from_str(json.dumps(doc)).to_str()
""",
        "folders": r"""
from tokenizers import Tokenizer, AddedToken, models as m, pre_tokenizers as p, processors as pr, trainers as tr, decoders as d
from transformers import AutoTokenizer, PreTrainedTokenizerFast
b = Tokenizer(m.WordPiece({"[UNK]": 0, "he": 1, "##llo": 2, "wo": 3, "##rld": 4, "[PAD]": 5}, unk_token="[UNK]"))
b.pre_tokenizer, b.decoder = p.Whitespace(), d.WordPiece()
t = PreTrainedTokenizerFast(tokenizer_object=b, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", foo=3, model_max_length=9, chat_template="{{ messages }}")
t, len(t), t.cls_token_id, t(["hello world", "hello"], padding=True), t.decode([1, 2, 3, 4]), t.backend_tokenizer.post_processor, b.get_vocab_size()
t.save_pretrained("{tmp}/a"), sorted(os.listdir("{tmp}/a"))
open("{tmp}/a/tokenizer_config.json").read(), open("{tmp}/a/tokenizer.json").read(), open("{tmp}/a/chat_template.jinja").read()
u = AutoTokenizer.from_pretrained("{tmp}/a")
u, u("hello world"), u.chat_template, u.model_max_length, type(u).__name__, u.cls_token, u.special_tokens_map
u.save_pretrained("{tmp}/b"), open("{tmp}/b/tokenizer_config.json").read(), open("{tmp}/b/tokenizer.json").read() == open("{tmp}/a/tokenizer.json").read()
PreTrainedTokenizerFast.from_pretrained("{tmp}/a", pad_token="he", padding_side="left").pad_token_id, AutoTokenizer.from_pretrained("{tmp}/a", model_max_length=3)("hello world hello", truncation=True)
u = PreTrainedTokenizerFast(tokenizer_file="{tmp}/a/tokenizer.json")
u, u.unk_token, u.tokenize("hello nope")
PreTrainedTokenizerFast(tokenizer_file="{tmp}/nope.json")
PreTrainedTokenizerFast()
PreTrainedTokenizerFast(tokenizer_object=3)
b.enable_truncation(2), b.enable_padding(pad_id=5, length=4)
u = PreTrainedTokenizerFast(tokenizer_object=b)
u.pad_token, u.padding_side, u.truncation_side, u.backend_tokenizer.truncation, u("hello world"), u("hello world", truncation=True, max_length=3)
t.chat_template = {"default": "d", "tool_use": "t"}
t.padding_side, t.pad_token = "left", "he"
t.add_special_tokens({"extra_special_tokens": ["<x>", "<y>"]}), t.add_tokens(["plain"])
t.save_pretrained("{tmp}/c"), sorted(os.listdir("{tmp}/c")), open("{tmp}/c/tokenizer_config.json").read(), open("{tmp}/c/tokenizer.json").read()
u = AutoTokenizer.from_pretrained("{tmp}/c")
u, u.chat_template, u.extra_special_tokens, u.tokenize("hello <x> plain"), u.padding_side
t.save_pretrained("{tmp}/d", filename_prefix="my", save_jinja_files=False), open("{tmp}/d/my-tokenizer_config.json").read()
os.remove("{tmp}/c/tokenizer_config.json")
open("{tmp}/c/special_tokens_map.json", "w").write('{"cls_token": "[CLS]", "pad_token": {"content": "[PAD]", "lstrip": true, "normalized": false, "rstrip": false, "single_word": false}}') > 0
u = AutoTokenizer.from_pretrained("{tmp}/c")
u, u.cls_token_id, u.pad_token_id
os.remove("{tmp}/c/tokenizer.json")
AutoTokenizer.from_pretrained("{tmp}/c")
n = t.train_new_from_iterator(["low lower lowest", "new newer"] * 3, vocab_size=40, show_progress=False)
sorted(n.get_vocab()) == sorted(n.get_vocab()), n.special_tokens_map, len(n), n.tokenize("lower newest")[:1], type(n).__name__, n.extra_special_tokens
t.save_vocabulary is None
q = Tokenizer(m.BPE(unk_token="<unk>"))
q.pre_tokenizer, q.decoder, q.post_processor = p.ByteLevel(add_prefix_space=False), d.ByteLevel(), pr.TemplateProcessing("<s> $A", "<s> $A $B:1", [("<s>", 0)])
q.train_from_iterator(["the cat sat on the mat", "the hat"] * 4, tr.BpeTrainer(vocab_size=290, special_tokens=["<s>", "<unk>"], initial_alphabet=p.ByteLevel.alphabet(), show_progress=False))
t = PreTrainedTokenizerFast(tokenizer_object=q, bos_token="<s>", unk_token="<unk>")
t("the cat", "hat"), t.decode(t("the cat")["input_ids"]), len(t), t.backend_tokenizer.to_str()
n = t.train_new_from_iterator([["a rose is a rose", "is a rose"], ["or not"]], vocab_size=300, new_special_tokens=["<new>"], special_tokens_map={"<s>": "<bos>"}, show_progress=False)
n, n.backend_tokenizer.to_str(), n("a rose"), n.bos_token
n.save_pretrained("{tmp}/n"), open("{tmp}/n/tokenizer_config.json").read(), AutoTokenizer.from_pretrained("{tmp}/n")("a rose<new>")
q.train(["{tmp}/nope"])
open("{tmp}/corpus.txt", "w", newline="").write("one two\r\nthree two\n\none") > 0
q.train(["{tmp}/corpus.txt"], tr.BpeTrainer(vocab_size=60, show_progress=False)), q.model, q.get_vocab_size()
Tokenizer(m.BPE()).train_from_iterator([3])
Tokenizer(m.BPE()).train_from_iterator(3)
Tokenizer(m.WordPiece()).train_from_iterator(["abc"], tr.BpeTrainer())
Tokenizer(m.BPE()).train_from_iterator(["abc"], 3)
Tokenizer(m.BPE()).train("nope")
Tokenizer(m.Unigram()).train_from_iterator(["abc"], tr.UnigramTrainer(vocab_size=2, show_progress=False))
""",
        "site": r"""
from transformers import AutoTokenizer
from tokenizers import normalizers as n, pre_tokenizers as p, processors as pr, Tokenizer
import hashlib
def look(b): return hashlib.sha256(b.to_str().encode()).hexdigest(), len(repr(b)), str(b)
t, f = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b"), AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
q = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
look(t.backend_tokenizer), look(f.backend_tokenizer)
[[x.backend_tokenizer.normalizer, x.backend_tokenizer.pre_tokenizer, x.backend_tokenizer.post_processor, x.backend_tokenizer.decoder] for x in (t, f, q)]
t.add_tokens(["hello_x"]), t.save_pretrained("{tmp}/s"), sorted(os.listdir("{tmp}/s")), open("{tmp}/s/tokenizer_config.json").read()
u = AutoTokenizer.from_pretrained("{tmp}/s")
u("Hello hello_x wörld 123\n\n  x", return_offsets_mapping=True), type(u).__name__, len(u), u.extra_special_tokens == t.extra_special_tokens
f.save_pretrained("{tmp}/f"), open("{tmp}/f/tokenizer_config.json").read(), open("{tmp}/f/chat_template.jinja").read() == f.chat_template
q.backend_tokenizer.pre_tokenizer[1].add_prefix_space
t.backend_tokenizer.normalizer = n.Lowercase()
t.tokenize("Hello hello_x World"), t.backend_tokenizer.encode("ABC hello_x").ids, len(t), t.convert_tokens_to_ids("hello_x")
t.backend_tokenizer.pre_tokenizer = p.Sequence([p.Whitespace(), p.ByteLevel(add_prefix_space=False, use_regex=False)])
t.tokenize("Hello World"), t.decode(t.encode("Hello World"))
f.backend_tokenizer.model.unk_token, f.backend_tokenizer.model.byte_fallback = "<s>", False
f.tokenize("a 안🤗"), f.encode("a 안🤗")
t.backend_tokenizer.pre_tokenizer[1].add_prefix_space = True
t.tokenize("a b"), t.backend_tokenizer.pre_tokenizer
import copy, pickle
c = copy.deepcopy(t)
c.tokenize("Hello World"), len(c), pickle.loads(pickle.dumps(t)).tokenize("Hello hello_x")
x = f.train_new_from_iterator(["the cat sat", "the hat"] * 3, vocab_size=50, show_progress=False)
x, x.backend_tokenizer.to_str(), x("the cat")
""",
        "trainers": r"""
from tokenizers import trainers as t, AddedToken
t.BpeTrainer(), t.WordPieceTrainer(), t.WordLevelTrainer(), t.UnigramTrainer()
t.BpeTrainer(vocab_size=300, special_tokens=["a", AddedToken("b", lstrip=True)], min_frequency=2, initial_alphabet=["ab"], limit_alphabet=3, continuing_subword_prefix="##", end_of_word_suffix="</w>", max_token_length=3)
t.BpeTrainer(300)
t.BpeTrainer(foo=300), t.WordPieceTrainer(vocab_size=3, foo=3), t.UnigramTrainer(unk_token="x", max_piece_length=3, n_sub_iterations=3, shrinking_factor=0.5, foo=1)
t.BpeTrainer(vocab_size="x")
t.BpeTrainer(vocab_size=-1)
t.BpeTrainer(special_tokens=[3])
t.BpeTrainer(special_tokens="x")
t.BpeTrainer(initial_alphabet="x")
t.UnigramTrainer(vocab_size="x")
t.Trainer()
x = t.BpeTrainer()
x.vocab_size = "a"
x.foo = 1
x.vocab_size, x.special_tokens, x.min_frequency = 5, ["q"], 2
x, x.special_tokens, x.vocab_size, x.get_word_count(), x.initial_alphabet, x.show_progress, x.limit_alphabet, x.max_token_length, x.progress_format
isinstance(x, t.Trainer), type(x).__module__
from tokenizers import Tokenizer, models, pre_tokenizers
w = Tokenizer(models.WordLevel(unk_token="[UNK]"))
w.pre_tokenizer = pre_tokenizers.Whitespace()
w.add_tokens(["[A]", "zz"]), w.add_special_tokens(["<x>", "[A]"]), w.get_vocab_size()
w.train_from_iterator(["the the cat"], t.WordLevelTrainer(special_tokens=["[UNK]"], show_progress=False))
w.get_vocab_size(), w.get_vocab_size(False), sorted(w.get_vocab().items()), w.get_added_tokens_decoder(), w.decode([0, 1, 2]), w.token_to_id("[A]")
w.add_tokens(["<x>", "new"]), w.decode([0, 1, 2, 3]), w.to_str()
w.train_from_iterator(["a a b"], t.WordLevelTrainer(special_tokens=["<s>", "[UNK]"], show_progress=False))
w.encode("a [A] <s> zz new <x>").tokens, w.get_vocab_size(True), sorted(w.get_vocab(True).items()), Tokenizer.from_str(w.to_str()).get_vocab_size()
""",
        "names of arguments": r"""
from tokenizers import AddedToken, Encoding, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
p = pre_tokenizers.Whitespace()
pre_tokenizers.Sequence(pre_tokenizers=[p]), decoders.Sequence(decoders_py=[]), processors.Sequence(processors_py=[])
pre_tokenizers.Sequence(pretokenizers=[p])
decoders.Sequence(decoders=[])
processors.Sequence(processors=[])
p.pre_tokenize_str(s="a b")
p.pre_tokenize_str(sequence="a b")
decoders.ByteLevel(add_prefix_space=False)
processors.BertProcessing(("a", 1), cls=("b", 2))
normalizers.Replace({"String": "a"}, "b")
pre_tokenizers.Split(" ", "merged_with_next").behavior, pre_tokenizers.Punctuation("merged_with_previous").behavior
processors.TemplateProcessing("$A", 5)
processors.TemplateProcessing(["$A", 5])
processors.TemplateProcessing("[CLS] $A", None, [{"id": "[CLS]"}])
processors.TemplateProcessing("[CLS] $A", None, [{"id": "[CLS]", "ids": [1], "tokens": ["x", "y"]}])
models.BPE(5)
models.BPE(cache_capacity="a")
models.BPE.read_file("x", 3)
models.BPE.from_file(3, "x")
models.WordPiece.from_file(3)
models.WordPiece("no such file")
models.WordPiece(["a"], max_input_chars_per_word="a")
models.Unigram({"a": 0}, "a")
class A(normalizers.NFC): pass
class B(models.BPE): pass
class C(Tokenizer): pass
class D(AddedToken): pass
class E(Encoding): pass
class F(normalizers.Normalizer): pass
F()
a = AddedToken("a")
a < AddedToken("b"), a >= a, sorted([AddedToken("b"), a])
a.foo = 1
a.foo
a.lstrip = True
t = Tokenizer(models.BPE({"a": 0, "b": 1, "ab": 2}, [("a", "b")]))
t.id_to_token(id=2)
t.id_to_token(id="a")
t.enable_truncation(4, stride=True), t.enable_padding(pad_type_id=True)
t.truncation, t.padding
t.encode()
t.token_to_id()
t.train()
t.decode_batch([], 5)
t.post_process(None)
t.post_process(5)
t.post_process(t.encode("a"), 5)
processors.ByteLevel().process(None)
""",
        "encodings": r"""
from tokenizers import Encoding, Tokenizer, models, pre_tokenizers
def one(e): return [e.ids, e.tokens, e.offsets, e.word_ids, e.type_ids, e.special_tokens_mask, e.sequence_ids, e.n_sequences]
def show(e): return [one(part) for part in (e, *e.overflowing)]
def kind(call):
    try: call()
    except Exception as error: return type(error).__name__
t = Tokenizer(models.BPE({"a": 0, "b": 1, "ab": 2, "c": 3}, [("a", "b")]))
t.pre_tokenizer = pre_tokenizers.Whitespace()
a, b = t.encode("ab c"), t.encode("a", "b c")
show(Encoding.merge([a, b]))
show(Encoding.merge([b, a, b], growing_offsets=False))
show(Encoding.merge([])), show(Encoding.merge((a,)))
Encoding.merge(a)
Encoding.merge([a, 1])
Encoding.merge([a], None)
t.enable_truncation(2, stride=1)
c, d = t.encode("a b c ab"), t.encode("a c b")
m = Encoding.merge([c, d, a])
show(m)
show(c), show(a)
[[e.word_to_tokens(word, sequence) for word in range(5) for sequence in range(4)] for e in (a, b, c, d, m)]
[[e.word_to_chars(word, sequence) for word in range(5) for sequence in range(4)] for e in (a, b, c, d, m)]
kind(lambda: a.pad(4, "left")), kind(lambda: t.enable_truncation(4, 1))
a.truncate(1, 0, False)
""",
        "classes": r"""
from transformers import AutoTokenizer, PreTrainedTokenizerFast
import json
def look(t): return type(t).__name__, t.model_input_names, t.special_tokens_map, len(t), dict(t("Hi a  b 12", "c"))
def edit(**keys):
    with open("{tmp}/s/x/tokenizer_config.json") as file: config = json.load(file)
    with open("{tmp}/s/x/tokenizer_config.json", "w") as file: json.dump(config | keys, file)
look(PreTrainedTokenizerFast.from_pretrained("Qwen/Qwen2-7B-Instruct", padding_side="left"))
t = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B-Instruct")
t.save_pretrained("{tmp}/s/x"), look(AutoTokenizer.from_pretrained("{tmp}/s/x")), look(PreTrainedTokenizerFast.from_pretrained("{tmp}/s/x"))
u = AutoTokenizer.from_pretrained("{tmp}/s", subfolder="x")
look(u), u.name_or_path
PreTrainedTokenizerFast.from_pretrained("{tmp}/s/x", subfolder="y")
edit(tokenizer_class="LlamaTokenizerFast")
look(AutoTokenizer.from_pretrained("{tmp}/s/x"))
b = AutoTokenizer.from_pretrained("BAAI/bge-small-en-v1.5")
b.save_pretrained("{tmp}/b"), look(AutoTokenizer.from_pretrained("{tmp}/b")), look(PreTrainedTokenizerFast.from_pretrained("{tmp}/b"))
look(b.train_new_from_iterator(["a b ab"] * 3, 60, show_progress=False))[:2]
""",
        "class of a folder": r"""
from transformers import AutoTokenizer, PreTrainedTokenizerFast
import copy, json, pickle
def look(t): return type(t).__name__, type(t).__module__, t.model_input_names, t.special_tokens_map, len(t), dict(t("Héllo a  b 12", "c")), repr(t)
AutoTokenizer.from_pretrained("BAAI/bge-small-en-v1.5").save_pretrained("{tmp}/b")
t = AutoTokenizer.from_pretrained("{tmp}/b", do_lower_case=False)
look(t), t.do_lower_case, t.strip_accents, t.name_or_path
AutoTokenizer.from_pretrained("{tmp}/b", subfolder=".", use_fast=False).tokenize("Héllo")
c, p = copy.deepcopy(t), pickle.loads(pickle.dumps(t))
look(c) == look(t), look(p) == look(t), type(c) is type(t), c.do_lower_case
t.add_tokens(["zz_top"]), t.add_special_tokens({"bos_token": "<s>"}), t.tokenize("a zz_top<s>"), len(t), len(c)
t.save_pretrained("{tmp}/c"), open("{tmp}/c/tokenizer_config.json").read()
u = AutoTokenizer.from_pretrained("{tmp}/c")
look(u), u.tokenize("Héllo zz_top<s>"), u.bos_token_id
n = t.train_new_from_iterator(["a b ab Ab"] * 3, 60, show_progress=False)
look(n)[:4], n.tokenize("Ab ab"), n.do_lower_case
t = AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")
t.save_pretrained("{tmp}/g"), look(AutoTokenizer.from_pretrained("{tmp}/g")), look(PreTrainedTokenizerFast.from_pretrained("{tmp}/g"))
look(AutoTokenizer.from_pretrained("{tmp}/g", add_prefix_space=True, add_bos_token=True))
type(t).from_pretrained("{tmp}/g").encode(" a")
l = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
l.save_pretrained("{tmp}/l"), json.dump({"tokenizer_class": "LlamaTokenizer"}, open("{tmp}/l/tokenizer_config.json", "w"))
l = AutoTokenizer.from_pretrained("{tmp}/l")
l.padding_side, copy.deepcopy(l).padding_side, l.tokenize("  a"), l.train_new_from_iterator(["a b ab Ab"] * 3, 300, show_progress=False).padding_side
with open("{tmp}/g/config.json", "w") as file: json.dump({"model_type": "qwen2"}, file)
look(AutoTokenizer.from_pretrained("{tmp}/g"))
with open("{tmp}/g/config.json", "w") as file: file.write("no JSON")
look(PreTrainedTokenizerFast.from_pretrained("{tmp}/g"))[:2]
""",
    }
)
