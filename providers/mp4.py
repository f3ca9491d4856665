"""Recordings in mp4 as WebKitGTK writes them: its muxer repeats the head of a box, and strict decoders stop there."""

from collections.abc import Iterator

REPEATED = (b"ftyp", b"moof")


def mended(data: bytes) -> bytes:
    """The file without a `ftyp` or `moof` that the same box follows at once; whatever else it holds stays as it is."""
    boxes = list(_boxes(data))
    following = [kind for kind, _ in boxes[1:]]
    repeated = [kind in REPEATED and kind == after for (kind, _), after in zip(boxes, following, strict=False)]
    return b"".join(box for (_, box), skip in zip(boxes, [*repeated, False], strict=False) if not skip)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and bytes of each box on the outside; a damaged one is the last, whole."""
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        size = size if 8 <= size <= len(data) - at else len(data) - at
        yield data[at + 4 : at + 8], data[at : at + size]
        at += size
