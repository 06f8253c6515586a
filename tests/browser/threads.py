"""Titles and error texts of public threads, as they stand there → the thread, and the sections that answer it."""

THREADS = [
    (
        "ValueError: Cannot use apply_chat_template() because tokenizer.chat_template is not set and no template argument was passed!",
        "zai-org/GLM-4#551",
        "#no-chat-template",
    ),
    ("LLama3 won't stop when provide eos_token_id", "huggingface/transformers#31362", "#stop-token"),
    ("'eos_token_id' for llama model.generate is not working", "huggingface/transformers#24644", "#stop-token"),
    (
        "size mismatch for base_model.model.model.embed_tokens.modules_to_save.default.weight: copying a param with shape "
        "torch.Size([128320, 4096]) from checkpoint, the shape in current model is torch.Size([128256, 4096]).",
        "hiyouga/LlamaFactory#7997",
        "#lora-new-tokens",
    ),
    ("ValueError: vLLM only supports modules_to_save being None.", "hiyouga/LlamaFactory#7997", "#lora-new-tokens"),
    ("LORA adapter with new embedding tokens has size and load issue", "huggingface/peft#2898", "#lora-new-tokens"),
    (
        "Size mismatch error when loading model with added tokens using peft_model.save_pretrained",
        "huggingface/peft#1457",
        "#lora-new-tokens",
    ),
    ("Llama 3 Double BOS", "abetlen/llama-cpp-python#1501", "#double-bos", "#server-bos"),
    (
        "Duplicate BOS token prepended when using Llama-3/3.1 chat interface",
        "InfiniTensor/InfiniLM#388",
        "#double-bos",
        "#server-bos",
    ),
    ("ollama Model is configured wrong: Double BOS", "deepseek-ai/DeepSeek-Coder-V2#50", "#double-bos", "#server-bos"),
    (
        "SFT chat loss masking silently falls back to all-ones when tokenizer chat_template lacks {% generation %}",
        "NVIDIA-NeMo/Megatron-Bridge#3359",
        "#mask-of-zeros",
    ),
    (
        "Check that training chat templates keep the stop token in the loss mask",
        "huggingface/trl#5988",
        "training-on-chats/#the-end-must-be-trained",
    ),
    (
        "You're using `assistant_only_loss=True` with prompt-completion format, but the chat template doesn't generate valid assistant masks",
        "huggingface/trl#4201",
        "#mask-of-zeros",
    ),
    (
        "No masking for response loss in SFT training?",
        "karpathy/nanochat#20",
        "training-on-chats/",
        "#the-mask-three-ways",
    ),
    (
        "This model's maximum context length is 4097 tokens. However, your messages resulted in 192871 tokens. Please reduce the "
        "length of the messages.",
        "orhanerday/ChatGPT#17",
        "#wrong-counter",
    ),
    ("Requested tokens exceed context window of ...", "hexive/prompt-cli#1", "#wrong-counter"),
    ("Tool calls not triggered properly with vLLM", "vllm-project/vllm#17821", "#tools-ignored", "#call-in-content"),
    ("Llama chat template cannot process tool_calls=[] in previous messages", "vllm-project/vllm#13978", "#two-calls"),
    ("failed to parse chat template (defaulting to chatml)", "containers/ramalama#1857", "#another-engine"),
    (
        "Incorrect batched generation for Llama-2 with `pad_token` = `eos_token`",
        "huggingface/transformers#25790",
        "#padding-side",
        "#pad-is-eos",
    ),
    (
        "batch generation with Llama: IndexError: index out of range in self",
        "huggingface/transformers#23401",
        "#vocab-size",
    ),
    ("Qwen3: enable_thinking: false still returns <think> tags", "xorbitsai/inference#3647", "#enable-thinking"),
    ("Qwen3 Chat Template `enable_thinking` tag reversed?", "huggingface/transformers#37949", "#enable-thinking"),
    (
        "Removing previous thinking outputs in multi-turn conversations (official Qwen3 recommendation)",
        "oobabooga/textgen#6923",
        "#thinking-vanishes",
        "thinking-and-newer-templates/",
    ),
    (
        "A character split across two tokens is destroyed: per-token decode is lossy, so emoji and CJK become U+FFFD",
        "antonellof/ferrox#124",
        "#streaming-replacement-character",
    ),
    ("Streaming Oobabooga breaks emojis", "SillyTavern/SillyTavern#354", "#streaming-replacement-character"),
]
