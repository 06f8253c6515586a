"""A reader pastes an error text, an odd output or a question into the search box, and the first hit is the section about it."""

import json
import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect
from threads import THREADS

from course.paths import ROOT

# What a person copies or types → the section of the page Pitfalls.
SYMPTOMS = [
    ("<|begin_of_text|><|begin_of_text|>", "double-bos"),
    ("two BOS tokens", "double-bos"),
    ("apply_chat_template returns a dict", "chat-template-dict"),
    ("model continues the user message", "generation-prompt"),
    ("ValueError: continue_final_message and add_generation_prompt are not compatible", "prefill"),
    ("Cannot use chat template functions because tokenizer.chat_template is not set", "no-chat-template"),
    ("You are a helpful assistant.", "hidden-system-prompt"),
    ("tools has no effect", "tools-ignored"),
    ("prompt injection", "injection"),
    ("Phi-3 newlines vanish", "phi-3-newlines"),
    ("reasoning_content missing from the prompt", "thinking-vanishes"),
    ("assistantfinal", "channels-in-text"),
    ("enable_thinking=False", "enable-thinking"),
    ('can only concatenate str (not "list") to str', "content-parts"),
    ("'strftime_now' is undefined", "another-engine"),
    ("Added a BOS token to the prompt as specified by the model", "server-bos"),
    ("chat template is applied twice", "rendered-twice"),
    ("cached_tokens always zero", "cached-zero"),
    ("content is empty finish_reason length", "empty-answer"),
    ("batch_decode returns one string", "batch-decode"),
    ("x!= y", "clean-up-spaces"),
    ("ìķĪ", "garbled-tokens"),
    ("Helloworld", "leading-space"),
    ("trailing space", "trailing-space"),
    ("�", "streaming-replacement-character"),
    ("answer does not stop", "stop-token"),
    ("Asking to pad but the tokenizer does not have a padding token", "pad-is-eos"),
    ("batched generation nonsense", "padding-side"),
    ("vocab_size smaller than len(tokenizer)", "vocab-size"),
    ("trained tokenizer vocab_size", "trained-size"),
    ("context length exceeded", "wrong-counter"),
    ("AttributeError: Qwen2Tokenizer has no attribute encode_plus", "version-5"),
    ("other ids same tokenizer.json", "class-changes-ids"),
    ("You are trying to access a gated repo", "gated-model"),
    ("add_eos_token BOS gone", "bos-gone"),
    ("##nut ##s", "wordpiece-marks"),
    ("[UNK] emoji", "unknown-word"),
    ("train_new_from_iterator id past the end", "trained-bos"),
    ("truncation saved in tokenizer.json", "saved-truncation"),
    ("ValueError: Couldn't instantiate the backend tokenizer from one of", "no-backend"),
    ("return_assistant_tokens_mask==True but chat template does not contain {% generation %} keyword", "mask-of-zeros"),
    ("Could not find response key", "response-mark"),
    ("model prints the tool call as text", "call-in-content"),
    ("TypeError: Can only get item pairs from a mapping.", "arguments-string"),
    ("This model only supports single tool-calls at once!", "two-calls"),
    ("DataCollatorForLanguageModeling overwrites labels", "labels-overwritten"),
    ("labels shifted twice", "labels-shifted"),
    ("size mismatch for base_model.model.model.embed_tokens", "lora-new-tokens"),
    # Other texts of the same mishaps.
    ("Unsloth: All labels in your dataset are -100. Training losses will be all 0", "response-mark"),
    ("add_eos_token=True", "bos-gone"),
    ("You have passed a message containing <|channel|> tags in the content field.", "channels-in-text"),
    ("'list object' has no attribute 'startswith'", "content-parts"),
    ("Error rendering prompt with jinja template", "another-engine"),
    ("You need to have sentencepiece or tiktoken installed to convert a slow tokenizer to a fast one.", "no-backend"),
    ("[128000, 128000", "double-bos"),
    ("RuntimeError: Could not infer dtype of dict", "chat-template-dict"),
    ("the final message does not appear in the chat after applying the chat template", "prefill"),
    ("Today Date: 26 Jul 2024", "hidden-system-prompt"),
    ("batch_decode", "batch-decode"),
    ("clean_up_tokenization_spaces", "clean-up-spaces"),
    ("Ċ", "garbled-tokens"),
    ("<0xF0><0x9F>", "garbled-tokens"),
    ("���", "streaming-replacement-character"),
    ("never stops generating", "stop-token"),
    ("Unable to create tensor, you should probably activate truncation and/or padding", "pad-is-eos"),
    ("A decoder-only architecture is being used, but right-padding was detected!", "padding-side"),
    ("IndexError: index out of range in self", "vocab-size"),
    (
        "Token indices sequence length is longer than the specified maximum sequence length for this model",
        "wrong-counter",
    ),
    ("no attribute batch_encode_plus. Did you mean: '_encode_plus'?", "version-5"),
    ("GatedRepoError", "gated-model"),
    ("Your request to access this repo has been rejected by the repo's authors", "gated-model"),
]


