"""Statements run one after the other on a tokenizer `t`: attributes, changes, and every mistake a reader may make.

The scripts named in CHANGING get a tokenizer of their own.
"""

from live_mistakes import MISTAKES

CHANGING = ("changes", "added tokens", "pad and around")
SCRIPTS = {
    "attributes": """
t.bos_token, t.eos_token, t.unk_token, t.sep_token, t.pad_token, t.cls_token, t.mask_token
t.bos_token_id, t.eos_token_id, t.unk_token_id, t.sep_token_id, t.pad_token_id, t.cls_token_id, t.mask_token_id
t.all_special_tokens, t.all_special_ids, t.special_tokens_map, t.extra_special_tokens, t.extra_special_tokens_ids
t.vocab_size, len(t), bool(t), t.is_fast, t.model_max_length, t.name_or_path, t.padding_side, t.truncation_side
t.model_input_names, t.clean_up_tokenization_spaces, t.split_special_tokens, t.backend, t.verbose, t.add_prefix_space
t.pad_token_type_id, t.max_len_single_sentence, t.max_len_sentences_pair, t.num_special_tokens_to_add(), t.num_special_tokens_to_add(True)
t.add_bos_token, t.add_eos_token, t.chat_template, t.response_template, t.chat_control_tokens
type(t).__name__, type(t).__module__, repr(t)
t.added_tokens_decoder
t.added_tokens_encoder, t.get_added_vocab()
v = t.get_vocab()
sorted(v.items(), key=lambda item: item[1])[::97], len(v), v == t.vocab
t.additional_special_tokens
t.additional_special_tokens_ids
t.encode_plus
t.batch_encode_plus
t.special_tokens_map_extended
t.prepare_for_model
t.build_inputs_with_special_tokens
t.foo
t.foo_id
t.bos_token_ids
t.get_special_tokens_mask([0, 1, 2, 128000, 32000, 151645], already_has_special_tokens=True)
t.get_special_tokens_mask([0])
t.get_special_tokens_mask([0], [1], already_has_special_tokens=True)
import transformers
transformers.__version__
from transformers import PreTrainedTokenizer, PreTrainedTokenizerBase, PreTrainedTokenizerFast
isinstance(t, PreTrainedTokenizer), isinstance(t, PreTrainedTokenizerBase), isinstance(t, PreTrainedTokenizerFast)
PreTrainedTokenizer.__name__, PreTrainedTokenizer.__module__, issubclass(PreTrainedTokenizer, PreTrainedTokenizerBase)
""",
    **MISTAKES,
    "changes": """
t.pad_token = 3
t.pad_token_id = 7
t.pad_token, t.pad_token_id
t.pad_token = "nope"
t.pad_token, t.pad_token_id
t(["a", "b c"], padding=True)
t.pad_token = t.eos_token
t(["a", "b c d"], padding=True), t.padding_side
t.padding_side = "left"
t(["a", "b c d"], padding=True)
t(["a", "b c d"], padding=True, padding_side="right")
t(["a", "b c d"], padding=True, padding_side="up")
t(["a", "b c d"], padding=True, max_length=3)
t.truncation_side = "up"
t("a b c d e f", truncation=True, max_length=4)
t.truncation_side = "left"
t("a b c d e f", truncation=True, max_length=4)
t("a b c d e f", truncation=True, max_length=4, stride=1, return_overflowing_tokens=True)
t.pad_token_id = 10**8
t.pad_token, t.pad_token_id
t.eos_token = None
t.eos_token, t.eos_token_id, t.special_tokens_map
t.bos_token_id = None
t.bos_token
t.extra_special_tokens = ["a"]
t.extra_special_tokens, t.extra_special_tokens_ids, t.all_special_tokens
t.extra_special_tokens = "a"
t.model_max_length = 4
t("a b c d e f", truncation=True), t.max_len_single_sentence
t("a", truncation=True, padding="max_length")
t.split_special_tokens = True
t.encode("<|eot_id|><|end|><|im_end|><fim_prefix>")
t.encode("<|eot_id|><|end|><|im_end|><fim_prefix>", split_special_tokens=False)
t.chat_template = "{{ messages[0].content }}!"
t.apply_chat_template([{"role": "user", "content": "Hi"}], tokenize=False), t.get_chat_template()
t.chat_template = {"default": "d", "tool_use": "t"}
t.get_chat_template(), t.get_chat_template(tools=[]), t.get_chat_template("tool_use"), t.get_chat_template("other")
t.chat_template = {"a": "A"}
t.get_chat_template()
t.chat_template = None
t.get_chat_template()
t.apply_chat_template([{"role": "user", "content": "Hi"}])
t.foo = 1
t.foo
t.chat_control_tokens = ["H"]
t.add_tokens(["H"])
t.apply_chat_template([{"role": "user", "content": "H i <|eot_id|>"}], chat_template="H{{ messages[0].content }}", sanitize_control_tokens=True)
t.clean_up_tokenization_spaces = True
t.decode(t.encode("Hello , world ! It 's"))
t.clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output = True
t.decode(t.encode("Hello , world ! It 's"))
t.decode(t.encode("Hello , world ! It 's"), clean_up_tokenization_spaces=False)
t.unk_token = "no such token"
def unknown():
    try:
        return t.convert_tokens_to_ids("nor this")
    except RecursionError as error:
        return type(error).__name__
unknown()
t("a b").input_ids, t.special_tokens_map
t.truncation_side = "left"
t.apply_chat_template([{"content": "a b c d"}, {"content": "e f g h"}, {"content": "i"}], chat_template="{% for m in messages %}{% generation %}{{ m.content }}{% endgeneration %}|{% endfor %}", return_assistant_tokens_mask=True, truncation=True, max_length=6)
""",
    "added tokens": """
from transformers import AddedToken
t.add_tokens("hello_x"), t.add_tokens(["hello_x", "new1", "new1"]), t.add_tokens([]), t.add_tokens(None), t.add_tokens("")
len(t), t.vocab_size, t.convert_tokens_to_ids(["hello_x", "new1"])
t.tokenize("a hello_x b new1new1 c"), t.encode("hello_xnew1")
t.decode(t.encode("a hello_x b new1")), t.decode(t.encode("hello_x"), skip_special_tokens=True)
t.add_tokens([3])
t.convert_ids_to_tokens(t.encode("a hello_x b")), t.add_tokens([AddedToken("raw_y", normalized=False)]), t.decode(t.encode("a raw_y b"))
t.add_tokens(AddedToken("[L]", lstrip=True)), t.add_tokens([AddedToken("[R]", rstrip=True), AddedToken("[W]", single_word=True)])
t.tokenize("a  [L] b [R]  c [W] d[W]e [W].\\n[L]\\t[R]\\n"), t("a  [L] b [R]  c", return_offsets_mapping=True)
t.tokenize("[W] \\u200d[W] x_[W] [W]\\u0301 é[W]")
t.add_tokens(["the", " the", "ing"]), t.tokenize("the thing is the singing"), t.decode(t.encode("the thing"))
t.add_tokens(["<spécial>", "한국", "a b"]), t.tokenize("x<spécial>한국어 a b"), t.decode(t.encode("x<spécial>한국어 a b"))
t.add_tokens(["e\\u0301x"]), t.tokenize("e\\u0301x éx"), t.encode("éx"), t.decode(t.encode("éx"))
t.add_special_tokens({"pad_token": "[PAD]"}), t.pad_token, t.pad_token_id, t.all_special_tokens
t(["a", "b c"], padding=True), t.decode(t.encode("[PAD]a"), skip_special_tokens=True)
t.add_special_tokens({"extra_special_tokens": ["<x1>", "<x2>"]}), t.extra_special_tokens, t.encode("<x1><x2>")
t.add_special_tokens({"extra_special_tokens": ["<x3>", "<x1>"]}, replace_extra_special_tokens=False), t.extra_special_tokens
t.add_special_tokens({"additional_special_tokens": ["<x4>"]}), t.extra_special_tokens
t.add_special_tokens({"foo": "x"}) if False else None
t.add_special_tokens({"pad_token": 3})
t.add_special_tokens({"extra_special_tokens": "x"})
t.add_special_tokens({}), t.add_special_tokens({"eos_token": AddedToken("<stop>", lstrip=True)}), t.eos_token, t.eos_token_id
t.add_tokens(["<x1>"], special_tokens=True), t.add_tokens(["new1"], special_tokens=True), t.decode(t.encode("new1 a"), skip_special_tokens=True)
t.get_added_vocab(), t.added_tokens_decoder
repr(t), len(t)
t.add_tokens(["aa", "aaa", "aaaa"]), t.tokenize("aaaaaaa aaaaa")
t.encode("<x1> x", split_special_tokens=True), t.tokenize("hello_x<x1>", split_special_tokens=True)
t("x hello_x 🤗<x1> y", return_offsets_mapping=True), t("x hello_x 🤗<x1> y").word_ids()
import copy
u = copy.deepcopy(t)
u.add_tokens("only_u"), t.convert_tokens_to_ids("only_u"), u.convert_tokens_to_ids("only_u"), len(u) - len(t)
""",
    "added token": """
from transformers import AddedToken
a = AddedToken('x"y\\n')
repr(a), str(a), a == AddedToken('x"y\\n', lstrip=True), a == AddedToken('x"y\\n'), a == "x", a.__getstate__()
repr(AddedToken("s", special=True)), repr(AddedToken()), repr(AddedToken("n", normalized=True, special=True, single_word=True))
AddedToken(3)
AddedToken(None)
a.special = True
repr(a), a.normalized
a.lstrip = True
a.content = "z"
a.content = 3
a.foo
repr(a), type(a).__name__, type(a).__module__, len({AddedToken("a"), AddedToken("a")})
""",
    "batch encoding": """
e = t("Hello wörld, 안녕 🤗!", return_offsets_mapping=True)
e.keys(), e.input_ids == e["input_ids"], "input_ids" in e, len(e), e.n_sequences, e.is_fast
e.tokens(), e.word_ids(), e.sequence_ids()
[e.char_to_token(i) for i in range(20)], [e.char_to_word(i) for i in range(20)]
[e.token_to_chars(i) for i in range(len(e.input_ids))], [e.token_to_word(i) for i in range(len(e.input_ids))]
[e.word_to_tokens(i) for i in range(8)]
[e.word_to_chars(i) for i in range(3)]
e.word_to_chars(99)
[e.token_to_sequence(i) for i in range(3)]
e["foo"]
e.foo
e[0:1] == e[:1], repr(e[0])
e[5]
e[0].ids, e[0].type_ids, e[0].attention_mask, e[0].special_tokens_mask, e[0].overflowing, len(e[0]), e[0].n_sequences
e.tokens(3)
e.char_to_token(-1)
e.token_to_chars(99), e.token_to_word(99), e.char_to_token(999), e.char_to_word(999), e.word_to_tokens(99)
p = t(["a b", "c"], ["d", "e f g"], padding=t.pad_token is not None)
p.sequence_ids(0), p.sequence_ids(1), p.word_ids(1), p.n_sequences, [p.token_to_sequence(1, i) for i in range(3)]
p.char_to_token(0, 0), p.char_to_token(1, 2, 1), p.word_to_tokens(1, 1, sequence_index=1), p.word_to_chars(1, 0, 1)
repr(p), dict(p), list(p.items()), p.data
p["extra"] = 1
p.extra, p.pop("extra"), list(p)
p.convert_to_tensors("pt")
p.convert_to_tensors("bar")
t("x").to("cpu") if False else None
t("a", return_length=True)["length"], t(["a", "b c"], return_length=True)["length"]
import pickle
t("a b", "c", return_token_type_ids=True, return_special_tokens_mask=True)
type(e).__name__, type(e).__module__, isinstance(e, dict), hasattr(e, "foo"), bool(e)
""",
    "pad and around": """
t.pad_token = t.pad_token or t.eos_token
t.pad({"input_ids": [1, 2, 3]}, padding="max_length", max_length=5)
t.pad({"input_ids": [[1, 2, 3], [4]]})
t.pad([{"input_ids": [1, 2, 3], "attention_mask": [1, 1, 1]}, {"input_ids": [4], "attention_mask": [1]}], padding_side="left")
t.pad([t("a b c"), t("d")], pad_to_multiple_of=4)
t.pad({"input_ids": []})
t.pad({"foo": [1]})
t.pad({"input_ids": [[], [1]]})
t.pad({"input_ids": ["a"]})
t.pad({"input_ids": [1]}, padding="up")
t.pad({"input_ids": [[1], [2, 3]], "attention_mask": [[1]]})
t.pad({"input_ids": [[1], [2, 3]]}, padding_side="up")
t.pad({"input_ids": [[1], [2, 3]]}, return_attention_mask=False, padding=False)
t.pad({"input_ids": [[1], [2, 3]], "token_type_ids": [[0], [0, 1]], "special_tokens_mask": [[0], [0, 0]]}, padding=True)
t.add_bos_token = True
t.encode("a"), t.encode("a", "b"), t.num_special_tokens_to_add(), t.add_bos_token
t.add_eos_token = True
t.encode("a"), t.encode("a", "b"), t.num_special_tokens_to_add(True), t.add_eos_token
t("a", "b", return_token_type_ids=True, return_special_tokens_mask=True)
t.add_bos_token = False
t.encode("a"), t.encode("a", "b")
t.bos_token = "the"
t.add_bos_token = True
t.encode("a")
t.update_post_processor()
t.encode("a", "b")
""",
    "steps": """
b = t.backend_tokenizer
b.normalizer and b.normalizer.normalize_str("e\\u0301 x")
b.pre_tokenizer and b.pre_tokenizer.pre_tokenize_str("Hello  wörld's 123 안녕 🤗")
b.token_to_id("a"), b.token_to_id("zz top"), b.id_to_token(5), b.id_to_token(10**7), b.get_vocab_size(), b.get_vocab_size(False)
b.encode("a b").ids, b.encode("a b").tokens, b.encode("a", "b", add_special_tokens=False).ids, b.decode([5, 6, 7])
[x.ids for x in b.encode_batch(["a b", ("c", "d")])]
b.model.token_to_id("a"), b.model.id_to_token(5), [(x.id, x.value, x.offsets) for x in b.model.tokenize("hello")]
b.num_special_tokens_to_add(False), b.encode_special_tokens, b.truncation, b.padding
b.encode("a\\ud800")
b.encode(3)
b.encode(["a", "b"], is_pretokenized=True).ids
b.decoder.decode(["a", "Ġb", "▁c"])
t.decoder.decode(["a"])
""",
    "chat helpers": """
t.encode_message_with_chat_template({"role": "user", "content": "Hi"}, chat_template="{% for m in messages %}{{ m.content }};{% endfor %}")
t.encode_message_with_chat_template({"role": "user", "content": "Hi"}, [{"role": "user", "content": "A"}], chat_template="{% for m in messages %}{{ m.content }};{% endfor %}")
t.encode_message_with_chat_template({"role": "user", "content": "Hi"}, add_generation_prompt=True)
from transformers.utils import get_json_schema
def f(x: int, y: "list[str]" = ()) -> bool:
    '''Does f.

    Args:
        x: The x
        y: The y
           on two lines (choices: ["a", " b "])
    Returns:
        Truth
    '''
get_json_schema(f)
get_json_schema(lambda x: x)
get_json_schema(print)
class C:
    def m(self, x: float):
        '''M.

        Args:
            x: X
        '''
get_json_schema(C().m), get_json_schema(C.m)
t.apply_chat_template([{"role": "user", "content": "Hi"}], chat_template="{{ tools }}", tools=[C().m], tokenize=False)
t.apply_chat_template([{"role": "user", "content": "Hi"}], chat_template="{{ messages[0].content }}", sanitize_control_tokens=True, tokenize=False)
""",
}
