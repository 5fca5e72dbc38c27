/** Nodes and edges: the triples of an answer, or two of its columns, drawn by forces. */

import { choice, cut, drawing, el, say, svg } from "./page";
import { columnsWith, options, type Cell, type Table } from "./table";

const MOST_NODES = 100;
const MOST_EDGES = 300;
const ROUNDS = 400;
/** How strongly the middle draws, so that parts without an edge to the others stay near. */
const GRAVITY = 0.35;
const [WIDTH, HEIGHT] = [1000, 680];

interface Node {
  cell: Cell;
  degree: number;
  x: number;
  y: number;
}
interface Edge {
  from: string;
  to: string;
  name: string;
}

const isThing = (cell: Cell) => cell.kind === "iri" || cell.kind === "blank";
const key = (cell: Cell) => (cell.iri ? `<${cell.iri}>` : cell.kind === "blank" ? cell.text : `"${cell.text}"`);

/** Whether the answer has triples, or things in two columns. */
export function fits(table: Table): boolean {
  return table.rows.length > 0 && (table.triples || columnsWith(table, isThing).length > 1);
}

/** Return the drawing with the choice of columns above it. */
export function view(table: Table): HTMLElement {
  const things = columnsWith(table, isThing);
  let [from, to, name] = table.triples ? [0, 2, 1] : [things[0] ?? 0, things[1] ?? 0, -1];
  const place = el("div");
  const draw = () => place.replaceChildren(...drawn(table, from, to, name));
  draw();
  if (table.triples) return place;
  const every = options(table, table.columns.map((_, n) => n));
  return el("div", {},
    el("div", { class: "row" },
      choice(say("from"), options(table, things), String(from), (chosen) => { from = Number(chosen); draw(); }),
      choice(say("to"), every, String(to), (chosen) => { to = Number(chosen); draw(); }),
      choice(say("relation"), [["-1", "–"], ...every], String(name), (chosen) => { name = Number(chosen); draw(); })),
    place);
}

function collect(table: Table, from: number, to: number, name: number): [Map<string, Node>, Edge[]] {
  const nodes = new Map<string, Node>(), edges = new Map<string, Edge>();
  const node = (cell: Cell) => {
    const found = nodes.get(key(cell)) ?? { cell, degree: 0, x: 0, y: 0 };
    nodes.set(key(cell), found);
    return found;
  };
  for (const row of table.rows) {
    const [a, b] = [row[from], row[to]];
    if (!a || !b) continue;
    const edge = { from: key(a), to: key(b), name: row[name]?.text ?? "" };
    if (edges.has(JSON.stringify(edge))) continue;
    edges.set(JSON.stringify(edge), edge);
    node(a).degree += 1;
    node(b).degree += 1;
  }
  return [nodes, [...edges.values()]];
}

function drawn(table: Table, from: number, to: number, name: number): HTMLElement[] {
  const [all, every] = collect(table, from, to, name);
  const kept = [...all.entries()].sort((a, b) => b[1].degree - a[1].degree).slice(0, MOST_NODES);
  const nodes = new Map(kept);
  const edges = every.filter((e) => nodes.has(e.from) && nodes.has(e.to)).slice(0, MOST_EDGES);
  arrange([...nodes.values()], edges.map((e) => [nodes.get(e.from)!, nodes.get(e.to)!]));
  const relations = [...new Set(edges.map((edge) => edge.name))];
  const only = relations.length === 1 && relations[0] ? ` ${say("relation")}: ${relations[0]}` : "";
  const notes = [el("p", { class: "soft small" }, say("counted", { nodes: nodes.size, edges: edges.length }) + only)];
  if (nodes.size < all.size || edges.length < every.length) {
    notes.push(el("p", { class: "notice warn" }, say("part", { nodes: all.size, edges: every.length })));
  }
  return [...notes, el("div", { class: "scroll", tabindex: 0 }, el("figure", { class: "drawing graph" }, picture(nodes, edges)))];
}

