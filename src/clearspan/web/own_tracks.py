"""A person's tracks: the steps by week, what of them is done, the protected time, and what shows it."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from clearspan.application.sign_ins import Visitor
from clearspan.jobs.own_pace import times_to_close
from clearspan.jobs.tracks import PersonTracks
from clearspan.practice.track import Audience
from clearspan.skills.framework.framework_file import framework_of
from clearspan.vocabulary.period import day_of
from clearspan.web.guard import OWN
from clearspan.web.item_path import item_path
from clearspan.web.own import add_own, own_page
from clearspan.web.practising import html
from clearspan.web.room import Room
from clearspan.web.visiting import Visiting

TRACK = f"{OWN}/practice/track"

AUDIENCE_WORDS = {
    Audience.LEADERS: "For who leads people",
    Audience.EXPERTS: "For who knows the work well",
    Audience.LEARNERS: "For who is new to the work",
    Audience.EVERYONE: "For everyone",
}


class TracksDesk:
    """The tracks of whoever is signed in, in one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def listed(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """The tracks that are for the person, with how far they are."""
        tracks = PersonTracks(self._directory, visitor.person).offered()
        return self._page("own_tracks.html", visitor, tracks=tracks)

    def track(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """One track: its steps by week, what is done, and how long the gap takes at the person's own pace."""
        state = PersonTracks(self._directory, visitor.person).track(asked["name"])
        if state is None:
            raise HTTPException(404)
        layers = {skill.partition(".")[0] for skill in state.track.skills}
        paces = {layer: each for layer, each in times_to_close(self._directory, visitor.person).items() if layer in layers}
        titles = {name: layer.title for name, layer in framework_of(self._directory).layers.items()}
        return self._page("own_track.html", visitor, state=state, paces=paces, titles=titles)

    def _page(self, template: str, visitor: Visitor, **told: object) -> Response:
        words = {"audiences": AUDIENCE_WORDS, "html": html, "path_of": item_path, "day_of": day_of}
        return own_page(self._room, template, {"visitor": visitor, **words, **told})


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /my/practice/track."""
    router, desk = APIRouter(include_in_schema=False), TracksDesk(directory, room)
    add_own(router, visiting, TRACK, desk.listed, ["GET", "HEAD"])
    add_own(router, visiting, f"{TRACK}/{{name}}", desk.track, ["GET", "HEAD"])
    return router
