"""What live_making.py runs of the parts that a tokenizer is made of. A text may hold `{tmp}`, a folder that is empty at the start."""

PARTS = {
    "normalizers": r"""
from tokenizers import normalizers as n, pre_tokenizers as p, Regex
n.Strip(foo=1)
n.Strip(1)
n.Strip(True, 2)
n.Strip(True, True, True)
n.Strip(True, left=True)
n.Prepend(3), n.Prepend()
n.Replace("a")
n.Replace()
n.Replace(3, "a")
n.Replace(Regex("a+"), "b"), n.Replace("a", "b")
Regex(3)
n.Sequence([n.NFC(), n.Lowercase()])
n.Sequence([n.NFC(), 3])
n.Sequence((n.NFC(),))
n.Sequence([p.Whitespace()])
n.Sequence([n.NFC(), n.Sequence([n.NFD()])]), n.Sequence([n.NFC()])[0], len(n.Sequence([n.NFC()]))
n.Sequence([n.NFC()])[3]
bool(n.Sequence([])), list(n.Sequence([n.NFC()]))
del n.Sequence([n.NFC()])[0]
n.BertNormalizer(), n.BertNormalizer(True, False, strip_accents=False)
n.Precompiled(b"")
n.Precompiled("x")
n.Nmt(), n.NFC(), n.NFKC(), n.NFKD(), n.ByteLevel(), n.StripAccents(), n.Lowercase()
n.Normalizer()
n.NFC().foo
n.NFC().normalize_str(3)
n.Replace("a", "b").pattern
n.unicode_normalizer_from_str("nfc"), n.unicode_normalizer_from_str("x")
str(n.Prepend("x" * 200)), repr(n.Prepend("x" * 200))
n.BertNormalizer().normalize_str("Héllo 東京\tÀ"), n.Replace(Regex("l+"), "L").normalize_str("hello"), n.Strip(right=False).normalize_str(" a ")
n.Sequence([n.NFD(), n.StripAccents(), n.Lowercase()]).normalize_str("ÉCOLE"), n.Prepend("▁").normalize_str("a"), n.NFKC().normalize_str("ﬁ①")
x = n.Sequence([n.Strip()])
x[0] = n.NFC()
x
x[0] = 3
x[1] = n.NFC()
x = n.Strip()
x.left, x.right
x.left = 3
x.left = False
x, x.normalize_str(" a "), x.__getstate__()
x.foo = 3
x.foo
[y.__getstate__() for y in (n.BertNormalizer(), n.Strip(), n.Prepend("a"), n.Replace(Regex("é"), "b"), n.Sequence([n.NFC()]))]
import copy, pickle
copy.deepcopy(n.Sequence([n.NFC(), n.Replace("a", "b")])), pickle.loads(pickle.dumps(n.Strip(False)))
isinstance(x, n.Normalizer), type(x).__module__, type(x).__name__
""",
    "pre-tokenizers": r"""
from tokenizers import pre_tokenizers as p, Regex
p.ByteLevel(), p.ByteLevel(foo=3), p.ByteLevel(False, use_regex=False)
p.ByteLevel(1)
len(p.ByteLevel.alphabet()), sorted(p.ByteLevel.alphabet())
p.Whitespace(), p.WhitespaceSplit(), p.BertPreTokenizer(), p.UnicodeScripts()
p.Split("a", "removed"), p.Split("a", "isolated", invert=True), p.Split(Regex("a+"), "merged_with_next")
p.Split("a", "foo")
p.Split("a", "Isolated")
p.Split("a", 3)
p.Split("a")
p.Split("a", "isolated").behavior, p.Split("a", "isolated").invert
p.Split("a", "isolated").pattern
p.Punctuation(), p.Punctuation("removed").behavior
p.Punctuation("x")
p.CharDelimiterSplit("ab")
p.CharDelimiterSplit()
p.CharDelimiterSplit("a"), p.CharDelimiterSplit("a").delimiter
p.Digits(), p.Digits(True), p.Metaspace(), p.Metaspace("a", "first", False), p.Metaspace().prepend_scheme
p.Metaspace("ab")
p.Metaspace("a", "x")
p.FixedLength(), p.FixedLength(-1)
p.Sequence([p.Whitespace(), p.Digits()]), p.Sequence([p.Whitespace(), p.Sequence([p.Digits()])])
len(p.Sequence([]))
bool(p.Sequence([])), list(p.Sequence([p.Digits()]))
[x.pre_tokenize_str("Hello  wörld's 123, it's 안녕 🤗!\n") for x in (p.Whitespace(), p.WhitespaceSplit(), p.BertPreTokenizer(), p.ByteLevel(), p.Metaspace(), p.Digits(True), p.Punctuation("removed"), p.UnicodeScripts(), p.FixedLength(4), p.CharDelimiterSplit("l"))]
p.Split(Regex(r"\d+"), "merged_with_previous").pre_tokenize_str("a12b3"), p.Sequence([p.WhitespaceSplit(), p.Punctuation()]).pre_tokenize_str("a, b")
p.Whitespace().pre_tokenize_str(3)
x = p.Sequence([p.ByteLevel()])
x[0].trim_offsets = False
x, x[0].pre_tokenize_str("a b"), x.pre_tokenize_str("a b")
x[0].add_prefix_space = False
x.pre_tokenize_str("a b")
x = p.Metaspace()
x.replacement = "abc"
x.prepend_scheme = "abc"
x.replacement, x.split = "_", False
x, x.pre_tokenize_str("a b")
x = p.Split("a", "removed")
x.behavior = "isolated"
x, x.__getstate__()
x.behavior = "foo"
x.pattern = "foo"
""",
    "processors": r"""
from tokenizers import processors as pr
pr.BertProcessing(("[SEP]", 1), ("[CLS]", 2)), pr.BertProcessing(("[SEP]", 1), ("[CLS]", 2)).sep, pr.BertProcessing(("[SEP]", 1), ("[CLS]", 2)).cls
pr.BertProcessing(("[SEP]", "x"), ("[CLS]", 2))
pr.BertProcessing("x", ("[CLS]", 2))
pr.BertProcessing()
pr.RobertaProcessing(("[SEP]", 1), ("[CLS]", 2)), pr.RobertaProcessing(("[SEP]", 1), ("[CLS]", 2), False, add_prefix_space=False)
pr.ByteLevel(), pr.ByteLevel(False), pr.ByteLevel(True, False, False), pr.ByteLevel(trim_offsets=None)
pr.TemplateProcessing(), pr.TemplateProcessing("[CLS] $A", "$A $B:1", [("[CLS]", 1)])
pr.TemplateProcessing("[CLS] $0 [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 0)])
pr.TemplateProcessing(["[CLS]:1", "$A"], None, [("[CLS]", 1)])
pr.TemplateProcessing("[CLS] $A", None, [])
pr.TemplateProcessing("[CLS] $A", "$A", [("[CLS]", 1)])
pr.TemplateProcessing("[CLS] $C:x", None, [("[CLS]", 1)])
pr.TemplateProcessing("[CLS] $x", None, [("[CLS]", 1)])
pr.TemplateProcessing("[CLS] $A", None, [("[CLS]", "x")])
pr.TemplateProcessing("[CLS] $A", None, [{"id": "[CLS]", "ids": [1, 2], "tokens": ["a", "b"]}]), pr.TemplateProcessing("[CLS] $A", None, [(1, "[CLS]")])
pr.TemplateProcessing("$A $1:7 $A:2 $", "$A $B", []), pr.TemplateProcessing("[CLS] $A", None, [("[CLS]", 1)]).single
pr.Sequence([pr.ByteLevel(), pr.ByteLevel()]), pr.Sequence([pr.ByteLevel()])[0]
len(pr.Sequence([]))
bool(pr.Sequence([]))
pr.PostProcessor()
x = pr.RobertaProcessing(("[SEP]", 1), ("[CLS]", 2))
x.sep = ("a", 3)
x.trim_offsets = False
x, x.num_special_tokens_to_add(True), x.num_special_tokens_to_add(False), x.__getstate__()
x.num_special_tokens_to_add(1)
from tokenizers import Tokenizer, models, pre_tokenizers
t = Tokenizer(models.WordLevel({"a": 0, "b": 1, "c": 2, "ĠĠ": 3}, unk_token="a"))
t.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
def look(e): return [e.ids, e.tokens, e.offsets, e.type_ids, e.special_tokens_mask, e.attention_mask, e.sequence_ids, e.word_ids, [look(o) for o in e.overflowing]]
made = [pr.BertProcessing(("[SEP]", 11), ("[CLS]", 12)), pr.RobertaProcessing(("[SEP]", 11), ("[CLS]", 12)), pr.ByteLevel(), pr.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP]:3 $B:1 [SEP]:1", [("[CLS]", 1), ("[SEP]", 0)]), pr.Sequence([pr.ByteLevel(False), pr.TemplateProcessing("$A x", "$B $A x", [{"id": "x", "ids": [8, 9], "tokens": ["y", "z"]}])])]
def each(f):
    out = []
    for t.post_processor in [None, *made]:
        try: out.append(f())
        except Exception as error: out.append(str(error))
    return out
each(lambda: look(t.encode("a b c")))
each(lambda: look(t.encode("a b c", "c ĠĠ a")))
each(lambda: look(t.encode("a b", add_special_tokens=False)))
t.enable_truncation(5, stride=1)
each(lambda: look(t.encode("a b c a b c c c")))
each(lambda: look(t.encode("a b c a b c c c", "ĠĠ b b")))
t.enable_padding(pad_id=7, pad_token="[P]", pad_to_multiple_of=4, direction="left")
each(lambda: [look(e) for e in t.encode_batch(["a", ("b c", "a")])])
each(lambda: look(t.post_process(t.encode("a b", add_special_tokens=False), t.encode("c", add_special_tokens=False))))
t.post_processor.process(3)
look(made[0].process(t.encode("a", add_special_tokens=False)))
""",
    "decoders": r"""
from tokenizers import decoders as d, Regex
d.ByteLevel(), d.Fuse(), d.ByteFallback(), d.WordPiece(), d.WordPiece("x", False), d.Metaspace(), d.Metaspace("x", "never", False)
d.BPEDecoder(), d.CTC(), d.Strip(), d.Strip("a", 1, 2), d.Replace("a", "b"), d.Replace(Regex("a"), "b")
d.ByteLevel(3)
d.Strip("ab")
d.Strip().content, d.WordPiece().prefix
d.Sequence([d.Fuse(), d.Strip(" ", 1, 0)])
d.Sequence([d.Fuse()])[0]
len(d.Sequence([d.Fuse()]))
bool(d.Sequence([]))
list(d.Sequence([d.Fuse()]))
del d.Sequence([d.Fuse()])[0]
d.Sequence([d.Fuse()])[0] = d.Fuse()
d.Strip(content="a", left=1, right=2), d.Strip(right=1).decode(["ab ", "c "]), d.Strip(left=3).start
d.Strip(start=1)
d.Strip(left=-1)
d.Sequence([d.Sequence([d.Fuse()]), d.Sequence([])]), d.Sequence([]).decode(["a", "b"]), d.Replace(Regex("b|$"), "x").decode(["ab", "🤗"])
d.WordPiece().decode(["a", 3])
d.WordPiece().decode("ab")
d.Decoder()
d.WordPiece().decode(["he", "##llo", "wor", "##ld", "!"]), d.Metaspace().decode(["▁a", "b▁c"]), d.ByteLevel().decode(["ì", "ķ", "Ī", "Ġa"])
d.BPEDecoder().decode(["a</w>", "b"]), d.CTC().decode(["h", "h", "<pad>", "i", "|", "x"]), d.ByteFallback().decode(["<0xEC>", "<0x95>", "<0x88>", "<0xFF>"])
d.Sequence([d.Replace("▁", " "), d.ByteFallback(), d.Fuse(), d.Strip(" ", 1, 0)]).decode(["▁Hey", "▁you", "<0x41>"])
x = d.WordPiece()
x.prefix = "@"
x, x.decode(["a", "@b"])
x = d.Replace("a", "b")
x.content
x.foo = 1
[y.__getstate__() for y in (d.ByteLevel(), d.Metaspace(), d.CTC(), d.Strip("a", 1, 0), d.Sequence([d.Fuse(), d.ByteFallback()]))]
d.DecodeStream("x")
from tokenizers import Tokenizer, models
t = Tokenizer(models.BPE({"a": 0, "<0xEC>": 1, "<0x95>": 2, "<0x88>": 3, "b": 4}, [], byte_fallback=True))
t.decoder = d.Sequence([d.ByteFallback(), d.Fuse()])
s = d.DecodeStream()
[s.step(t, i) for i in (0, 1, 2, 3, 4, 1, 4)]
s = d.DecodeStream([0, 1], True)
s.step(t, [2, 3]), s.step(t, 0)
s.step(t, "x")
s.step(3, 1)
""",
    "models": r"""
from tokenizers import models as m
m.BPE(), m.WordPiece(), m.WordLevel(), m.Unigram(), m.Model()
m.BPE({"a": 0})
m.BPE(merges=[])
m.BPE({"a": 0, "b": 1, "ab": 2}, [("a", "b")], unk_token="a", dropout=0.5, foo=3)
m.BPE({"a": 0, "b": 1}, [("a", "c")])
m.BPE({"a": 0}, [], dropout=2.0)
m.BPE({"a": "x"}, [])
m.BPE([], [])
m.BPE("v.json", "m.txt")
m.WordPiece({"a": 0}, unk_token="[UNK]", max_input_chars_per_word=5, foo=3)
m.WordLevel({"a": 0}, unk_token="a")
m.WordLevel({"a": 0}, foo=3)
m.Unigram([("a", 0.0), ("b", -1.5)], 0), m.Unigram([("a", 0.0)], 0, True)
m.Unigram([("a", 0.0), ("b", -1.5)], 5)
m.Unigram([], 0)
m.Unigram(unk_id=3)
def told(model, text):
    try: return [x.as_tuple() for x in model.tokenize(text)]
    except Exception as error: return str(error)
[told(m.BPE({"a": 0, "b": 1, "ab": 2, "é": 3}, [("a", "b")]), x) for x in ("abx", "ab", "abab", "é", "")]
told(m.WordPiece({"a": 0}), "ab"), told(m.WordLevel({"a": 0}), "ab"), told(m.Unigram([("a", 0.0)]), "ab"), told(m.BPE({"a": 0}, [], unk_token="u"), "ab")
told(m.WordPiece({"a": 0, "##b": 1, "[UNK]": 2}), "abb"), told(m.WordPiece({"a": 0, "##b": 1, "[UNK]": 2}), "abc"), told(m.Unigram([("<unk>", 0.0), ("a", -1.0), ("aa", -1.5)], 0), "aaax")
x = m.BPE({"a": 0, "b": 1, "ab": 2}, [("a", "b")])
x.token_to_id("ab"), x.token_to_id("z"), x.id_to_token(1), x.id_to_token(9)
x.unk_token = 3
x.vocab = 3
x.unk_token, x.fuse_unk, x.byte_fallback, x.dropout, x.ignore_merges = "a", True, True, 0.1, True
x, x.dropout, x.unk_token, x.__getstate__()
x.dropout = None
told(x, "xxb")
repr(m.BPE({f"a{i}": i for i in range(200)}, [])), str(m.BPE({f"a{i}": i for i in range(200)}, []))
x.save("{tmp}"), x.save("{tmp}", "p"), sorted(os.listdir("{tmp}")), open("{tmp}/vocab.json").read(), open("{tmp}/merges.txt").read()
m.BPE.from_file("{tmp}/vocab.json", "{tmp}/merges.txt", unk_token="a"), m.BPE("{tmp}/vocab.json", "{tmp}/merges.txt")
m.WordPiece({"a": 0, "##b": 1}).save("{tmp}"), m.WordPiece.from_file("{tmp}/vocab.txt"), m.WordPiece.read_file("{tmp}/vocab.txt") == {"a": 0, "##b": 1}
m.WordLevel({"a": 0, "b": 1}).save("{tmp}", "w"), m.WordLevel.from_file("{tmp}/w-vocab.json", unk_token="b")
m.BPE().get_trainer(), m.Unigram().get_trainer(), m.WordLevel().get_trainer(), m.WordPiece().get_trainer()
""",
}
