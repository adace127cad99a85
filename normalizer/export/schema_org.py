"""schema.org's NewsArticle, as JSON-LD.

It has no place for removed pieces, repairs, fragments, extensions, warnings, editors' notes, sign-off, urgency and the kind of a version.
"""

from __future__ import annotations

from typing import Any

from normalizer.article import SCHEMA, Article, Caption

CONTEXT, TYPE = "https://schema.org", "NewsArticle"


def write(article: Article) -> dict[str, Any]:
    """The article as a NewsArticle. ``schemaVersion`` says that it was an ``article/1``, so that it is read back as one and nothing is cleaned again."""
    dateline = article.dateline
    day = dateline.date if dateline else None
    plain: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": TYPE,
        "schemaVersion": SCHEMA,
        "identifier": article.id,
        "url": article.url,
        "inLanguage": article.language,
        "headline": article.headline,
        "alternativeHeadline": article.deck,
        "alternateName": article.slugline,
        "articleBody": article.body,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "dateline": dateline.place if dateline else None,
        "dateCreated": None if day and day.startswith("-") else day,  # a day without its year is no date there
        "creditText": dateline.agency if dateline else None,
        "datePublished": article.published,
        "dateModified": article.modified,
        "sourceOrganization": _organization(article.agency),
        "publisher": _organization(article.publisher),
        "isBasedOn": {"@type": "CreativeWork", "publisher": _organization(article.reprinted_from)} if article.reprinted_from else None,
        "copyrightNotice": article.copyright,
        "version": article.version.label if article.version else None,
        "keywords": list(article.keywords),
        "printPage": article.page,
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": article.issue} if article.issue else None,
        "image": [_picture(caption) for caption in article.captions],
    }
    return {key: part for key, part in plain.items() if part is not None and part != []}


def _organization(name: str | None) -> dict[str, Any] | None:
    return {"@type": "NewsMediaOrganization", "name": name} if name else None


def _picture(caption: Caption) -> dict[str, Any]:
    picture = {"@type": "ImageObject", "caption": caption.text, "creditText": caption.credit}
    return {key: part for key, part in picture.items() if part}
