"""The partnership's own edition of a framework: wording that an invented group published, put in place of ours.

In: what is written of it.
Out: an edition with its versions, which no round uses.
"""

from __future__ import annotations

from audit.domain.frameworks.editions import PublishedWording
from audit.library.stories.readiness import EditionStory
from audit.seeding.stage import Cast
from audit.services.frameworks import changing, shelf


def keep(cast: Cast, story: EditionStory) -> None:
    """Put each wording in its place, one version after the other."""
    name = story.framework
    for one in story.wordings:
        with cast.app.unit_of_work() as db:
            wording = PublishedWording(
                text=one.text, locator=one.locator, same_meaning=one.same_meaning, new_ref=one.new_ref
            )
            made = changing.put_wording(
                db,
                by=cast.people[one.by],
                name=name,
                ref=one.item,
                wording=wording,
                edition=story.edition,
                seen_version=shelf.find(db, name).framework.version,
                now=one.at,
            )
            name = made.name
