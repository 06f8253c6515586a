"""Scripts with the classes of tokenizers.implementations, which come with a model and steps of their own."""

TEXTS = '["the cat sat on the mat", "the cat ran, that hat is flat", "A naïve Café and a HAT", "low lower lowest new newer newest"]'
READY = {
    "byte-level BPE ready to train": f"""
from tokenizers import ByteLevelBPETokenizer, Tokenizer
texts = {TEXTS}
t = ByteLevelBPETokenizer()
t
t.train_from_iterator(texts, vocab_size=280, min_frequency=1, special_tokens=["<s>", "</s>"], show_progress=False)
t
e = t.encode("the naïve hat")
e, e.tokens, e.ids, e.offsets, e.attention_mask, e.special_tokens_mask
t.encode("the", "cat").type_ids
t.encode(1)
t.decode(e.ids), t.decode([0, *e.ids], skip_special_tokens=False), t.decode_batch([e.ids, []])
t.decode(None)
t.get_vocab_size(), t.get_vocab_size(with_added_tokens=False), len(t.get_vocab())
t.token_to_id("<s>"), t.id_to_token(1), t.token_to_id("nope"), t.id_to_token(10**6)
t.add_tokens(["cat!"]), t.add_special_tokens(["<pad>"])
t.enable_padding(pad_id=t.token_to_id("<pad>"), pad_token="<pad>", length=12)
t.enable_truncation(max_length=4, stride=1)
t.padding, t.truncation
[one.tokens for one in t.encode_batch(["the cat!", ("a", "b")])]
t.encode("the cat sat on the mat").overflowing
t.no_padding(), t.no_truncation(), t.padding, t.truncation
t.model, t.normalizer, t.pre_tokenizer, t.post_processor, t.decoder
t.normalizer = 5
t.post_process(t.encode("a"), t.encode("b")).ids
t.normalize("Café")
t.num_special_tokens_to_add(False)
t.save("{{tmp}}/t.json")
Tokenizer.from_file("{{tmp}}/t.json").encode("the cat").tokens
sorted(os.path.basename(path) for path in t.save_model("{{tmp}}"))
again = ByteLevelBPETokenizer.from_file("{{tmp}}/vocab.json", "{{tmp}}/merges.txt", lowercase=True, add_prefix_space=True, trim_offsets=True)
again
again.encode("THE hat").tokens, again.encode(" THE hat").offsets, again.normalizer, again.post_processor
t.to_str()
t.nope
t.encode_batch(None)
t.encode(["the", "cat"], is_pretokenized=True).tokens
t.train("{{tmp}}/none.txt")
""",
    "WordPiece ready to train": f"""
import tokenizers
from tokenizers.implementations import BaseTokenizer, BertWordPieceTokenizer
from tokenizers import EncodeInput, InputSequence, OffsetType, SplitDelimiterBehavior
BertWordPieceTokenizer is tokenizers.BertWordPieceTokenizer, BertWordPieceTokenizer.__mro__[1].__name__, BertWordPieceTokenizer.__module__
OffsetType.CHAR, OffsetType("byte"), SplitDelimiterBehavior.ISOLATED, OffsetType.__module__
texts = {TEXTS}
t = BertWordPieceTokenizer(strip_accents=True, lowercase=True)
t
t.train_from_iterator(iter(texts), vocab_size=60, min_frequency=1, limit_alphabet=30, show_progress=False)
t.encode("The Café, Ünknown").tokens, t.encode("The Café").offsets, t.encode("a", "b").type_ids
t.token_to_id("[CLS]"), t.encode("hat", add_special_tokens=False).tokens, t.decode(t.encode("lowest mat").ids)
t.save_model("{{tmp}}", "mine")
BertWordPieceTokenizer.from_file("{{tmp}}/mine-vocab.txt").encode("The cat").tokens
BertWordPieceTokenizer("{{tmp}}/mine-vocab.txt", lowercase=False).encode("The cat").tokens
BertWordPieceTokenizer({{"[UNK]": 0, "a": 1}})
BertWordPieceTokenizer({{"[UNK]": 0, "[SEP]": 1, "[CLS]": 2, "a": 3, "##b": 4}}, wordpieces_prefix="##").encode("ab a c").tokens
""",
    "other tokenizers ready to train": f"""
from tokenizers import CharBPETokenizer, SentencePieceBPETokenizer, SentencePieceUnigramTokenizer
texts = {TEXTS}
t = CharBPETokenizer(lowercase=True, unicode_normalizer="nfkc", bert_normalizer=False, split_on_whitespace_only=True)
t
t.train_from_iterator(texts, vocab_size=70, min_frequency=1, show_progress=False)
t.encode("The naïve, hat z9").tokens, t.decode(t.encode("the cat").ids), t.encode("The hat").offsets
CharBPETokenizer(unicode_normalizer="nfx")
t = SentencePieceBPETokenizer(add_prefix_space=False)
t
t.train_from_iterator(texts, vocab_size=60, min_frequency=1, special_tokens=["<unk>"], limit_alphabet=20, show_progress=False)
t.encode("the cat Z").tokens, t.decode(t.encode("the cat").ids), t.encode("the cat").offsets
t = SentencePieceUnigramTokenizer(replacement="_")
t
t.normalize("Ａ  b\\tc"), t.pre_tokenizer, t.decoder
t = SentencePieceUnigramTokenizer([("<unk>", 0.0), ("▁a", -1.0), ("b", -2.5), ("ab", -2.0)])
t.encode("ab  a").tokens, t.decode(t.encode("ab a").ids)
SentencePieceUnigramTokenizer.from_spm("{{tmp}}/none.model")
""",
}