GATED = "#gated-model"
ROLES = "chat-templates/#roles-that-vanish"
OLDER = "choosing-and-counting/#your-counting-code-may-be-older-than-the-library"
THUMB = "choosing-and-counting/#the-rules-of-thumb-hold-for-english-prose"
PRICE = (
    "bytes-and-unicode/#parts-of-characters-make-a-language-expensive",
    "choosing-and-counting/#the-same-note-costs-more-in-hindi",
)

# The same from other mouths → the section (its address ends so), or several that would do. Addresses and traces are pasted whole.
ASKED = [
    ("assistant_masks all zeros", "#mask-of-zeros", "#a-mask-of-zeros"),
    ("train only on the assistant's answers", "#the-mask-three-ways"),
    ("position_ids packing", "#packing-and-its-borders", "#packing"),
    ("wordpiece vs bpe", "other-families/"),
    ("replace the tokenizer of a model", "other-families/#what-a-new-vocabulary-costs-an-existing-model"),
    ("what is in tokenizer.json", "pipeline/#tokenizerjson-part-by-part"),
    ("Conversation roles must alternate user/assistant/user/assistant/...", ROLES),
    ("jinja2.exceptions.TemplateError: Conversation roles must alternate user/assistant/user/assistant/...", ROLES),
    ("System role not supported", ROLES),
    ("KeyError: 'llama'", OLDER),
    ("how many tokens is a word", THUMB),
    ("strawberry how many r", "what-a-token-is/"),
    ("korean costs more", *PRICE),
    (
        "OSError: You are trying to access a gated repo. Make sure to have access to it at "
        "https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct. 401 Client Error. (Request ID: Root=1-66a1b2c3-0d4e5f;9a8b) Cannot "
        "access gated repo for url https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct/resolve/main/config.json. Access to model "
        "meta-llama/Llama-3.1-8B-Instruct is restricted. You must have access to it and be authenticated to access it. Please log in.",
        GATED,
    ),
    (
        "huggingface_hub.errors.GatedRepoError: 403 Client Error. (Request ID: Root=1-66a1) Cannot access gated repo for url "
        "https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct/resolve/main/tokenizer.json. Access to model "
        "meta-llama/Llama-3.1-8B-Instruct is restricted and you are not in the authorized list. Visit "
        "https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct to ask for access.",
        GATED,
    ),
    (
        "Cannot access gated repo for url https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct/resolve/main/config.json.",
        GATED,
    ),
    ("https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct/resolve/main/config.json", GATED, "models/llama-3.1/"),
    (
        "401 Client Error: Unauthorized for url: https://huggingface.co/meta-llama/Meta-Llama-3-8B/resolve/main/config.json",
        GATED,
    ),
    (
        "RuntimeError: CUDA error: device-side assert triggered",
        "#past-the-end-the-tokenizer-says-nothing",
        "#vocab-size",
    ),
    ("why does my model keep talking", "#stop-token"),
    ("what is Ġ", "#garbled-tokens"),
    ("what does Ġ mean in tokens", "#garbled-tokens"),
    ("how do I add a new token", "#tokens-of-your-own", "#add"),
    ("count the tokens of a chat", "#a-chat-that-says-hi-is-longer-than-hi"),
    ("pad token same as eos token", "#pad-is-eos", "#which-token-pads", "#how-padding-teaches-a-model-never-to-stop"),
    ("fill in the middle prompt", "#a-gap-in-the-middle-is-a-file-in-another-order", "#fill-in-the-middle"),
    ("difference between base and instruct model", "#a-base-model-has-no-chat-template", "#it-goes-on-with-the-text"),
    ("what is BPE", "#byte-pair-encoding", "how-bpe-chooses/"),
    ("apply_chat_template add_generation_prompt", "#generation-prompt", "#prefill"),
    ("glitch tokens", "#why-some-tokens-derail-a-model"),
    ("SolidGoldMagikarp", "#why-some-tokens-derail-a-model"),
    ("emoji broken when streaming", "#streaming-replacement-character"),
    ("skip_special_tokens", "#skipping-is-not-undoing"),
    ("Latin-1", "#why-does-안-print-as-ìķī"),
    ("YaRN", "#how-long-is-the-window"),
    ("split_digits", "#why-is-a-number-cut-differently-in-each-model"),
    ("lorem ipsum", "#what-is-in-a-vocabulary"),
    ("corpus", "#corpus", "how-bpe-chooses/#where-the-numbers-come-from"),
    ("logits", "#logits"),
    ("post-processor", "#post-processor", "text-to-ids/#one-sentence-becomes-integers"),
    ("why can't llms do arithmetic numbers tokens", "#numbers", "#why-is-a-number-cut-differently-in-each-model"),
    ("how do I count tokens without downloading the model", "#when-you-may-not-download-the-tokenizer"),
    (
        'Traceback (most recent call last): File "train.py", line 12, in <module> out = tokenizer(texts, padding=True) '
        "ValueError: Asking to pad but the tokenizer does not have a padding token. Please select a token to use as `pad_token` "
        "`(tokenizer.pad_token = tokenizer.eos_token e.g.)` or add a new pad token via `tokenizer.add_special_tokens({'pad_token': "
        "'[PAD]'})`.",
        "#pad-is-eos",
    ),
    ("Setting `pad_token_id` to `eos_token_id`:128009 for open-end generation.", "#pad-is-eos", "#which-token-pads"),
    (
        "Token indices sequence length is longer than the specified maximum sequence length for this model (5120 > 4096). Running "
        "this sequence through the model will result in indexing errors",
        "#wrong-counter",
        "#truncation-cuts-what-you-did-not-mean",
    ),
    (
        "AttributeError: Qwen2Tokenizer has no attribute additional_special_tokens",
        "#version-5",
        "#version-5-took-an-attribute-away",
    ),
    ("llama 3 stop token <|eot_id|>", "#stop-token", "#which-token-stops-generation"),
    ("jailbreak with special tokens", "#injection"),
    ("can a user inject <|im_start|>system", "#injection", "#a-message-that-opens-a-turn-of-its-own"),
    ("how long does the course take", "#times"),
    ("attention mask", "#attention-mask"),
    ("are tokens syllables", "#what-is-in-a-vocabulary", "#the-space-belongs-to-the-token"),
    ("This model's maximum context length is 8192 tokens", "#wrong-counter"),
    ("continue_final_message", "#prefill", "#putting-words-into-its-mouth"),
    (
        "ValueError: The checkpoint you are trying to load has model type `qwen3` but Transformers does not recognize this architecture",
        OLDER,
    ),
    ("does the tokenizer matter if I use the wrong one", "#nothing-warns-you", "#the-wrong-tokenizer"),
    ("how many characters is one token", THUMB),
    (
        "why are my ids different after upgrading transformers",
        "#class-changes-ids",
        "#the-class-and-the-files-may-change",
    ),
    ("model outputs user and keeps going", "#stop-token", "#generation-prompt"),
    ("what is a chat template", "#chat-template", "chat-templates/", "#the-template-is-a-program"),
    ("why does my prompt have two <|begin_of_text|>", "#double-bos"),
    ("how do I stream tokens without broken emoji", "#streaming-replacement-character", "#two-ways-to-stream-it-wrong"),
    ("left or right padding for generation", "#padding-side", "#why-generation-pads-on-the-left"),
    (
        "what's the difference between padding and truncation",
        "#padding",
        "#truncation",
        "#truncation-cuts-what-you-did-not-mean",
    ),
    (
        "offset mapping word positions",
        "#which-characters-does-a-token-cover",
        "#offsets",
        "pipeline/#where-do-offsets-come-from",
    ),
    ("tokenizer.decode removes spaces before punctuation", "#clean-up-spaces", "#does-decode-eat-spaces"),
    ("how much does a tool definition cost", "#describe-and-what-it-costs"),
    ("token healing", "#healing-the-last-token"),
    ("why do numbers get split", "#numbers", "#why-is-a-number-cut-differently-in-each-model"),
    ("resize_token_embeddings", "#vocab-size", "#three-numbers-for-one-size"),
    (
        "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xed in position 0: unexpected end of data",
        "#streaming-replacement-character",
    ),
    ("byte fallback", "#byte-fallback"),
    ("unk token", "#unknown-token", "#a-missing-token-none-unknown-or-the-end-of-the-text"),
    ("max_length is ignored", "#why-paddingtrue-max_length-cuts-nothing"),
    ("sliding window long document stride", "#a-long-document-in-overlapping-windows"),
    ("train my own tokenizer", "#where-the-numbers-come-from"),
    ("how many tokens in 1000 words", THUMB),
    ("why is chinese text more expensive in gpt", "#parts-of-characters-make-a-language-expensive"),
    ("size mismatch for lm_head", "#three-numbers-for-one-size", "#lora-new-tokens"),
    ("KeyError: 'qwen3'", OLDER),
    ("date in llama system prompt wrong", "#hidden-system-prompt"),
    (
        "The attention mask is not set and cannot be inferred from input because pad token is same as eos token.",
        "#pad-is-eos",
    ),
    ("rope scaling yarn qwen", "#how-long-is-the-window"),
    ("tokenizer padding side warning decoder-only", "#why-generation-pads-on-the-left", "#padding-side"),
    ("latin1", "#why-does-안-print-as-ìķī"),
    ("logit bias", "#logits"),
]

