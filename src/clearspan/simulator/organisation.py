"""The whole organisation: structure, people, names, planted truths and licences."""

from dataclasses import dataclass

from clearspan.simulator.identity import Identity, build_identity
from clearspan.simulator.learning import Way, learn
from clearspan.simulator.licences import Licences, build_licences
from clearspan.simulator.people import People, build_people
from clearspan.simulator.plan import Plan
from clearspan.simulator.plants import Plants, plant
from clearspan.simulator.streams import Streams
from clearspan.simulator.structure import Structure, build_structure


@dataclass(frozen=True)
class Organisation:
    """Everything about an organisation that does not change with what is done in it."""

    plan: Plan
    streams: Streams
    structure: Structure
    people: People
    identity: Identity
    plants: Plants
    licences: Licences
    ways: tuple[Way, ...]
    """How each team learns about AI."""


def build_organisation(plan: Plan) -> Organisation:
    """The organisation of a plan."""
    streams = Streams(plan.seed)
    structure = build_structure(plan, streams)
    people = build_people(plan, structure, streams)
    plants = plant(plan, structure, streams)
    licences = build_licences(plan, people, plants.felt, plants.islands, streams)
    ways = learn(plan, structure, plants.felt, streams)
    return Organisation(plan, streams, structure, people, build_identity(people, streams), plants, licences, ways)
