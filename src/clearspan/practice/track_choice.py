"""Which track is for whom: leaders, learners, experts, and the one for everyone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearspan.practice.track import Audience, Track

NEW_DAYS = 183
"""Days in the organisation for which somebody whose level does not say otherwise is a learner."""

AUDIENCE_OF_BAND: Mapping[str, Audience] = {
    "starter": Audience.LEARNERS,
    "lead": Audience.LEADERS,
    "executive": Audience.LEADERS,
}
"""Audience of a band of grades, where no track names the grade itself."""


@dataclass(frozen=True)
class Standing:
    """What a staff list says of somebody: their level, the band of grades that it falls into, whether they lead people, and how
    many days they have been there; None where it does not say."""

    level: str | None
    band: str | None
    leads: bool
    days_here: int | None


def audience_of(standing: Standing, tracks: Iterable[Track]) -> Audience:
    """Whom somebody is among, besides everyone: a leader by leading people or by level, a learner by level or by being new, an
    expert otherwise."""
    named = {level.strip().casefold(): track.audience for track in tracks for level in track.levels}
    by_level = named.get((standing.level or "").strip().casefold())
    by_band = AUDIENCE_OF_BAND.get(standing.band or "") if by_level is None else by_level
    if standing.leads or by_band is Audience.LEADERS:
        return Audience.LEADERS
    is_new = standing.days_here is not None and standing.days_here < NEW_DAYS
    return Audience.LEARNERS if is_new or by_band is Audience.LEARNERS else Audience.EXPERTS


def tracks_for(standing: Standing, tracks: Iterable[Track]) -> tuple[Track, ...]:
    """The tracks that somebody is offered: their own first, then those for everyone, by title."""
    known = tuple(tracks)
    own = audience_of(standing, known)
    fitting = [track for track in known if track.audience in {own, Audience.EVERYONE}]
    return tuple(sorted(fitting, key=lambda track: (track.audience is not own, track.title)))
