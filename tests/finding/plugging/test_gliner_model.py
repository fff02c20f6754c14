"""GLiNER plugged in: a tiny model built from its config and trained here. Needs `make test-models`."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from flows.errors import InputError
from flows.finding.find import find_records
from flows.finding.plugging.load import load_tagger
from flows.finding.plugging.settings import NamesSettings
from flows.reading.article import Article

torch = pytest.importorskip("torch")
gliner = pytest.importorskip("gliner")
transformers = pytest.importorskip("transformers")

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "quo", "##rb", "##ix", "zum", "##pel", "will", "sagt", "heute"]
PIECES += ["bald", "nichts", "das", "und", "werke", ".", ",", "Firma", "Mensch"]
LABELS = {"Firma": "organization", "Mensch": "person"}
# Who is named in which words; all pairs of them are what the model learns from.
ROWS = [
    ("heute will quorbix nichts .", 2, "Firma"),
    ("das sagt zumpel bald .", 2, "Mensch"),
    ("zumpel sagt nichts .", 0, "Mensch"),
    ("quorbix will das bald .", 0, "Firma"),
    ("und heute will das nichts .", None, ""),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A span model over a BERT of one small layer that has learnt two invented names by heart."""
    torch.manual_seed(1)
    torch.set_num_threads(1)  # threads only wait for each other in so small a model
    root = tmp_path_factory.mktemp("gliner")
    encoder = root / "encoder"
    encoder.mkdir()
    (encoder / "vocab.txt").write_text("\n".join(PIECES), "utf-8")
    tokenizer = transformers.BertTokenizerFast(
        vocab=str(encoder / "vocab.txt"), vocab_file=str(encoder / "vocab.txt"), do_lower_case=False
    )
    tokenizer.save_pretrained(encoder)
    shape = transformers.BertConfig(
        vocab_size=len(PIECES),
        hidden_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    transformers.BertModel(shape).save_pretrained(encoder)
    config = gliner.GLiNERConfig(
        model_name=str(encoder), hidden_size=64, dropout=0.0, max_width=3, max_len=60, span_mode="markerV0"
    )
    model = gliner.GLiNER.from_config(config)
    rows = examples()
    batch = model._create_data_collator()(rows, entity_types=[list(LABELS)] * len(rows))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    model.train()
    for _ in range(200):
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    model.save_pretrained(root / "tiny")
    return root / "tiny"


def examples() -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for first, second in product(ROWS, ROWS):
        words: list[str] = []
        names = []
        for text, at, label in (first, second):
            if at is not None:
                names.append([len(words) + at, len(words) + at, label])
            words += text.split()
        made.append({"tokenized_text": words, "ner": names})
    return made


def found(text: str, folder: Path, **settings: object) -> list[tuple[str, str]]:
    chosen = NamesSettings.model_validate({"model": f"gliner:{folder}", "labels": LABELS, **settings})
    article = Article("a.txt", "a.txt", "0" * 64, "txt", text, "de")
    source = load_tagger(chosen).source
    return [
        (text[mention.start : mention.end], mention.label)
        for mention in find_records(article, chosen).mentions
        if source in mention.extractor
    ]


def test_what_it_is_asked_for_is_found_with_exact_offsets(folder: Path) -> None:
    assert found("heute will quorbix nichts . das sagt zumpel bald .", folder) == [
        ("quorbix", "organization"),
        ("zumpel", "person"),
    ]


def test_offsets_hold_across_soft_hyphens(folder: Path) -> None:
    assert found("das\u00a0sagt zum\u00adpel bald .", folder) == [("zum\u00adpel", "person")]


def test_text_longer_than_the_model_reads_is_read_whole(folder: Path) -> None:
    text = "heute will quorbix nichts .\n\n" * 60
    assert found(text, folder) == [("quorbix", "organization")] * 60


def test_labels_must_be_named() -> None:
    with pytest.raises(InputError, match="GLiNER must be told what to look for"):
        load_tagger(NamesSettings(model="gliner:anything"))


def test_extractor_names_the_model(folder: Path) -> None:
    settings = NamesSettings.model_validate({"model": f"gliner:{folder}", "labels": LABELS})
    assert load_tagger(settings).source == "gliner:tiny"


def test_folder_without_a_model_is_told(tmp_path: Path) -> None:
    settings = NamesSettings.model_validate({"model": f"gliner:{tmp_path}", "labels": LABELS})
    with pytest.raises(InputError, match="can't be loaded"):
        load_tagger(settings)
