// States of stations as the server numbers them: 0 normal, 1 to 4 the worst open alert by severity, 11 to 14 the same when
// somebody has acknowledged it, 20 no data lately, 21 none ever.
export const normal = 0;
export const noDataOrder = 12;

export const isNormal = (state: number) => state === normal;

/** What matters more has the smaller number: new before acknowledged, both before "no data". */
export function orderOf(state: number): number {
  return state >= 20 ? noDataOrder : 2 * (state % 10) + (state > 10 ? 1 : 0);
}
