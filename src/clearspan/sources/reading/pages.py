"""Pages of an API as records: what the page says of all of them goes into each."""

from typing import Any

from clearspan.sources.reading.json_rows import Unwrap


def paged(*carried: str, under: str = "data") -> Unwrap:
    """Takes apart pages, one or a list of them: the records are the list `under` that name. A field of the page that is among
    `carried` stands in each record that has none of its own. What is no page is a record itself."""

    def opened(value: Any) -> list[Any]:
        if isinstance(value, list):
            return [record for item in value for record in _records(item, carried, under)]
        return _records(value, carried, under)

    return opened


def first_record(value: Any, under: str = "data") -> dict[str, Any] | None:
    """The first record of what may be a record, a page, or a list of either; None where there is none."""
    for _ in range(3):
        inner = value[under] if isinstance(value, dict) and isinstance(value.get(under), list) else value
        value = (inner[0] if inner else None) if isinstance(inner, list) else inner
    return value if isinstance(value, dict) else None


def _records(value: Any, carried: tuple[str, ...], under: str) -> list[Any]:
    if not isinstance(value, dict) or not isinstance(value.get(under), list):
        return [value]
    stated = {name: value[name] for name in carried if value.get(name) is not None}
    for record in value[under] if stated else ():
        if isinstance(record, dict):
            for name, said in stated.items():
                if record.get(name) is None:
                    record[name] = said
    return value[under]
