/** What is known of functions and methods: which only look, which change what they are given. */

const words = (text: string): Set<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Can read and change any name. */
export const OPAQUE = words("exec eval globals locals vars __import__ exit quit");

/** What stands for all files; no name of Python's. */
export const FILES = "<files>";

/** Modules that give something else each time, and the one whose functions have a state in common. */
export const UNSTEADY = words("random secrets uuid time datetime");
export const RANDOM = "random";

/** What a module of warnings or of logging has been set to, which decides what other code tells. */
export const TOLD = "<told>";
export const TELLERS = words("warnings logging");

/** Types of Python, whose methods are also called as `list.append(a, 1)`. */
export const TYPES = words("list dict set bytearray deque Counter OrderedDict");

/** Give what is used up when it is read. */
export const ITERATORS = words("zip map filter enumerate iter reversed finditer chain islice open");

/** Only look at what they are given, and do not go round it. */
export const LOOKERS = words("print display len repr str bool int float type isinstance id hash");

/** Change what they are given. */
export const CHANGERS = words("next setattr delattr insort");

/** Give back what they were given, or what is inside it. */
export const PASSES = words(
  "enumerate zip reversed iter sorted list tuple dict set filter map next min max get setdefault items values pop copy partial choice choices sample deque chain islice getattr fromkeys from_iterable reduce ChainMap memoryview MappingProxyType __getitem__",
);

/** The methods among them that give back what they were given, and not what is inside their object. */
export const HANDS_ON = words(
  "choice choices sample copy fromkeys chain deque islice from_iterable partial reduce ChainMap memoryview MappingProxyType",
);

const LOOKS = words(`
  capitalize casefold center count encode endswith expandtabs find format format_map index join ljust lower lstrip partition removeprefix
  removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill decode hex
  get items keys values copy union intersection difference symmetric_difference most_common elements total
  tokenize batch_decode batch_encode_plus encode_plus encode_batch decode_batch apply_chat_template get_vocab get_added_vocab get_vocab_size vocab_size
  num_special_tokens_to_add build_inputs_with_special_tokens prepare_for_model pad get_special_tokens_mask get_chat_template
  token_to_chars char_to_token char_to_word word_ids tokens sequence_ids word_to_tokens word_to_chars token_to_word token_to_id id_to_token to_str
  from_pretrained from_file pre_tokenize_str normalize_str pre_tokenize normalize
  group groups groupdict span start end match search findall finditer sub fullmatch
  exists glob iterdir stat relative_to with_suffix resolve joinpath head describe
  tolist item mean sum max min argmax topk bit_length to_bytes from_bytes
`);

/** Names of methods that only look at their object and at what they are given. */
export function harmless(method: string): boolean {
  return (
    LOOKS.has(method) ||
    /^(is|convert_|to_|as_|read_|has_|__len__|__contains__|__getitem__|__repr__|__str__)/.test(method)
  );
}

/** Names of functions and methods that change what they are given, whoever made them; `added_tokens_decoder` is none. */
export function changes(name: string): boolean {
  return /^_*(add|set|append|extend|insert|remove|discard|delete|pop|clear|reset|update|sort$|reverse$|shuffle|seed|register|enable|disable|heap|push|put|write|train|truncate|resize|simplefilter|filter(?=warnings)|basicConfig|chdir|insort|__setitem__|__delitem__)(?!(e?d|e?rs?|ings?|s|itional|ress|tings?)(_|$))/.test(
    name,
  );
}

/** Names of methods that change their object alone: what they are given goes into it. */
export function grows(method: string): boolean {
  return /^(append|appendleft|extend|insert|add|update|setdefault|put|write|writelines|remove|discard|add_tokens|add_special_tokens)$/.test(
    method,
  );
}

export function writesFiles(name: string): boolean {
  return /^(write_(text|bytes)|save(_\w+)?|dump|mkdir|makedirs|unlink|rename|rmtree|copyfile|touch)$/.test(name);
}

/** Functions of `os` and `shutil`. */
export function movesFiles(name: string): boolean {
  return /^(replace|renames|remove|removedirs|rmdir|copy|copy2|copytree|move|link|symlink|truncate|unpack_archive|chdir)$/.test(
    name,
  );
}

export function readsFiles(name: string): boolean {
  return /^(read_(text|bytes)|from_(pretrained|file)|load|listdir|iterdir|glob|exists|stat)$/.test(name);
}
