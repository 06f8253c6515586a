"""`pad`: ids that were encoded before, to one length."""

from collections.abc import Mapping, Sized

from transformers._batch import BatchEncoding
from transformers._strategies import PaddingStrategy


class Padding:
    """Mixin."""

    def pad(
        self, encoded_inputs, padding=True, max_length=None, pad_to_multiple_of=None, padding_side=None,
        return_attention_mask=None, return_tensors=None, verbose=True,
    ):  # fmt: skip
        """Pad one encoding or a batch (a list of encodings, or a dictionary of lists)."""
        if isinstance(encoded_inputs, (list, tuple)) and encoded_inputs and isinstance(encoded_inputs[0], Mapping):
            encoded_inputs = {key: [example[key] for example in encoded_inputs] for key in encoded_inputs[0].keys()}
        name = self.model_input_names[0]
        if name not in encoded_inputs:
            raise ValueError(
                "You should supply an encoding or a list of encodings to this method "
                f"that includes {name}, but you provided {list(encoded_inputs.keys())}"
            )
        ids = encoded_inputs[name]
        if ids is None or (isinstance(ids, Sized) and len(ids) == 0):
            if return_attention_mask:
                encoded_inputs["attention_mask"] = []
            return encoded_inputs
        first = ids[0]
        if isinstance(first, (list, tuple)):
            first = next((item[0] for item in ids if len(item) != 0), first)
        if not isinstance(first, (int, list, tuple)):
            raise ValueError(
                f"type of {first} unknown: {type(first)}. Should be one of a python, numpy, or pytorch object."
            )
        strategy, _, max_length, _ = self._get_padding_truncation_strategies(
            padding=padding, max_length=max_length, verbose=verbose
        )

        options = (pad_to_multiple_of, padding_side, return_attention_mask)
        if not isinstance(ids[0], (list, tuple)):
            return BatchEncoding(self._pad(encoded_inputs, max_length, strategy, *options), tensor_type=return_tensors)
        assert all(len(values) == len(ids) for values in encoded_inputs.values()), (
            "Some items in the output dictionary have a different batch size than others."
        )
        if strategy == PaddingStrategy.LONGEST:
            strategy, max_length = PaddingStrategy.MAX_LENGTH, max(map(len, ids))
        batch = {}
        for i in range(len(ids)):
            row = self._pad({key: values[i] for key, values in encoded_inputs.items()}, max_length, strategy, *options)
            for key, value in row.items():
                batch.setdefault(key, []).append(value)
        return BatchEncoding(batch, tensor_type=return_tensors)

    def _pad(self, inputs, max_length, strategy, multiple=None, side=None, return_attention_mask=None):
        """Pads one encoding (ids, and the lists of the same length that it has) in place."""
        name = self.model_input_names[0]
        size = len(inputs[name])
        if return_attention_mask is None:
            return_attention_mask = "attention_mask" in self.model_input_names
        if strategy == PaddingStrategy.LONGEST:
            max_length = size
        if max_length is not None and multiple is not None and max_length % multiple != 0:
            max_length = (max_length // multiple + 1) * multiple
        if return_attention_mask and "attention_mask" not in inputs:
            inputs["attention_mask"] = [1] * size
        if strategy == PaddingStrategy.DO_NOT_PAD or size == max_length:
            return inputs
        side = self.padding_side if side is None else side
        if side not in ("left", "right"):
            raise ValueError(f"Invalid padding strategy:{side}")
        fillings = {"token_type_ids": self.pad_token_type_id, "special_tokens_mask": 1, name: self.pad_token_id}
        if return_attention_mask:
            fillings["attention_mask"] = 0
        for key, value in fillings.items():
            if key in inputs:
                filling = [value] * (max_length - size)
                inputs[key] = inputs[key] + filling if side == "right" else filling + inputs[key]
        return inputs