/** Place the nodes (Fruchterman and Reingold 1991), from a spiral, so that the same answer looks the same. */
function arrange(nodes: Node[], edges: [Node, Node][]): void {
  const apart = 0.8 * Math.sqrt((WIDTH * HEIGHT) / Math.max(1, nodes.length)), reach = 3 * apart;
  nodes.forEach((node, n) => {
    const [angle, away] = [n * 2.399963, Math.sqrt((n + 0.5) / nodes.length)];
    node.x = WIDTH / 2 + (away * Math.cos(angle) * WIDTH) / 2.4;
    node.y = HEIGHT / 2 + (away * Math.sin(angle) * HEIGHT) / 2.4;
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const moves = new Map(nodes.map((node) => [node, { x: 0, y: 0 }]));
    const push = (a: Node, b: Node, force: (distance: number) => number) => {
      const [x, y] = [a.x - b.x, a.y - b.y], distance = Math.hypot(x, y) || 0.01, strength = force(distance) / distance;
      const [one, other] = [moves.get(a)!, moves.get(b)!];
      one.x += x * strength; one.y += y * strength;
      other.x -= x * strength; other.y -= y * strength;
    };
    nodes.forEach((a, n) => nodes.slice(n + 1).forEach((b) => push(a, b, (distance) => (distance < reach ? (apart * apart) / distance : 0))));
    for (const [a, b] of edges) if (a !== b) push(a, b, (distance) => -(distance * distance) / apart);
    const most = (WIDTH / 10) * (1 - round / ROUNDS);
    for (const [node, move] of moves) {
      move.x += (WIDTH / 2 - node.x) * GRAVITY;
      move.y += (HEIGHT / 2 - node.y) * GRAVITY * (WIDTH / HEIGHT);
      const length = Math.hypot(move.x, move.y) || 1, step = Math.min(length, most) / length;
      node.x += move.x * step;
      node.y += move.y * step;
    }
  }
  for (const [axis, size, edge] of [["x", WIDTH, 200], ["y", HEIGHT, 24]] as const) {
    const [low, high] = [Math.min(...nodes.map((n) => n[axis])), Math.max(...nodes.map((n) => n[axis]))];
    for (const node of nodes) {
      node[axis] = high > low ? edge + ((node[axis] - low) / (high - low)) * (size - 2 * edge) : size / 2;
    }
  }
}

function picture(nodes: Map<string, Node>, edges: Edge[]): SVGElement {
  const made = drawing(WIDTH, HEIGHT, say("counted", { nodes: nodes.size, edges: edges.length }));
  made.append(svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
    svg("path", { d: "M0 0L8 4L0 8Z", class: "arrow" }))));
  const names = edges.length <= 60 && new Set(edges.map((edge) => edge.name)).size > 1;
  for (const edge of edges) {
    const [a, b] = [nodes.get(edge.from)!, nodes.get(edge.to)!];
    const [x, y] = [b.x - a.x, b.y - a.y], long = Math.hypot(x, y) || 1;
    const drawn = a === b
      ? svg("circle", { cx: a.x + 12, cy: a.y - 12, r: 12, class: "edge" })
      : svg("line", { x1: a.x + (x / long) * 7, y1: a.y + (y / long) * 7, x2: b.x - (x / long) * 8, y2: b.y - (y / long) * 8, class: "edge", "marker-end": "url(#arrow)" });
    made.append(svg("g", {}, drawn, svg("title", {}, edge.name)));
    if (names && edge.name) made.append(svg("text", { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, "text-anchor": "middle", class: "name" }, cut(edge.name, 22)));
  }
  const around = new Map<Node, number[]>();
  for (const edge of edges) {
    const [a, b] = [nodes.get(edge.from)!, nodes.get(edge.to)!];
    around.set(a, [...(around.get(a) ?? []), b.x]);
    around.set(b, [...(around.get(b) ?? []), a.x]);
  }
  for (const node of nodes.values()) {
    const thing = isThing(node.cell), radius = Math.min(11, 4.5 + Math.sqrt(node.degree)), others = around.get(node) ?? [];
    const middle = others.length > 2, right = others.reduce((sum, x) => sum + x, 0) <= node.x * others.length;
    const at = middle
      ? { x: node.x, y: node.y - radius - 4, "text-anchor": "middle", direction: "ltr" }
      : { x: node.x + (right ? radius + 3 : -radius - 3), y: node.y + 4, "text-anchor": right ? "start" : "end", direction: "ltr" };
    const shape = svg("circle", { cx: node.x, cy: node.y, r: radius, class: thing ? "c0" : "text" });
    const text = svg("text", at, cut(node.cell.text, 26));
    const whole = svg("title", {}, node.cell.text);
    made.append(node.cell.href ? svg("a", { href: node.cell.href }, shape, text, whole) : svg("g", {}, shape, text, whole));
  }
  return made;
}