TRUNCATE = ("#truncation-cuts-what-you-did-not-mean", "#why-paddingtrue-max_length-cuts-nothing")
HALVES = ("#trailing-space", "round-trips-and-boundaries/#two-halves-are-not-a-whole")
# Error texts and symptoms as people paste them; those of public threads are in threads.py.
PASTED = [
    (
        "The attention mask and the pad token id were not set. As a consequence, you may observe unexpected behavior.",
        "#pad-is-eos",
    ),
    (
        "please set `padding_side='left'` when initializing the tokenizer.",
        "#padding-side",
        "#why-generation-pads-on-the-left",
    ),
    ("AttributeError: LlamaTokenizer has no attribute batch_encode_plus", "#version-5"),
    ("AttributeError: 'BatchEncoding' object has no attribute 'shape'", "#chat-template-dict"),
    ("AttributeError: 'list' object has no attribute 'to' apply_chat_template", "#chat-template-dict"),
    ("apply_chat_template length is 2", "#chat-template-dict"),
    (
        "Cannot use chat template functions because tokenizer.chat_template is not set and no template argument was passed! For "
        "information about writing templates and setting the tokenizer.chat_template attribute",
        "#no-chat-template",
    ),
    ("Assertion `srcIndex < srcSelectDimSize` failed.", "#vocab-size"),
    ("IndexError: index out of range in self torch.nn.functional.embedding", "#vocab-size"),
    (
        "size mismatch for model.embed_tokens.weight: copying a param with shape torch.Size([128256, 4096])",
        "#three-numbers-for-one-size",
        "#vocab-size",
        "#lora-new-tokens",
    ),
    (
        "openai.BadRequestError: This model's maximum context length is 4096 tokens. However, you requested 5000 tokens",
        "#wrong-counter",
    ),
    ("prompt is too long: 210000 tokens > 200000 maximum", "#wrong-counter"),
    ("Input length of input_ids is 5000, but max_length is set to 4096", "#wrong-counter", *TRUNCATE),
    (
        "OSError: meta-llama/Llama-3.1-8B is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'",
        GATED,
    ),
    ("Repository Not Found for url: https://huggingface.co/meta-llama/Llama-3.1-8B/resolve/main/config.json", GATED),
    (
        "Access to model meta-llama/Llama-3.1-8B-Instruct is restricted. You must have access to it and be authenticated to access it.",
        GATED,
    ),
    ("huggingface-cli login", GATED),
    (
        "OSError: We couldn't connect to 'https://huggingface.co' to load the files",
        GATED,
        "#no-backend",
        "#when-you-may-not-download-the-tokenizer",
    ),
    (
        "ValueError: Tokenizer class LlamaTokenizer does not exist or is not currently imported.",
        OLDER,
        "#class-changes-ids",
    ),
    ("data did not match any variant of untagged enum ModelWrapper at line 757443 column 3", OLDER),
    (
        "LlamaTokenizer requires the SentencePiece library but it was not found in your environment.",
        "#no-backend",
        "glossary/#sentencepiece",
    ),
    ("Converting from SentencePiece and Tiktoken failed", "#no-backend"),
    ("OSError: Can't load tokenizer for 'my-model'. If you were trying to load it from", "#no-backend", GATED),
    (
        "The tokenizer class you load from this checkpoint is not the same type as the class this function is called from.",
        "#class-changes-ids",
    ),
    (
        "Special tokens have been added in the vocabulary, make sure the associated word embeddings are fine-tuned or trained.",
        "#tokens-of-your-own",
    ),
    (
        "Added a BOS token to the prompt as specified by the model but the prompt also starts with a BOS token. So now the final prompt "
        "starts with 2 BOS tokens.",
        "#double-bos",
        "#server-bos",
    ),
    ("control token: 128009 '<|eot_id|>' is not marked as EOG", "#stop-token"),
    ("<|eot_id|><|start_header_id|>assistant in the output", "#stop-token"),
    ("output contains <|im_end|> and continues", "#stop-token"),
    ("llama 3 repeats assistant over and over", "#stop-token", "#generation-prompt"),
    ("fine-tuned model never emits eos", "#how-padding-teaches-a-model-never-to-stop"),
    (
        "return_assistant_tokens_mask==True but chat template does not contain `{% generation %}` keyword.",
        "#mask-of-zeros",
    ),
    ("Ã©", "#garbled-tokens"),
    ("convert_ids_to_tokens strange characters for chinese", "#garbled-tokens"),
    ("[UNK] for emoji in bert", "#unknown-word"),
    ("bert lowercases my text", "other-families/#what-comes-back"),
    ("Truncation was not explicitly activated but `max_length` is provided a specific value", *TRUNCATE),
    (
        "Asking to truncate to max_length but no maximum length is provided and the model has no predefined maximum length. Default to no truncation.",
        *TRUNCATE,
        "#how-long-is-the-window",
    ),
    ("model_max_length 1000000000000000019884624838656", "#how-long-is-the-window"),
    ("ValueError: expected sequence of length 5 at dim 1 (got 7)", "#a-batch-must-be-a-rectangle", "#pad-is-eos"),
    ("TemplateError: Only user and assistant roles are supported!", ROLES),
    (
        "jinja2.exceptions.TemplateError: After the optional system message, conversation roles must alternate user/assistant",
        ROLES,
    ),
    ("gemma System role not supported", ROLES),
    ("model ignores tools and answers in plain text", "#tools-ignored", "#tools-that-never-arrive"),
    (
        "continue_final_message is set but the final message does not appear in the chat after applying the chat template!",
        "#prefill",
    ),
    ("Cutting Knowledge Date: December 2023", "#hidden-system-prompt"),
    ("You are Qwen, created by Alibaba Cloud. You are a helpful assistant.", "#hidden-system-prompt"),
    ("`clean_up_tokenization_spaces` was not set. It will be set to `True` by default.", "#clean-up-spaces"),
    ("space before comma disappears after decode", "#clean-up-spaces", "#does-decode-eat-spaces"),
    ("batch_decode joins all tokens into one string", "#batch-decode", "#why-does-batch_decode-give-me-one-string"),
    ("TextIteratorStreamer korean characters broken", "#streaming-replacement-character"),
    ("prompt ends with a space worse completions", "#trailing-space", "#what-a-space-at-the-end-does"),
    ("tokenizing in two parts gives different ids", *HALVES),
    ("concatenating token ids is not the same as tokenizing the text", *HALVES),
    ("train_new_from_iterator bos id out of range", "#trained-bos"),
    ('tokenizer.json "truncation": {"direction": "Right", "max_length": 512', "#saved-truncation"),
    ("embedding model cuts every text at 128 tokens", "#saved-truncation"),
    ("add_bos_token=False has no effect", "#bos-gone", "pipeline/#who-adds-the-bos"),
    ("add_eos_token=True does not add eos llama 3", "#bos-gone"),
    ("ValueError: You cannot use continue_final_message and add_generation_prompt together", "#prefill"),
    ("AttributeError: Qwen2Tokenizer has no attribute special_tokens_map_extended", "#version-5"),
]


