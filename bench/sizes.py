"""How much is measured: the full sizes, and the small ones of `--quick`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """`metric_people` over `metric_years`; `records` of the ingest, `dlt_records` of its comparison with dlt; the
    organisations of the scale; `page_people` of the pages; how often each case is repeated, of which the fastest counts;
    the size of the file of each source; the units of a panel, and of a large one."""

    metric_people: int
    metric_years: int
    records: int
    dlt_records: int
    scale: tuple[int, ...]
    page_people: int
    page_requests: int
    repeats: int
    source_bytes: int
    panel_units: int
    panel_units_many: int


FULL = Sizes(10_000, 3, 1_000_000, 100_000, (1_000, 10_000, 100_000), 2_000, 400, 3, 24 << 20, 50_000, 500_000)
QUICK = Sizes(500, 2, 50_000, 20_000, (500, 1_000, 2_000), 500, 100, 2, 3 << 20, 2_500, 10_000)
