/** A column of numbers by a column of labels, as bars, line or pie. */

import { breadth, choice, cut, drawing, el, fit, fromRight, number, room, say, svg } from "./page";
import { asNumber, columnsWith, options, type Table } from "./table";

const MOST = { bar: 60, line: 400, pie: 12 };
const ROW = 24;

interface Point {
  label: string;
  href: string;
  value: number;
}
type Kind = keyof typeof MOST;

/** Whether the answer holds numbers. */
export function fits(table: Table): boolean {
  return columnsWith(table, (cell) => asNumber(cell) !== null).length > 0;
}

/** Return the chart with the choice of columns and kind above it. */
export function view(table: Table): HTMLElement {
  const numbers = columnsWith(table, (cell) => asNumber(cell) !== null);
  const others = table.columns.map((_, n) => n).filter((n) => !numbers.includes(n));
  let [value, label, kind] = [numbers[0] ?? 0, others[0] ?? numbers[1] ?? numbers[0] ?? 0, "bar" as Kind];
  const place = el("div", { class: "scroll", tabindex: 0 });
  const draw = () => place.replaceChildren(...drawn(points(table, label, value), kind, table.columns[value] ?? ""));
  const kinds = (Object.keys(MOST) as Kind[]).map((name): [string, string] => [name, say(name)]);
  draw();
  return el("div", {},
    el("div", { class: "row" },
      choice(say("kind"), kinds, kind, (chosen) => { kind = chosen as Kind; draw(); }),
      choice(say("numbers"), options(table, numbers), String(value), (chosen) => { value = Number(chosen); draw(); }),
      choice(say("labels"), options(table, [...others, ...numbers]), String(label), (chosen) => { label = Number(chosen); draw(); })),
    place);
}

function points(table: Table, label: number, value: number): Point[] {
  return table.rows.flatMap((row) => {
    const found = asNumber(row[value]);
    return found === null ? [] : [{ label: row[label]?.text ?? "–", href: row[label]?.href ?? "", value: found }];
  });
}

function drawn(all: Point[], kind: Kind, column: string): HTMLElement[] {
  const shown = kind === "pie" ? all : all.slice(0, MOST[kind]);
  const name = `${say(kind)}: ${column}`;
  const picture = kind === "bar" ? bars(shown, name) : kind === "line" ? line(shown, name) : pie(shown, name);
  const note = shown.length < all.length ? [el("p", { class: "soft small" }, say("drawn", { n: shown.length, total: all.length }))] : [];
  return [el("figure", { class: "drawing chart" }, picture, ...note)];
}

function named(point: Point, width: number, attributes: Record<string, string | number>): SVGElement {
  const text = svg("text", attributes, fit(point.label, width), svg("title", {}, point.label));
  return point.href ? svg("a", { href: point.href }, text) : text;
}

function bars(shown: Point[], name: string): SVGElement {
  const width = room(320, 860), end = 70;
  const names = Math.min(width * 0.4, 320, Math.max(...shown.map((p) => breadth(p.label))) + 16);
  const low = Math.min(0, ...shown.map((p) => p.value)), high = Math.max(0, ...shown.map((p) => p.value));
  const x = (value: number) => names + ((value - low) / (high - low || 1)) * (width - names - end);
  const side = (at: number) => (fromRight ? width - at : at);
  const picture = drawing(width, shown.length * ROW + 8, name);
  shown.forEach((point, n) => {
    const [from, to] = [Math.min(x(0), x(point.value)), Math.max(x(0), x(point.value))];
    const middle = n * ROW + ROW / 2 + 5;
    picture.append(
      named(point, names - 14, { x: side(names - 10), y: middle, "text-anchor": "end" }),
      svg("rect", { x: fromRight ? width - to : from, y: n * ROW + 4, width: Math.max(1, to - from), height: ROW - 7, rx: 2, class: "c0" }),
      svg("text", { x: side(to + 6), y: middle, class: "value" }, number(point.value)));
  });
  return picture;
}