@pytest.fixture(scope="module")
def searching(browser, address):
    """The page on which all searches are typed; the index is loaded once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")
    yield page
    context.close()


# Looked at in every frame: there are hundreds of answers to wait for.
ANSWERED = "() => document.querySelector('.md-search-result__meta').textContent.includes('matching document')"
# What stands there of the search before.
CLEARED = """() => {
  document.querySelector(".md-search-result__meta").textContent = "";
  document.querySelector(".md-search-result__list").replaceChildren();
}"""


def paste(page, words):
    """The results of a text that is put into the field at once."""
    field = page.get_by_role("textbox", name="Search")
    page.evaluate(CLEARED)
    field.fill(words)
    field.press("End")  # the search listens to keys
    page.wait_for_function(ANSWERED)
    return page.locator(".md-search-result__item")


def first_hit(page, words):
    """Where the best result leads, from the site's root on: a page's best section, or the page where none is shown with it."""
    links = paste(page, words).first.locator("> a").evaluate_all("links => links.map((link) => link.href)")
    assert links, f"nothing is found for {words!r}"
    best = next((link for link in links if "#" in link), links[0])
    return unquote(re.sub(r"\?h=[^#]*", "", best))


def test_the_first_hit_is_the_section(searching):
    asked = [(words, (f"/pitfalls/#{slug}",)) for words, slug in SYMPTOMS] + [
        (words, sections) for words, *sections in [*ASKED, *PASTED]
    ]
    asked += [(words, sections) for words, _thread, *sections in THREADS]
    hits = {words: first_hit(searching, words) for words, _ in asked}
    misses = {words: (hits[words], sections) for words, sections in asked if not hits[words].endswith(tuple(sections))}
    assert not misses, "\n".join(map(repr, misses.items()))


def test_spelling_endings_and_signs_do_not_matter(searching):
    alike = {
        "tokeniser": "tokenizer",
        "Padding sides": "padding side",
        "GatedRepoError": "gatedrepoerror",
        "stream emojis": "streaming emoji",
    }
    for one, other in alike.items():
        assert first_hit(searching, one) == first_hit(searching, other), (one, other)
    paste(searching, "xylophone zeppelin")
    expect(searching.locator(".md-search-result__meta")).to_contain_text("No matching documents")


def test_whole_words_are_marked_in_the_results_and_on_the_page(searching):
    item = paste(searching, "use of gated repo").first
    marks = item.locator("mark").all_inner_texts()
    assert {"gated", "repo"} <= {mark.lower() for mark in marks}
    beside = "marks => marks.map((mark) => [(mark.previousSibling?.textContent ?? '').slice(-1), (mark.nextSibling?.textContent ?? '').slice(0, 1)])"
    assert not [
        pair for pair in item.locator("mark").evaluate_all(beside) if any(re.match(r"\w", sign) for sign in pair)
    ]
    item.locator("a[href*='#gated-model']").click()
    expect(searching).to_have_url(re.compile("/pitfalls/.*#gated-model$"))
    expect(searching.locator("article[data-found]")).to_be_visible()
    words = set(searching.evaluate("[...CSS.highlights.get('tt-found')].map((range) => String(range).toLowerCase())"))
    assert {"gated", "repo"} <= words and not [word for word in words if "gated" not in word and "repo" not in word]
    assert searching.locator("article mark").count() == 0, "the text itself is as it was"


def test_every_pitfall_is_searched_for():
    cells = json.loads((ROOT / "docs/quoted/page_pitfalls.ipynb").read_text())["cells"]
    slugs = {
        cell["id"] for cell in cells if cell["cell_type"] == "markdown" and "".join(cell["source"]).startswith("### ")
    }
    assert slugs == {slug for _, slug in SYMPTOMS} and len(slugs) == 47
