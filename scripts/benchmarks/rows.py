"""The rows and columns of the table, and the bars that the project has set itself."""

from __future__ import annotations

from dataclasses import dataclass

OURS = "these clients"
OPENAPI_PYTHON_CLIENT = "openapi-python-client"
DATAMODEL_CODE_GENERATOR = "datamodel-code-generator"
OPENAPI_GENERATOR = "openapi-generator"
HAND_WRITTEN = "httpx2 + json"
FLOOR = "floor"

PEERS = (OPENAPI_PYTHON_CLIENT, DATAMODEL_CODE_GENERATOR, OPENAPI_GENERATOR)
COLUMNS = (OURS, *PEERS, HAND_WRITTEN, FLOOR)

APIS = {"klarify": "Klarify", "kloudless": "Kloudless", "klipfolio": "Klipfolio"}

IMPORT = "import, {}"
FIRST_RESOURCE = "client and first resource, {}"
FIRST_CALL = "import to first answer, {}"
BASE = "base: import httpx2 and pydantic"
BASE_CALL = "base: the same, one answer read into one model"
ALL_MODELS = "all models, Klipfolio"
ONE = "one object"
ONE_ASYNC = "one object, async"
ONE_LOOPBACK = "one object over loopback"
PAGE = "page of 100"
PAGE_ASYNC = "page of 100, async"
KLIP = "one klip, enveloped and limited"
KLIP_ASYNC = "one klip, enveloped and limited, async"
KLIPS = "page of 100 klips, enveloped and limited"
KLIPS_ASYNC = "page of 100 klips, enveloped and limited, async"
LISTING = "100 pages at 50 ms, one after another"
LISTING_ASYNC = "100 pages at 50 ms, one after another, async"
AHEAD = "100 pages at 50 ms, 16 ahead"
AHEAD_ASYNC = "100 pages at 50 ms, 16 ahead, async"
THROUGHPUT = "requests a second, {} in flight"
MEMORY = "memory of 1,000,000 items over 1,000"
MEMORY_AHEAD = "memory of 1,000,000 items over 5,000, 16 pages ahead"
MEMORY_ASYNC = "memory of 1,000,000 items over 1,000, async"
WHEEL = "wheel, {}"
LINES = "generated lines per operation"
ALL_LINES = "generated lines per operation, runtime included"
GENERATION = "generation, all three specs"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        name: What is measured; unique.
        unit: What the figures are: ``s``, ``/s``, ``MB``, ``kB`` or ``lines``.
        base: Row and column of the figure that ours is compared with, if any.
        limit: The bar: the most that the ratio to the base may be, or the figure itself where there is no base; with
            ``/s``, the least.
        beats: Whether it is a bar, too, that ours beats the figure of every peer.
        bound: Row and column of what our dependencies need by themselves, if that matters: a peer that is better than
            that does without them and is out of our reach.
        rivals: Row that has the peers' figures, where it is another: what they do instead.
    """

    name: str
    unit: str = "s"
    base: tuple[str, str] | None = None
    limit: float | None = None
    beats: bool = False
    bound: tuple[str, str] | None = None
    rivals: str | None = None

    @property
    def more_is_better(self) -> bool:
        """Whether the larger figure is the better one."""
        return self.unit == "/s"


def _beside(name: str, limit: float | None = None, *, unit: str = "s", beats: bool = False) -> Row:
    return Row(name, unit, (name, HAND_WRITTEN), limit, beats)


def _start_up() -> list[Row]:
    base = (BASE, HAND_WRITTEN)
    call = (BASE_CALL, HAND_WRITTEN)
    rows = [Row(BASE), Row(BASE_CALL)]
    rows += [Row(IMPORT.format(api), base=base, limit=0.1) for api in APIS.values()]
    rows += [Row(FIRST_RESOURCE.format(api), base=base, limit=1.3) for api in APIS.values()]
    rows += [Row(FIRST_CALL.format(api), base=call, beats=True, bound=call) for api in APIS.values()]
    return [*rows, Row(ALL_MODELS, base=base, limit=1.35)]


ROWS = (
    *_start_up(),
    _beside(ONE, 1.2, beats=True),
    _beside(ONE_ASYNC, 1.2, beats=True),
    _beside(ONE_LOOPBACK, beats=True),
    _beside(KLIP, 1.35, beats=True),
    _beside(KLIP_ASYNC, 1.35, beats=True),
    _beside(PAGE, 1.3, beats=True),
    _beside(PAGE_ASYNC, 1.3, beats=True),
    _beside(KLIPS, 1.4, beats=True),
    _beside(KLIPS_ASYNC, 1.4, beats=True),
    _beside(LISTING),
    _beside(LISTING_ASYNC),
    Row(AHEAD, base=(LISTING, OURS), limit=0.13, beats=True, rivals=LISTING),
    Row(AHEAD_ASYNC, base=(LISTING_ASYNC, OURS), limit=0.1, beats=True, rivals=LISTING_ASYNC),
    _beside(THROUGHPUT.format(1), unit="/s"),
    _beside(THROUGHPUT.format(20), unit="/s"),
    _beside(THROUGHPUT.format(100), 0.85, unit="/s"),
    Row(MEMORY, "MB", limit=10),
    Row(MEMORY_AHEAD, "MB", limit=10),
    Row(MEMORY_ASYNC, "MB", limit=10),
    Row(WHEEL.format("Klarify"), "kB"),
    Row(WHEEL.format("Kloudless"), "kB"),
    Row(WHEEL.format("Klipfolio"), "kB"),
    Row(LINES, "lines", beats=True),
    Row(ALL_LINES, "lines"),
    Row(GENERATION),
)
