"""What there is to know of each thing that has a name: one function a kind, one place for a new kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from klima2035.facts import actions, doubts, figures, keys, money, otherwise, rules
from klima2035.facts.world import Fact, World


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: the names it has in a city, and what is told of one of them."""

    names: Callable[[World], Iterable[str]]
    tell: Callable[[World, str], list[Fact]]


KINDS: dict[str, Kind] = {
    "lever": Kind(lambda world: world.levers, actions.lever),
    "measure": Kind(lambda world: world.library, actions.measure),
    "scenario": Kind(lambda world: world.scenarios, actions.scenario),
    "stress": Kind(lambda world: world.stress, otherwise.stress),
    "milestone": Kind(lambda world: (*world.milestones, *world.added), rules.milestone),
    "input": Kind(figures.input_names, figures.input_),
    "indicator": Kind(lambda _: figures.indicator_names(), figures.indicator),
    "framework": Kind(lambda _: rules.framework_names(), rules.framework),
    "variant": Kind(rules.variant_names, rules.variant),
    "setting": Kind(lambda _: rules.setting_names(), rules.setting),
    "programme": Kind(money.programme_names, money.programme),
    "asset": Kind(lambda world: world.assets, money.asset),
    "source": Kind(lambda world: world.inputs.sources, figures.source),
    "unit": Kind(lambda _: rules.unit_names(), rules.unit),
    "finding": Kind(lambda _: doubts.finding_names(), doubts.finding),
    "key": Kind(lambda _: keys.key_names(), keys.key),
}
