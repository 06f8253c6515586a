"""A small chat model that answers: weights from a GGUF file, a forward pass in numpy, greedy decoding.

In: the GGUF file and ids. Out: logits, next-token probabilities, answers, log-probabilities. May import: tokenizers.
"""
