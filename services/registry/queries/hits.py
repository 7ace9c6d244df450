"""Whom a search finds, under the searcher's rights: index look-ups only, in the order of a page."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select, true, tuple_, union, union_all
from sqlalchemy.orm import aliased

from services.registry.domain.areas import VILLAGE
from services.registry.domain.search_words import Word, asked_words
from services.registry.models import Child, SearchToken
from services.registry.store.child_rows import PHONE, token_of
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.vault import Vault

NUMBER = re.compile(r"\d{17}[\dXx]|\d{15}")
PHONES = re.compile(r"\+?\d[\d-]{5,14}\d")
Place = tuple[str, str]  # village, child: the order of a page
Selection = Select[Any, Any]


class Asked:
    """What a search is for, as hashes: what stands there as typed, and what sounds the same."""

    def __init__(self, vault: Vault, q: str) -> None:
        text = "".join(q.split())
        exact, alike = asked_words(text)
        self.exact, self.alike = self._names(vault, exact), self._names(vault, alike)
        phone = PHONES.fullmatch(text) is not None
        self.phones = [token_of(vault, PHONE, text.replace("-", ""))] if phone else []
        number = NUMBER.fullmatch(text) is not None
        self.number = vault.blind_index("id_number", text) if number else None

    @staticmethod
    def _names(vault: Vault, words: Iterable[Word]) -> list[str]:
        return sorted(token_of(vault, kind, text) for kind, text in words)

    @property
    def empty(self) -> bool:
        return not (self.exact or self.alike or self.phones or self.number)


def ids_found(vault: Vault, grant: Grant, q: str) -> Any:
    """All children found, for a list that filters and sorts by itself; only by what the viewer may
    see of them: finding somebody by a number confirms the number."""
    asked = Asked(vault, q)
    names, phones = grant.seeing(Group.IDENTITY), grant.seeing(Group.CONTACT)
    queries: list[Any] = [_id_number(names, asked.number).with_only_columns(Child.id)]
    for tokens, seeing in ((asked.exact + asked.alike, names), (asked.phones, phones)):
        query = select(SearchToken.child_id).where(SearchToken.token.in_(tokens))
        queries += [query.where(way) for way in _ways(seeing, SearchToken)]
    return union(*queries)


def page_of_hits(
    grant: Grant,
    asked: Asked,
    *,
    alike: bool,
    within: list[ColumnElement[bool]],
    after: Place | None,
    limit: int,
) -> Selection:
    """Village and id of the next children, as typed or (`alike`) only sounding so: one short walk
    along the index for each word and way in which the viewer reaches children."""
    names, phones = grant.seeing(Group.IDENTITY), grant.seeing(Group.CONTACT)
    walks = [] if alike else [_id_number(names, asked.number), *_walks(phones, asked.phones)]
    walks += _walks(names, asked.alike if alike else asked.exact)
    queries = []
    for walk in walks:
        query = walk.where(*within)
        if alike and asked.exact:
            query = query.where(~_typed_so(asked.exact))
        if after is not None:
            query = query.where(tuple_(*walk.selected_columns) > after)
        query = query.order_by(*walk.selected_columns).limit(limit)
        queries.append(select(query.subquery()))
    found = union_all(*queries).subquery()
    order = (found.c.area_code, found.c.child_id)
    return select(*order).distinct().order_by(*order).limit(limit)


def _walks(grant: Grant, tokens: list[str]) -> list[Selection]:
    query = select(SearchToken.area_code, SearchToken.child_id)
    query = query.join(Child, Child.id == SearchToken.child_id)  # what a page is narrowed by
    return [
        query.where(SearchToken.token == token, way)
        for token in tokens
        for way in _ways(grant, SearchToken)
    ]


def _id_number(grant: Grant, mark: str | None) -> Selection:
    reached = visible(grant, area=Child.area_code, school=Child.school_id, child=Child.id)
    query = select(Child.area_code, Child.id.label("child_id"))
    this = query.where(Child.id_mark == mark, Child.id_mark.is_not(None))
    return this.where(Child.merged_into.is_(None), reached)


def _typed_so(tokens: list[str]) -> ColumnElement[bool]:
    other = aliased(SearchToken)
    return exists().where(
        other.token.in_(tokens),
        other.area_code == SearchToken.area_code,
        other.child_id == SearchToken.child_id,
    )


def _ways(grant: Grant, table: Any) -> Iterator[ColumnElement[bool]]:
    """Each by itself, so that the database walks along one index and stops when the page is full;
    none, if the viewer reaches nobody."""
    if grant.everything:
        yield true()
        return
    for prefix in grant.area_prefixes():
        yield area_range(table.area_code, prefix)
    if schools := grant.school_ids():
        yield table.school_id.in_(schools)
    if children := grant.child_ids():
        yield table.child_id.in_(children)


def area_range(column: Any, prefix: str) -> ColumnElement[bool]:
    """Villages under a code; a range uses the index under every collation."""
    bounds: ColumnElement[bool] = column.between(prefix.ljust(VILLAGE, "0"), prefix.ljust(12, "9"))
    return bounds
