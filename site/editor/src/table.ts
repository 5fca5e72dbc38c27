/** The answer as the page holds it: the table that the server made is what every view is drawn from. */

/** A value of the answer. `kind` is as the server says: "iri", "blank", a datatype, or "" for a text. */
export interface Cell {
  text: string;
  kind: string;
  iri: string;
  href: string;
}

export interface Table {
  columns: string[];
  rows: (Cell | null)[][];
  /** Whether the columns are those of triples: the answer to CONSTRUCT or DESCRIBE. */
  triples: boolean;
}

const NUMBERS = /^(integer|decimal|double|float|(non)?(Positive|Negative)Integer|(positive|negative)Integer|(unsigned)?(Long|Int|Short|Byte)|long|int|short|byte)$/;
const DATES = /^(date|dateTime|dateTimeStamp|gYear|gYearMonth)$/;
const DATE = /^(-?\d{4,})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?)?)?(Z|[+-]\d\d:\d\d)?$/;

function cell(element: HTMLTableCellElement): Cell | null {
  const iri = element.dataset["iri"] ?? "";
  const link = element.querySelector("a");
  const shown = element.cloneNode(true) as HTMLElement;
  for (const mark of shown.querySelectorAll(".langtag")) mark.remove();
  const text = shown.textContent?.trim() ?? "";
  if (!text && !iri) return null;
  return { text, kind: iri ? "iri" : element.dataset["kind"] ?? "", iri, href: link?.href ?? "" };
}

/** Return what a table of the page holds. */
export function read(table: HTMLTableElement): Table {
  const columns = Array.from(table.tHead?.rows[0]?.cells ?? [], (head) => head.textContent ?? "");
  const rows = Array.from(table.tBodies[0]?.rows ?? [], (row) => Array.from(row.cells, cell));
  return { columns, rows, triples: columns.join(" ") === "subject predicate object" };
}

/** Return a cell as a number, or null. */
export function asNumber(value: Cell | null | undefined): number | null {
  if (!value || !NUMBERS.test(value.kind)) return null;
  const found = Number(value.text.replace("INF", "Infinity"));
  return Number.isFinite(found) ? found : null;
}

/** Return a cell as milliseconds since 1970, or null; a year or month stands for its first day. */
export function asTime(value: Cell | null | undefined): number | null {
  if (!value || !DATES.test(value.kind)) return null;
  const parts = DATE.exec(value.text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? NaN));
  const at = new Date(0);
  at.setUTCFullYear(year ?? 0, (month || 1) - 1, day || 1);
  at.setUTCHours(hour || 0, minute || 0, second || 0);
  const zone = parts[7] && parts[7] !== "Z" ? parts[7] : "+00:00";
  const shift = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) * (zone[0] === "-" ? -1 : 1);
  return at.getTime() - shift * 60_000;
}

/** Return the numbers of the columns in which some cell satisfies a condition. */
export function columnsWith(table: Table, is: (value: Cell) => boolean): number[] {
  return table.columns.flatMap((_, n) => (table.rows.some((row) => row[n] && is(row[n]!)) ? [n] : []));
}

/** Return the columns as options of a choice. */
export function options(table: Table, columns: number[]): [string, string][] {
  return columns.map((n) => [String(n), table.columns[n] ?? ""]);
}
