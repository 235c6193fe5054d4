"""Tiny models with random numbers, in the very shape of those that people have, put into the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.core.run import Run, entered
from studio.store.weights import keeping
from studio.store.weights.grammar import Card, Options

WORDS = "a baker kneads dough in warm light"
FEW: dict[str, Any] = {"steps": 2, "fewest": 0, "pixels": 96 * 96, "guidance": 3.0}
"""What makes a tiny model quick: two steps, small pictures."""


def wan(
    folder: Path,
    *,
    layers: int = 1,
    heads: int = 2,
    dim: int = 12,
    ffn: int = 48,
    vae: dict[str, Any] | None = None,
    **more: Any,
) -> Path:
    """A Wan that begins with a picture, saved as diffusers does.

    Args:
        folder: Where it goes.
        layers: How many blocks it has.
        heads: How many heads each has.
        dim: How many numbers a head has.
        ffn: How many numbers a block works on between them.
        vae: What turns its numbers into pictures; something tiny if left out.
        more: What else its transformer is told.
    """
    import torch
    from diffusers import (
        AutoencoderKLWan,
        UniPCMultistepScheduler,
        WanImageToVideoPipeline,
        WanTransformer3DModel,
    )

    torch.manual_seed(0)
    pipe = WanImageToVideoPipeline(
        tokenizer=_words(),
        text_encoder=_t5(umt5=True),
        vae=AutoencoderKLWan(
            **(vae or {"base_dim": 3, "dim_mult": [1, 1, 1, 1], "num_res_blocks": 1}),
        ),
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        transformer=WanTransformer3DModel(
            patch_size=(1, 2, 2), num_attention_heads=heads, attention_head_dim=dim, in_channels=36,
            out_channels=16, text_dim=32, freq_dim=32, ffn_dim=ffn, num_layers=layers,
            cross_attn_norm=True, qk_norm="rms_norm_across_heads", rope_max_seq_len=64,
            **{"image_dim": None, **more},
        ),
    )  # fmt: skip
    pipe.save_pretrained(folder)
    return folder


def ltx(folder: Path, *, conditioned: bool = True) -> Path:
    """An LTX that begins with a picture, and ends with one where it is conditioned."""
    import torch
    from diffusers import (
        AutoencoderKLLTXVideo,
        FlowMatchEulerDiscreteScheduler,
        LTXConditionPipeline,
        LTXImageToVideoPipeline,
        LTXVideoTransformer3DModel,
    )

    torch.manual_seed(0)
    kind = LTXConditionPipeline if conditioned else LTXImageToVideoPipeline
    pipe = kind(
        tokenizer=_words(),
        text_encoder=_t5(umt5=False),
        vae=AutoencoderKLLTXVideo(
            in_channels=3, out_channels=3, latent_channels=8, block_out_channels=(8, 8, 8, 8),
            decoder_block_out_channels=(8, 8, 8, 8), layers_per_block=(1, 1, 1, 1, 1),
            decoder_layers_per_block=(1, 1, 1, 1, 1), spatio_temporal_scaling=(True, True, True, False),
            decoder_spatio_temporal_scaling=(True, True, True, False),
            decoder_inject_noise=(False, False, False, False, False),
            upsample_residual=(False, False, False, False), upsample_factor=(1, 1, 1, 1),
            timestep_conditioning=False, patch_size=4, patch_size_t=1, encoder_causal=True,
            decoder_causal=False,
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(
            use_dynamic_shifting=not conditioned, base_shift=0.95, max_shift=2.05, shift_terminal=0.1,
            base_image_seq_len=1024, max_image_seq_len=4096,
        ),
        transformer=LTXVideoTransformer3DModel(
            in_channels=8, out_channels=8, patch_size=1, patch_size_t=1, num_attention_heads=2,
            attention_head_dim=8, cross_attention_dim=16, num_layers=1, caption_channels=32,
        ),
    )  # fmt: skip
    pipe.save_pretrained(folder)
    return folder


def sdxl(folder: Path) -> Path:
    """A Stable Diffusion XL."""
    import torch
    from diffusers import (
        AutoencoderKL,
        EulerDiscreteScheduler,
        StableDiffusionXLPipeline,
        UNet2DConditionModel,
    )
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    torch.manual_seed(0)
    text = CLIPTextConfig(
        bos_token_id=0, eos_token_id=1, pad_token_id=1, hidden_size=32, intermediate_size=37,
        num_attention_heads=4, num_hidden_layers=2, vocab_size=600, projection_dim=32,
    )  # fmt: skip
    pipe = StableDiffusionXLPipeline(
        unet=UNet2DConditionModel(
            block_out_channels=(32, 64), layers_per_block=1, sample_size=32, in_channels=4, out_channels=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), attention_head_dim=(2, 4),
            use_linear_projection=True, addition_embed_type="text_time", addition_time_embed_dim=8,
            transformer_layers_per_block=(1, 1), projection_class_embeddings_input_dim=80,
            cross_attention_dim=64, norm_num_groups=8,
        ),
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085, beta_end=0.012, steps_offset=1, beta_schedule="scaled_linear",
            timestep_spacing="leading",
        ),
        vae=AutoencoderKL(
            block_out_channels=[8, 8, 8, 8], in_channels=3, out_channels=3, latent_channels=4,
            norm_num_groups=4,
            down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
        ),
        text_encoder=CLIPTextModel(text),
        text_encoder_2=CLIPTextModelWithProjection(text),
        tokenizer=_clip(),
        tokenizer_2=_clip(),
    )  # fmt: skip
    pipe.save_pretrained(folder)
    return folder


def added(
    make: Callable[..., Path], scratch: Path, kind: keeping.Kind, name: str,
    options: dict[str, Any] | None = None, **more: Any,
) -> keeping.Model:  # fmt: skip
    """Make a model, and put it into the store.

    Args:
        make: What makes it.
        scratch: Where it is made.
        kind: What it is for.
        name: What it is called.
        options: How it is used; quickly if left out.
        more: What it is made with.
    """
    import torch

    # Two threads that wait for one another take longer with something so small than one.
    torch.set_num_threads(1)
    folder = make(scratch / name, **more)
    card = Card(licence="CC0", options=Options(**(FEW if options is None else options)), files={})
    with entered(Run(scratch / "run")):
        return keeping.add(folder, kind, name, card, "move")


def _t5(*, umt5: bool) -> Any:
    from transformers import T5Config, T5EncoderModel, UMT5Config, UMT5EncoderModel

    size = {"d_model": 32, "d_kv": 8, "d_ff": 37, "num_layers": 1, "num_heads": 4, "vocab_size": 64}
    return UMT5EncoderModel(UMT5Config(**size)) if umt5 else T5EncoderModel(T5Config(**size))


def _words() -> Any:
    """A tokenizer of single letters."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    letters += [(chr(one), -3.0) for one in range(ord("a"), ord("z") + 1)]
    made = Tokenizer(models.Unigram(letters, unk_id=2))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=64
    )


def _clip() -> Any:
    """A tokenizer of single letters, as CLIP has it."""
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import CLIPTokenizer

    letters = sorted(ByteLevel.alphabet())
    names = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    return CLIPTokenizer(vocab={name: at for at, name in enumerate(names)}, merges=[], model_max_length=77)
