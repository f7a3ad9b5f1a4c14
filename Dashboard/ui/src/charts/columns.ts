// The columns that are drawn: several series over one list of times.
import type { Row } from "./points";

export type Cell = number | null | undefined;

/** Places of values that have a hole, or nothing, on both sides. */
export function lone(column: readonly Cell[]): number[] {
  const own = column.flatMap((cell, i) => cell === undefined ? [] : [i]);
  const isValue = (place: number | undefined) => place !== undefined && column[place] !== null;
  return own.filter((place, i) => isValue(place) && !isValue(own[i - 1]) && !isValue(own[i + 1]));
}

/** Rows of each line, oldest first; null cells are a hole. A line without a row at a time of another has no cell there, and is drawn across it. */
export function align(lines: readonly (readonly Row[])[]): [number[], ...Cell[][]] {
  const times = [...new Set(lines.flatMap(rows => rows.map(row => row[0])))].sort((a, b) => a - b);
  const place = new Map(times.map((time, i) => [time, i]));
  const columns = lines.flatMap(rows => {
    const cells = [1, 2, 3].map(() => new Array<Cell>(times.length).fill(undefined));
    for (const row of rows) {
      const at = place.get(row[0])!;
      cells.forEach((column, i) => column[at] = row[i + 1]);
    }

    return cells;
  });
  return [times, ...columns];
}
