"""ninjs 3.1, the IPTC's News in JSON.

Its schema is closed and its times need a zone and seconds, so that some of an article has no place there: removed pieces, repairs, fragments,
extensions, warnings, the dateline's day and agency, sign-off, issue, page, times that state no zone.
"""

from __future__ import annotations

import re
from typing import Any

from normalizer.article import SCHEMA, Article, Caption

NAME, VERSION = "ninjs", "3.1"
#: The schema's own id.
SCHEMA_ID = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
PLAIN = "text/plain"
#: RFC 3339, as the schema's ``date-time`` asks; the article says no more than was stated, so that other times are left out.
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_URGENCY = re.compile(r"[1-9]", re.ASCII)


def write(article: Article) -> dict[str, Any]:
    """The article as ninjs 3.1. ``profile`` says that it was an ``article/1``, so that it is read back as one and nothing is cleaned again."""
    plain: dict[str, Any] = {
        "uri": article.id,
        "standard": {"name": NAME, "version": VERSION, "schema": SCHEMA_ID},
        "type": "text",
        "representationType": "full",
        "profile": SCHEMA,
        "language": article.language,
        "bodies": [{"role": "main", "contentType": PLAIN, "charCount": len(article.body), "value": article.body}],
        "headlines": [
            {"role": role, "contentType": PLAIN, "value": line} for role, line in (("main", article.headline), ("sub", article.deck)) if line
        ],
        "by": article.byline,
        "slugline": article.slugline,
        "located": article.dateline.place if article.dateline else None,
        "edNote": "\n\n".join(article.editor_notes),
        "copyrightNotice": article.copyright,
        "firstCreated": _date_time(article.published),
        "versionCreated": _date_time(article.modified),
        "version": article.version.label if article.version else None,
        "urgency": int(article.urgency) if article.urgency and _URGENCY.fullmatch(article.urgency) else None,
        "infoSources": [
            {"role": role, "name": name}
            for role, name in (("agency", article.agency), ("publisher", article.publisher), ("reprinted", article.reprinted_from))
            if name
        ],
        "subjects": [{"name": word} for word in article.keywords],
        "associations": [_picture(article, number, caption) for number, caption in enumerate(article.captions, start=1)],
        "altIds": [{"role": role, "value": value} for role, value in (("url", article.url), ("record", article.source.record)) if value],
    }
    return {key: part for key, part in plain.items() if part not in (None, "", [])}


def _date_time(stated: str | None) -> str | None:
    return stated if stated and _DATE_TIME.fullmatch(stated) else None


def _picture(article: Article, number: int, caption: Caption) -> dict[str, Any]:
    picture: dict[str, Any] = {"name": f"picture-{number}", "uri": f"{article.id}#picture-{number}", "type": "picture"}
    if caption.credit:
        picture["by"] = caption.credit
    if caption.text:
        picture["descriptions"] = [{"role": "caption", "contentType": PLAIN, "value": caption.text}]
    return picture
