// The little plane geometry that the base map needs. Pure functions.
import type { Point } from "./facts";

/** A degree of longitude at Ljubljana is so much shorter than one of latitude. */
const longitudeScale = Math.cos(46.05 * Math.PI / 180);

/** The part of an area that is nearer to one point than to each of the others. */
export function nearest(area: Point[], to: Point, others: Point[]): Point[] {
  return others.reduce((rest, other) => cut(rest, to, other), area);
}

// Sutherland and Hodgman with one edge: the line that halves the way between the two points.
function cut(area: Point[], to: Point, other: Point): Point[] {
  const [dx, dy] = [(other[0] - to[0]) * longitudeScale ** 2, other[1] - to[1]];
  const half = dx * (to[0] + other[0]) / 2 + dy * (to[1] + other[1]) / 2;
  const beyond = (p: Point) => dx * p[0] + dy * p[1] - half;
  const kept: Point[] = [];
  area.forEach((point, i) => {
    const before = area[(i + area.length - 1) % area.length]!;
    const [was, is] = [beyond(before), beyond(point)];
    if ((was > 0) !== (is > 0)) {
      const share = was / (was - is);
      kept.push([before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share]);
    }
    if (is <= 0) {
      kept.push(point);
    }
  });
  return kept;
}

/** A round line through the points (Catmull-Rom), as dense as a map of a city needs. */
export function smooth(line: Point[], isClosed = false): Point[] {
  const steps = 6;
  const at = (i: number) => isClosed
    ? line[(i + line.length) % line.length]!
    : line[Math.max(0, Math.min(line.length - 1, i))]!;
  const round: Point[] = [];
  for (let i = 0; i < (isClosed ? line.length : line.length - 1); i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      round.push([0, 1].map(k => 0.5 * (2 * b[k]! + (c[k]! - a[k]!) * t + (2 * a[k]! - 5 * b[k]! + 4 * c[k]! - d[k]!) * t * t
        + (3 * b[k]! - a[k]! - 3 * c[k]! + d[k]!) * t ** 3)) as Point);
    }
  }

  round.push(isClosed ? round[0]! : line[line.length - 1]!);
  return round;
}
