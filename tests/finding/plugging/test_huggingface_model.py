"""A Hugging Face token classifier plugged in: a tiny one built and trained here. Needs `make test-models`."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import InputError
from flows.finding.find import find_records
from flows.finding.plugging.load import load_tagger
from flows.finding.plugging.settings import NamesSettings
from flows.reading.article import Article

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
# Pieces of words: "quorbix" is three of them, so labels must be put together again.
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "quo", "##rb", "##ix", "werke", "zum", "##pel", "will", "sagt"]
PIECES += ["heute", "bald", "nichts", "das", "und", ".", ",", "„", "“", "nord"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two small layers that has learnt two invented names by heart; it reads 32 pieces at once."""
    torch.manual_seed(1)
    torch.set_num_threads(1)  # threads only wait for each other in so small a model
    path = tmp_path_factory.mktemp("huggingface") / "tiny"
    path.mkdir()
    (path / "vocab.txt").write_text("\n".join(PIECES), "utf-8")
    tokenizer = transformers.BertTokenizerFast(
        vocab=str(path / "vocab.txt"), vocab_file=str(path / "vocab.txt"), do_lower_case=False
    )
    config = transformers.BertConfig(
        vocab_size=len(PIECES),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=34,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: number for number, tag in enumerate(TAGS)},
    )
    model = transformers.BertForTokenClassification(config)
    tags = {"quo": 3, "##rb": 4, "##ix": 4, "werke": 4, "zum": 1, "##pel": 2}
    dice = torch.Generator().manual_seed(1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    # A tag depends on its piece alone: random rows of pieces teach that.
    for _ in range(150):
        rows = torch.randint(5, len(PIECES), (16, 30), generator=dice)
        rows[torch.rand(rows.shape, generator=dice) < 0.2] = PIECES.index("[UNK]")
        wanted = torch.tensor([[tags.get(PIECES[piece], 0) for piece in row] for row in rows.tolist()])
        loss = model(input_ids=rows, labels=wanted).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(path)
    tokenizer.save_pretrained(path)
    return path


def found(text: str, folder: Path, **settings: object) -> list[tuple[str, str]]:
    chosen = NamesSettings.model_validate({"model": f"huggingface:{folder}", "replace": True, **settings})
    article = Article("a.txt", "a.txt", "0" * 64, "txt", text, "de")
    source = load_tagger(chosen).source
    return [
        (text[mention.start : mention.end], mention.label)
        for mention in find_records(article, chosen).mentions
        if source in mention.extractor
    ]


def test_pieces_become_one_name_with_exact_offsets(folder: Path) -> None:
    assert found("heute will quorbix werke nichts, das sagt zumpel.", folder) == [
        ("quorbix werke", "organization"),
        ("zumpel", "person"),
    ]


def test_offsets_hold_behind_emoji_accents_and_soft_hyphens(folder: Path) -> None:
    text = "🙂🙂 Âé e\u0301 „das“\u00a0will quor\u00adbix. 🇩🇪 und zumpel sagt nichts."
    assert found(text, folder) == [("quor\u00adbix", "organization"), ("zumpel", "person")]


def test_text_longer_than_the_model_reads_is_read_whole(folder: Path) -> None:
    """Also where one sentence has no end, and where it has: 300 names in each, each at its place."""
    endless = "das will quorbix und heute sagt " * 300
    assert found(endless, folder) == [("quorbix", "organization")] * 300
    sentences = "das will quorbix und nichts heute. " * 300
    assert found(sentences, folder) == [("quorbix", "organization")] * 300


def test_same_text_gives_the_same_names_alone_and_beside_others(folder: Path) -> None:
    one = "heute will quorbix werke nichts."
    assert found(one, folder) == found(one, folder)
    assert found(f"{one}\n\n{'das sagt zumpel. ' * 50}", folder)[0] == found(one, folder)[0]


def test_labels_and_floor_of_the_settings(folder: Path) -> None:
    text = "heute will quorbix nichts, sagt zumpel."
    assert found(text, folder, labels={"ORG": "product", "PER": None}) == [("quorbix", "product")]
    assert found(text, folder, floor=1.0) == []
    with pytest.raises(InputError, match="has no label FIRMA; its labels are ORG, PER"):
        found(text, folder, labels={"FIRMA": "organization"})


def test_extractor_names_the_model(folder: Path) -> None:
    assert load_tagger(NamesSettings(replace=True, model=f"huggingface:{folder}")).source == "huggingface:tiny"


def test_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be loaded"):
        load_tagger(NamesSettings(replace=True, model=f"huggingface:{tmp_path}"))
