/** What is known of functions and methods: which only look, which change what they are given. */

const words = (text: string): Set<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Can read and change any name. */
export const OPAQUE = words("exec eval globals locals vars __import__ exit quit");

/** Change what they are given. */
export const CHANGERS = words("next setattr delattr");

/** Give back what they were given, or what is inside it. */
export const PASSES = words(
  "enumerate zip reversed iter sorted list tuple dict set filter map next min max get setdefault items values pop copy",
);

const LOOKS = words(`
  capitalize casefold center count encode endswith expandtabs find format format_map index join ljust lower lstrip partition removeprefix
  removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill decode hex
  get items keys values copy union intersection difference symmetric_difference most_common elements total
  tokenize batch_decode batch_encode_plus encode_plus encode_batch decode_batch apply_chat_template get_vocab get_added_vocab get_vocab_size vocab_size
  num_special_tokens_to_add build_inputs_with_special_tokens prepare_for_model pad truncate get_special_tokens_mask get_chat_template
  token_to_chars char_to_token char_to_word word_ids tokens sequence_ids word_to_tokens word_to_chars token_to_word token_to_id id_to_token to_str
  from_pretrained pre_tokenize_str normalize_str pre_tokenize normalize
  group groups groupdict span start end match search findall finditer sub fullmatch
  tolist item mean sum max min argmax topk bit_length to_bytes from_bytes
`);

/** Names of methods that only look at their object and at what they are given. */
export function harmless(method: string): boolean {
  return (
    LOOKS.has(method) ||
    /^(is|convert_|to_|as_|read_|has_|__len__|__contains__|__getitem__|__repr__|__str__)/.test(method)
  );
}

/** Names of functions and methods that change what they are given, whoever made them. */
export function changes(name: string): boolean {
  return /^_*(add|set|append|extend|insert|remove|discard|delete|pop|clear|reset|update|sort$|reverse$|shuffle|seed|register|enable|disable|heap|push|put|write|train|resize|__setitem__|__delitem__)/.test(
    name,
  );
}
