/** Rows with dates along an axis of time, which runs with the script of the page. */

import { choice, drawing, el, fit, fromRight, room, say, svg } from "./page";
import { asTime, columnsWith, options, type Table } from "./table";

const MOST = 150;
const ROW = 24;
const YEAR = 365.2425 * 86_400_000;

interface Event {
  start: number;
  end: number;
  when: string;
  label: string;
  href: string;
}

/** Whether the answer holds dates. */
export function fits(table: Table): boolean {
  return columnsWith(table, (cell) => asTime(cell) !== null).length > 0;
}

/** Return the drawing with the choice of columns above it. */
export function view(table: Table): HTMLElement {
  const dates = columnsWith(table, (cell) => asTime(cell) !== null);
  const others = table.columns.map((_, n) => n).filter((n) => !dates.includes(n));
  const most = (n: number) => new Set(table.rows.map((row) => row[n]?.text)).size;
  const first = [...others].sort((a, b) => Number(most(b) > 1) - Number(most(a) > 1) || a - b)[0];
  let [start, end, label] = [dates[0] ?? 0, dates[1] ?? -1, first ?? dates[0] ?? 0];
  const place = el("div");
  const draw = () => place.replaceChildren(...drawn(events(table, start, end, label)));
  draw();
  return el("div", {},
    el("div", { class: "row" },
      choice(say("start"), options(table, dates), String(start), (chosen) => { start = Number(chosen); draw(); }),
      choice(say("end"), [["-1", "–"], ...options(table, dates)], String(end), (chosen) => { end = Number(chosen); draw(); }),
      choice(say("labels"), options(table, [...others, ...dates]), String(label), (chosen) => { label = Number(chosen); draw(); })),
    place);
}

function events(table: Table, start: number, end: number, label: number): Event[] {
  const found = new Map<string, Event>();
  for (const row of table.rows) {
    const from = asTime(row[start]);
    if (from === null) continue;
    const to = asTime(row[end]), until = to !== null && to > from ? to : from;
    const when = until > from ? `${row[start]!.text} – ${row[end]!.text}` : row[start]!.text;
    const event = { start: from, end: until, when, label: row[label]?.text ?? "", href: row[label]?.href ?? "" };
    found.set(JSON.stringify(event), event);
  }
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function ticks(low: number, high: number): [number, string][] {
  const years = (high - low) / YEAR;
  const year = (time: number) => new Date(time).getUTCFullYear();
  if (years > 2) {
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => years / n <= 10) ?? 5000;
    const first = Math.ceil(year(low) / step) * step;
    return Array.from({ length: Math.floor((year(high) - first) / step) + 1 }, (_, n) => {
      const at = new Date(0);
      at.setUTCFullYear(first + n * step, 0, 1);
      return [at.getTime(), String(first + n * step)] as [number, string];
    }).filter(([at]) => at >= low && at <= high);
  }
  const step = [1, 2, 3, 6].find((n) => (years * 12) / n <= 10) ?? 6;
  const first = year(low) * 12 + new Date(low).getUTCMonth() + 1;
  return Array.from({ length: 26 }, (_, n) => {
    const month = first + n * step;
    const text = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    return [Date.UTC(Math.floor(month / 12), month % 12, 1), text] as [number, string];
  }).filter(([at]) => at >= low && at <= high);
}

function drawn(all: Event[]): HTMLElement[] {
  const shown = all.slice(0, MOST);
  const [first, last] = [Math.min(...shown.map((e) => e.start)), Math.max(...shown.map((e) => e.end))];
  const width = room(640, 1100), margin = Math.max((last - first) * 0.03, 86_400_000 * 5);
  const [low, high] = [first - margin, last + margin];
  const side = (at: number) => (fromRight ? width - at : at);
  const x = (time: number) => 10 + ((time - low) / (high - low)) * (width - 20);
  const height = shown.length * ROW + 40;
  const picture = drawing(width, height, `${say("timeline")}: ${shown[0]?.when ?? ""} – ${shown.at(-1)?.when ?? ""}`);
  for (const [at, text] of ticks(low, high)) {
    picture.append(svg("line", { x1: side(x(at)), x2: side(x(at)), y1: 24, y2: height, class: "grid" }),
      svg("text", { x: side(x(at)), y: 16, "text-anchor": "middle", class: "value" }, text));
  }
  shown.forEach((event, n) => {
    const y = 30 + n * ROW, [from, to] = [x(event.start), x(event.end)];
    const after = width - to >= from;
    const space = (after ? width - to : from) - 16 - event.when.length * 7.4;
    const shape = to - from > 6
      ? svg("rect", { x: fromRight ? width - to : from, y: y + 4, width: to - from, height: 12, rx: 3, class: "c0" })
      : svg("circle", { cx: side((from + to) / 2), cy: y + 10, r: 5, class: "c0" });
    const text = svg("text", { x: side(after ? to + 10 : from - 10), y: y + 15, "text-anchor": after ? "start" : "end" },
      svg("tspan", { class: "value" }, event.when), ` ${fit(event.label, space)}`, svg("title", {}, `${event.when} ${event.label}`));
    picture.append(shape, event.href ? svg("a", { href: event.href }, text) : text);
  });
  const note = shown.length < all.length ? [el("p", { class: "soft small" }, say("drawn", { n: shown.length, total: all.length }))] : [];
  return [...note, el("div", { class: "scroll", tabindex: 0 }, el("figure", { class: "drawing timeline" }, picture))];
}
