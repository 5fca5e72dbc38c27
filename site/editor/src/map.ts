/** Places on a plain net of meridians and parallels (equirectangular); nothing is fetched from elsewhere. */

import { breadth, choice, cut, drawing, el, room, say, svg } from "./page";
import { asNumber, columnsWith, options, type Cell, type Table } from "./table";

const MOST = 500;
/** The least width of the map in its height. */
const SHAPE = 1.4;
const WKT = "http://www.opengis.net/ont/geosparql#wktLiteral";
const POINT = /^\s*(?:<([^>]*)>\s*)?POINT\s*Z?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i;
const LATITUDE_FIRST = /EPSG\/[^/]*\/4326$/;

interface Place {
  longitude: number;
  latitude: number;
  row: (Cell | null)[];
}

/** Return the place of a point in well-known text; EPSG:4326 has latitude first, CRS84 (the default) longitude. */
function point(cell: Cell | null | undefined): [number, number] | null {
  const found = cell && cell.kind === WKT ? POINT.exec(cell.text) : null;
  if (!found) return null;
  const [a, b] = [Number(found[2]), Number(found[3])];
  return LATITUDE_FIRST.test(found[1] ?? "") ? [b, a] : [a, b];
}

const named = (table: Table, names: RegExp) => table.columns.findIndex((name, n) =>
  names.test(name) && table.rows.some((row) => asNumber(row[n]) !== null));

function places(table: Table): Place[] {
  const wkt = columnsWith(table, (cell) => point(cell) !== null)[0] ?? -1;
  const [north, east] = [named(table, /^lat(itude)?$/i), named(table, /^(lon|long|lng|longitude)$/i)];
  return table.rows.flatMap((row) => {
    const at = point(row[wkt]) ?? [asNumber(row[east]), asNumber(row[north])];
    const [longitude, latitude] = at;
    if (longitude === null || latitude === null || Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return [];
    return [{ longitude, latitude, row }];
  });
}

/** Whether the answer holds coordinates: points in well-known text, or columns ?lat and ?long. */
export function fits(table: Table): boolean {
  return places(table).length > 0;
}

/** Return the map with the choice of the column of names above it. */
export function view(table: Table): HTMLElement {
  const all = places(table), shown = all.slice(0, MOST);
  const columns = table.columns.map((_, n) => n).filter((n) => !table.rows.some((row) => point(row[n])));
  let label = columns[0] ?? 0;
  const place = el("div", { class: "scroll", tabindex: 0 });
  const draw = () => place.replaceChildren(el("figure", { class: "drawing map" }, picture(shown, label)));
  draw();
  const note = shown.length < all.length ? [el("p", { class: "soft small" }, say("drawn", { n: shown.length, total: all.length }))] : [];
  return el("div", {},
    el("div", { class: "row" }, choice(say("labels"), options(table, columns), String(label), (chosen) => { label = Number(chosen); draw(); })),
    ...note, place);
}

/** Return the span of degrees to show: what holds all places with room around, in whole steps of the net. */
function span(values: number[], least: number, most: number): [number, number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = [1, 2, 5, 10, 15, 30].find((n) => (high - low) / n <= 8) ?? 45;
  return [Math.max(least, (Math.floor(low / step) - 1) * step), Math.min(most, (Math.ceil(high / step) + 1) * step), step];
}

function picture(shown: Place[], label: number): SVGElement {
  const across = span(shown.map((p) => p.longitude), -180, 180);
  const [south, north, stepY] = span(shown.map((p) => p.latitude), -90, 90);
  const step = Math.max(across[2], stepY), missing = Math.max(0, (north - south) * SHAPE - (across[1] - across[0])) / 2;
  const west = Math.max(-180, across[0] - missing), east = Math.min(180, across[1] + missing);
  const scale = Math.min((room(340, 1000) - 60) / (east - west), 620 / (north - south));
  const width = (east - west) * scale + 60, height = (north - south) * scale + 40;
  const x = (longitude: number) => 30 + (longitude - west) * scale;
  const y = (latitude: number) => 20 + (north - latitude) * scale;
  const made = drawing(Math.round(width), Math.round(height), say("places", { n: shown.length }));
  for (let at = Math.ceil(west / step) * step; at <= east; at += step) {
    made.append(svg("line", { x1: x(at), x2: x(at), y1: y(north), y2: y(south), class: "grid" }),
      svg("text", { x: x(at), y: height - 4, "text-anchor": "middle", class: "value" }, `${at}°`));
  }
  for (let at = Math.ceil(south / step) * step; at <= north; at += step) {
    made.append(svg("line", { x1: x(west), x2: x(east), y1: y(at), y2: y(at), class: "grid" }),
      svg("text", { x: 26, y: y(at) + 4, "text-anchor": "end", class: "value" }, `${at}°`));
  }
  const taken: [x: number, y: number, width: number][] = [];
  for (const place of shown) {
    const cell = place.row[label];
    const [cx, cy] = [x(place.longitude), y(place.latitude)];
    const right = cx < width * 0.75, text = cut(cell?.text ?? "", 30), long = breadth(text);
    const from = right ? cx + 9 : cx - 9 - long;
    const free = (at: number) => !taken.some(([x0, y0, wide]) => Math.abs(y0 - at) < 13 && from < x0 + wide && x0 < from + long);
    const beside = [0, 14, -14, 28, -28].map((shift) => cy + 4 + shift).find(free) ?? cy + 4;
    taken.push([from, beside, long]);
    const shape = svg("circle", { cx, cy, r: 5, class: "c0" });
    const name = svg("text", { x: cx + (right ? 9 : -9), y: beside, "text-anchor": right ? "start" : "end", direction: "ltr" }, text);
    const whole = svg("title", {}, `${cell?.text ?? ""} (${place.latitude}°, ${place.longitude}°)`);
    made.append(cell?.href ? svg("a", { href: cell.href }, shape, name, whole) : svg("g", {}, shape, name, whole));
  }
  return made;
}
