"""Every uncertain factor of the shipped city is called by words in both languages."""

from functools import cache

import pytest

from klima2035 import draws, labels, pipeline
from klima2035.draws.words import factor_label


@cache
def shipped():
    scenario = pipeline.load_scenario("klimaneutral-2035")
    names = draws.uncertain(pipeline.load_inputs(scenario.city), scenario.library).names
    return names, {name: measure.title for name, measure in scenario.library.items()}


def labelled(lang):
    names, titles = shipped()
    return {name: factor_label(name, lang, titles) for name in names}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_factor_is_told_in_words(lang):
    codes = {name: text for name, text in labelled(lang).items() if not text or set(text) & set("_/*|")}
    assert codes == {}


def test_every_part_of_a_factor_has_a_label():
    names, titles = shipped()
    parts = {part for name in names for part in name.split("/")} - set(titles) - set(labels.table())
    assert sorted(part for part in parts if not part.isdigit() and not set(part) & set("*|")) == []


def test_german_words_differ_from_the_code():
    assert [name for name, text in labelled("de").items() if text.casefold() == name.casefold()] == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_label_fits_an_axis(lang):
    assert {name: len(text) for name, text in labelled(lang).items() if len(text) > 90} == {}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_two_factors_are_called_the_same(lang):
    texts = labelled(lang)
    by_text = {text: [name for name in texts if texts[name] == text] for text in texts.values()}
    assert [names for names in by_text.values() if len(names) > 1] == []


@pytest.mark.parametrize(
    ("name", "de", "en"),
    [
        ("grid_path", "Bundesstrommix: Pfad des Emissionsfaktors", "National electricity mix: path of its factor"),
        (
            "heating_lifetime/gas_boiler",
            "Lebensdauer der Heizungen (Gaskessel)",
            "Lifetime of heating systems (Gas boiler)",
        ),
        ("rooftop-pv/pv_rooftop_additions", "Mehr Dächer: Zubau Dach-Photovoltaik", "More roofs: Rooftop PV additions"),
        (
            "published_final_energy/2017",
            "Veröffentlichter Endenergieverbrauch (2017)",
            "Published final energy use (2017)",
        ),
        ("population/reference", "Bevölkerung", "Population"),
        ("population/actual", "Bevölkerung (bisher)", "Population (so far)"),
        ("charging_points/base", "Öffentliche Ladepunkte (Trend)", "Public charging points (Trend)"),
        (
            "case_share/renovation_usual_commerce|renovation_deep_commerce/small",
            "Anteil nach Gebäudegröße (Sanierung, Gewerbe, Handel, Dienstleistungen, kleiner Fall)",
            "Share by size of building (Renovation, Commerce and services, small case)",
        ),
        (
            "programme_eligible_cap/bund_beg_heating/*_nonresidential|*_municipal/m2/1000/2017",
            "Förderfähiger Höchstbetrag (BEG: Heizung, Nichtwohngebäude, m², 1000, 2017)",
            "Highest eligible cost (Federal support of buildings: heating, Other buildings, m², 1000)",
        ),
        (
            "operation_share/gas_boiler_one_two_family",
            "Betriebskosten ohne Energie (Gaskessel, Ein- und Zweifamilienhäuser)",
            "Operating cost without energy (Gas boiler, One- and two-family houses)",
        ),
        (
            "payer_share/charging_point|geothermal/firm",
            "Anteil der Zahlenden (Öffentlicher Ladepunkt, Geothermie, Unternehmen)",
            "Share of payers (Public charging point, Geothermal, Firms)",
        ),
        ("rooftop-pv/no_such_lever", "Mehr Dächer: no_such_lever", "More roofs: no_such_lever"),
        ("no_such_key/no_such_label", "No_such_key (no_such_label)", "No_such_key (no_such_label)"),
    ],
)
def test_words_of_single_factors(name, de, en):
    titles = {"rooftop-pv": {"de": "Mehr Dächer", "en": "More roofs"}}
    assert (factor_label(name, "de", titles), factor_label(name, "en", titles)) == (de, en)