function steps(low: number, high: number, most: number): number[] {
  const rough = (high - low || 1) / most, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((n) => n * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(1, Math.floor(high / step) - first + 1) }, (_, n) => (first + n) * step);
}

function line(shown: Point[], name: string): SVGElement {
  const width = room(320, 860), height = 360, left = 70, bottom = 90;
  const low = Math.min(0, ...shown.map((p) => p.value)), high = Math.max(0, ...shown.map((p) => p.value));
  const side = (at: number) => (fromRight ? width - at : at);
  const x = (n: number) => side(left + ((n + 0.5) / shown.length) * (width - left - 20));
  const y = (value: number) => 16 + (1 - (value - low) / (high - low || 1)) * (height - bottom - 16);
  const picture = drawing(width, height, name);
  for (const step of steps(low, high, 6)) {
    picture.append(
      svg("line", { x1: side(left), x2: side(width - 20), y1: y(step), y2: y(step), class: "grid" }),
      svg("text", { x: side(left - 8), y: y(step) + 4, "text-anchor": "end", class: "value" }, number(step)));
  }
  picture.append(svg("polyline", { points: shown.map((p, n) => `${x(n)},${y(p.value)}`).join(" "), class: "stroke0" }));
  const every = Math.ceil(shown.length / (width / 36));
  shown.forEach((point, n) => {
    picture.append(svg("circle", { cx: x(n), cy: y(point.value), r: 3.5, class: "c0" }, svg("title", {}, `${point.label}: ${number(point.value)}`)));
    if (n % every) return;
    const at = `rotate(${fromRight ? 40 : -40} ${x(n)} ${height - bottom + 18})`;
    picture.append(named(point, 110, { x: x(n), y: height - bottom + 18, "text-anchor": "end", transform: at }));
  });
  return picture;
}

/** Return the largest parts, the smaller ones together; what is not positive is no part of a whole. */
function slices(all: Point[]): Point[] {
  const parts = all.filter((p) => p.value > 0).sort((a, b) => b.value - a.value);
  if (parts.length <= MOST.pie) return parts;
  const rest = parts.slice(MOST.pie - 1).reduce((sum, p) => sum + p.value, 0);
  return [...parts.slice(0, MOST.pie - 1), { label: say("rest"), href: "", value: rest }];
}

function pie(all: Point[], name: string): SVGElement {
  const parts = slices(all), total = parts.reduce((sum, p) => sum + p.value, 0);
  const width = room(520, 860), radius = width < 700 ? 90 : 150, height = Math.max(2 * radius + 20, parts.length * ROW + 20);
  const side = (at: number) => (fromRight ? width - at : at);
  const [cx, cy] = [side(radius + 10), height / 2];
  const at = (share: number) => {
    const angle = (share - 0.25) * 2 * Math.PI * (fromRight ? -1 : 1) + (fromRight ? Math.PI : 0);
    return `${cx + radius * Math.cos(angle)} ${cy + radius * Math.sin(angle)}`;
  };
  const picture = drawing(width, height, name);
  let start = 0;
  parts.forEach((part, n) => {
    const share = part.value / total, large = share > 0.5 ? 1 : 0, turn = fromRight ? 0 : 1;
    const shape = parts.length === 1
      ? svg("circle", { cx, cy, r: radius, class: "c0" })
      : svg("path", { d: `M${cx} ${cy}L${at(start)}A${radius} ${radius} 0 ${large} ${turn} ${at(start + share)}Z`, class: `c${n} slice` });
    shape.append(svg("title", {}, `${part.label}: ${number(part.value)}`));
    const y = (height - parts.length * ROW) / 2 + n * ROW;
    picture.append(shape,
      svg("rect", { x: side(2 * radius + 50) - (fromRight ? 14 : 0), y: y + 4, width: 14, height: 14, rx: 2, class: `c${n}` }),
      named({ ...part, label: `${cut(part.label, 40)} · ${number(part.value)} (${number(Math.round(share * 1000) / 10)}%)` }, width - 2 * radius - 80, { x: side(2 * radius + 72), y: y + 16 }));
    start += share;
  });
  return picture;
}
