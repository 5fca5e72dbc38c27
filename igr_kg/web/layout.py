"""Where the boxes of a diagram stand: layers from the left to the right, the same for the same input.

The method is that of K. Sugiyama, S. Tagawa and M. Toda (1981): each box stands in a layer right of the boxes
that lead to it, a long line gets a bend in each layer that it crosses, each layer is ordered by where its
neighbours stand, and boxes are moved towards them. Nothing is left to chance: two builds
draw the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

GAP = 14.0
"""Between boxes of a layer, in pixels."""
BETWEEN = 76.0
"""Between layers, in pixels; lines bend there."""
_ROUNDS = 12

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: its upper left corner and its size, in pixels.

    :param edge: right edge of its layer, beyond which a line may turn
    """

    x: float
    y: float
    width: float
    height: float
    edge: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A finished layout.

    :param places: box -> where it stands
    :param bends: edge -> points that its line goes through between its ends, from its first to its second box
    """

    width: float
    height: float
    places: Mapping[str, Place]
    bends: Mapping[Edge, Sequence[tuple[float, float]]]


@dataclass
class _Graph:
    """Boxes and bends as nodes; every edge leads from one layer to the next."""

    sizes: dict[str, tuple[float, float]]
    layer: dict[str, int]
    next: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    last: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    chains: dict[Edge, list[str]] = field(default_factory=dict)


def _forwards(nodes: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges without those to a box itself, each of a circle turned that leads back."""
    out: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        if source != target and target not in out[source]:
            out[source].append(target)
    state: dict[str, int] = {}
    found: list[Edge] = []
    for root in nodes:
        stack = [(root, iter(out[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            node, rest = stack[-1]
            target = next(rest, "")
            if not target:
                state[node] = 2
                stack.pop()
                continue
            found.append((target, node) if state.get(target) == 1 else (node, target))
            if target not in state:
                state[target] = 1
                stack.append((target, iter(out[target])))
    return list(dict.fromkeys(found))


def _layers(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """Return the layer of each box: right of all that lead to it, and near to what it leads to."""
    before: dict[str, set[str]] = {node: set() for node in nodes}
    after: dict[str, set[str]] = {node: set() for node in nodes}
    for source, target in edges:
        before[target].add(source)
        after[source].add(target)
    layer: dict[str, int] = {}
    waiting = list(nodes)
    while waiting:
        ready = [node for node in waiting if all(other in layer for other in before[node])]
        for node in ready:
            layer[node] = max((layer[other] + 1 for other in before[node]), default=0)
        waiting = [node for node in waiting if node not in layer]
    for node in sorted(nodes, key=lambda n: -layer[n]):
        if after[node] and not before[node]:
            layer[node] = min(layer[other] for other in after[node]) - 1
    return layer


def _graph(sizes: Mapping[str, tuple[float, float]], edges: Sequence[Edge]) -> _Graph:
    nodes = list(sizes)
    straight = _forwards(nodes, edges)
    graph = _Graph(dict(sizes), _layers(nodes, straight))
    for source, target in straight:
        chain = [source]
        for layer in range(graph.layer[source] + 1, graph.layer[target]):
            bend = f"{source}\n{target}\n{layer}"
            graph.sizes[bend], graph.layer[bend] = (0.0, 4.0), layer
            chain.append(bend)
        chain.append(target)
        graph.chains[source, target] = chain
        for one, other in pairwise(chain):
            graph.next[one].append(other)
            graph.last[other].append(one)
    return graph


def _ordered(graph: _Graph) -> list[list[str]]:
    """Return the layers, each in the order that its neighbours ask for."""
    count = max(graph.layer.values(), default=-1) + 1
    layers: list[list[str]] = [[] for _ in range(count)]
    for node in graph.layer:
        layers[graph.layer[node]].append(node)
    for turn in range(_ROUNDS):
        order = layers if turn % 2 == 0 else layers[::-1]
        beside = graph.last if turn % 2 == 0 else graph.next
        for other, nodes in zip([[], *order], order, strict=False):
            _sort(nodes, {node: i / len(other) for i, node in enumerate(other)}, beside)
    return layers


def _sort(nodes: list[str], at: Mapping[str, float], beside: Mapping[str, Sequence[str]]) -> None:
    """Sort a layer by the middle of where the neighbours of its nodes stand in the one beside it."""
    keys = {}
    for number, node in enumerate(nodes):
        near = [at[other] for other in beside.get(node, ()) if other in at]
        keys[node] = (sum(near) / len(near) if near else number / len(nodes), number)
    nodes.sort(key=lambda node: keys[node])


def _rows(graph: _Graph, layers: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the upper edge of each node: near the middle of its neighbours, in order, none over another."""
    top: dict[str, float] = {}
    for nodes in layers:
        y = 0.0
        for node in nodes:
            top[node] = y
            y += graph.sizes[node][1] + GAP

    def centre(node: str) -> float:
        return top[node] + graph.sizes[node][1] / 2

    for turn in range(_ROUNDS):
        for nodes in layers if turn % 2 == 0 else reversed(layers):
            wanted = []
            for node in nodes:
                near = [*graph.last[node], *graph.next[node]]
                middle = sum(map(centre, near)) / len(near) if near else centre(node)
                wanted.append(middle - graph.sizes[node][1] / 2)
            top.update(zip(nodes, _apart(wanted, [graph.sizes[node][1] for node in nodes]), strict=True))
    least = min(top.values(), default=0.0)
    return {node: y - least for node, y in top.items()}


def _apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return places near the wanted ones, in their order, none nearer to the next than :data:`GAP`."""
    low, high = [*wanted], [*wanted]
    for i in range(1, len(low)):
        low[i] = max(low[i], low[i - 1] + heights[i - 1] + GAP)
    for i in range(len(high) - 2, -1, -1):
        high[i] = min(high[i], high[i + 1] - heights[i] - GAP)
    return [(one + other) / 2 for one, other in zip(low, high, strict=True)]


def layered(sizes: Mapping[str, tuple[float, float]], edges: Sequence[Edge]) -> Layout:
    """Return where boxes stand and how lines between them run.

    :param sizes: box -> its width and height in pixels, in the order that decides between equals
    :param edges: pairs of boxes, from the one that belongs on the left

    >>> found = layered({"a": (10, 10), "b": (10, 10)}, [("a", "b")])
    >>> found.places["a"].x < found.places["b"].x
    True
    """
    graph = _graph(sizes, edges)
    layers = _ordered(graph)
    top = _rows(graph, layers)
    left, right, x = {}, {}, 0.0
    for nodes in layers:
        widest = max((graph.sizes[node][0] for node in nodes), default=0.0)
        left.update(dict.fromkeys(nodes, x))
        right.update(dict.fromkeys(nodes, x + widest))
        x += widest + BETWEEN
    places = {node: Place(left[node], top[node], *sizes[node], right[node]) for node in sizes}
    bends: dict[Edge, list[tuple[float, float]]] = {}
    for edge, chain in graph.chains.items():
        points = [(at[node], top[node] + 2) for node in chain[1:-1] for at in (left, right)]
        bends[edge], bends[edge[1], edge[0]] = points, points[::-1]
    height = max((top[node] + graph.sizes[node][1] for node in top), default=0.0)
    return Layout(max(0.0, x - BETWEEN), height, places, bends)
