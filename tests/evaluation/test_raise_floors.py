"""Floors rise and never fall."""

from __future__ import annotations

import yaml

from tests.evaluation.raise_floors import as_yaml, raised


def test_a_floor_rises_to_a_point_below_what_is_measured() -> None:
    assert raised({"a": {"quotes": 60.0}}, {"a": {"quotes": 71.87}}) == ({"a": {"quotes": 70.8}}, [])


def test_a_floor_stays_where_less_is_measured() -> None:
    floors, fallen = raised({"a": {"quotes": 60.0, "events": 40.0}}, {"a": {"quotes": 59.9, "events": 40.5}})
    assert floors == {"a": {"quotes": 60.0, "events": 40.0}}
    assert fallen == ["quotes of a is 59.9, below its floor 60"]


def test_a_new_layer_gets_a_floor_and_an_absent_file_keeps_its_own() -> None:
    floors, fallen = raised({"gone": {"quotes": 60.0}}, {"a": {"mentions": 0.4}})
    assert floors == {"a": {"mentions": 0.0}, "gone": {"quotes": 60.0}} and not fallen


def test_floors_are_read_as_they_were_written() -> None:
    floors = {"a": {"events=": 12.5, "quotes": 70.0}, "b": {"mentions": 81.3}}
    assert yaml.safe_load(as_yaml(floors)) == floors
