"""A spaCy pipeline plugged in for names: a tiny one trained here, loaded from its folder like any other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from flows.errors import InputError
from flows.finding.find import find_records
from flows.finding.names import VERSION
from flows.finding.plugging.load import load_tagger
from flows.finding.plugging.settings import NamesSettings
from flows.reading.article import Article

# Words that the rules do not hold for names; the shipped tagger is left out where it could have an opinion.
TEXT = "Wie es hieß, will quorbix bald etwas tun. 🙂 „Mehr“ sagt zumpel\u00adtin dazu\u00a0nicht."


def article(text: str) -> Article:
    return Article("a.txt", "a.txt", "0" * 64, "txt", text, "de")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that has learnt two invented names by heart."""
    nlp = spacy.blank("de")
    nlp.meta["name"], nlp.meta["version"] = "tiny", "1.2.3"
    ner = nlp.add_pipe("ner")
    examples = []
    for context in (
        "Heute will {} nach Norden.",
        "Es sagt {} gar nichts.",
        "Bald tut {} etwas.",
        "Mehr hat {} dazu nicht.",
    ):
        for name, label in (("quorbix", "ORG"), ("zumpeltin", "PER"), ("niemand", None), ("jeder", None)):
            start = context.index("{}")
            entities = [(start, start + len(name), label)] if label else []
            examples.append(Example.from_dict(nlp.make_doc(context.format(name)), {"entities": entities}))
    ner.add_label("MISC")  # type: ignore[attr-defined]
    spacy.util.fix_random_seed(1)
    optimizer = nlp.initialize(lambda: examples)
    dice = random.Random(1)
    for _ in range(30):
        dice.shuffle(examples)
        nlp.update(examples, sgd=optimizer)
    path = tmp_path_factory.mktemp("spacy") / "tiny model"
    nlp.to_disk(path)
    return path


def found(text: str, settings: NamesSettings) -> set[tuple[str, str, str]]:
    records = find_records(article(text), settings)
    return {(text[m.start : m.end], m.label, m.extractor) for m in records.mentions}


def test_its_names_are_mentions_with_exact_offsets(folder: Path) -> None:
    """Also behind an emoji and across a soft hyphen, which the model never sees."""
    settings = NamesSettings(model=f"spacy:{folder}", replace=True)
    assert {(surface, label) for surface, label, _ in found(TEXT, settings)} == {
        ("quorbix", "organization"),
        ("zumpel\u00adtin", "person"),
    }


def test_extractor_names_the_model_with_its_version(folder: Path) -> None:
    extractors = {
        extractor for surface, _, extractor in found(TEXT, NamesSettings(model=f"spacy:{folder}", replace=True))
    }
    assert extractors == {f"names.spacy:de_tiny-1.2.3/{VERSION}"}


def test_labels_are_mapped_and_left_out_by_the_settings(folder: Path) -> None:
    labels = {"ORG": "product", "PER": None}
    settings = NamesSettings.model_validate({"model": f"spacy:{folder}", "replace": True, "labels": labels})
    assert {(surface, label) for surface, label, _ in found(TEXT, settings)} == {("quorbix", "product")}


def test_score_and_floor_of_the_settings(folder: Path) -> None:
    settings = NamesSettings(model=f"spacy:{folder}", replace=True, score=0.63)
    assert {m.score for m in find_records(article(TEXT), settings).mentions} == {0.63}
    assert found(TEXT, NamesSettings(model=f"spacy:{folder}", replace=True, score=0.63, floor=0.64)) == set()


def test_replace_leaves_the_shipped_tagger_out(folder: Path) -> None:
    text = "Der frühere Minister Anton Bergmann sprach am Montag in Hamburg mit quorbix."
    beside = found(text, NamesSettings(model=f"spacy:{folder}"))
    alone = found(text, NamesSettings(model=f"spacy:{folder}", replace=True))
    assert any(extractor == f"names.model/{VERSION}" for _, _, extractor in beside)
    assert not any(extractor == f"names.model/{VERSION}" for _, _, extractor in alone)
    assert "Hamburg" in {surface for surface, _, _ in alone}, "word lists stay"


def test_long_text_is_read_to_its_end_and_the_same_every_time(folder: Path) -> None:
    settings = NamesSettings(model=f"spacy:{folder}")
    text = ("Heute will etwas geschehen. " * 1500) + TEXT
    first = find_records(article(text), settings).mentions
    assert text.index("quorbix") in {mention.start for mention in first}
    assert find_records(article(text), settings).mentions == first


def test_model_that_is_missing_says_what_to_install() -> None:
    with pytest.raises(InputError, match=r"spacy download de_core_news_nowhere") as raised:
        load_tagger(NamesSettings(model="spacy:de_core_news_nowhere"))
    assert raised.value.exit_code == 3


def test_misspelt_and_unmapped_labels_are_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no label PERS; its labels are MISC, ORG, PER"):
        load_tagger(NamesSettings.model_validate({"model": f"spacy:{folder}", "labels": {"PERS": "person"}}))
    nlp = spacy.blank("de")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "FIRMA", "pattern": "quorbix"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "ruler")
    with pytest.raises(InputError, match="labels of its own: FIRMA"):
        load_tagger(NamesSettings(model=f"spacy:{tmp_path / 'ruler'}"))


def test_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "blank")
    with pytest.raises(InputError, match="finds no names"):
        load_tagger(NamesSettings(model=f"spacy:{tmp_path / 'blank'}"))
