"""The partnership's own edition of a framework: wording that an invented group published, put in place of ours.

In: what is written of it.
Out: an edition with its versions, which no round uses.
"""

from __future__ import annotations

from audit.domain.frameworks.editions import PublishedWording
from audit.library.stories.readiness import EditionStory
from audit.seeding.stage import Cast
from audit.services.frameworks import catalogue, changing


def keep(cast: Cast, story: EditionStory) -> None:
    """Put each wording in its place, one version after the other."""
    name = story.framework
    for wording_story in story.wordings:
        with cast.app.unit_of_work() as db:
            wording = PublishedWording(
                text=wording_story.text,
                locator=wording_story.locator,
                same_meaning=wording_story.same_meaning,
                new_ref=wording_story.new_ref,
            )
            made = changing.put_wording(
                db,
                by=cast.people[wording_story.by],
                name=name,
                ref=wording_story.item,
                wording=wording,
                edition=story.edition,
                seen_version=catalogue.find(db, name).framework.version,
                now=wording_story.at,
            )
            name = made.name
