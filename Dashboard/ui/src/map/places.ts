// Where stations stand on the map's plane, on which the world is a square of side 1 (Web Mercator), and which of them are hidden.

/** The plane's side in pixels at zoom 0, as MapLibre counts it. */
const worldPixels = 512;

/** Further north and south the plane has no end. */
const mostLat = 85.051129;

export function onPlane([lon, lat]: [number, number]): [number, number] {
  const onIt = Math.min(mostLat, Math.max(-mostLat, lat));
  return [(lon + 180) / 360, (1 - Math.log(Math.tan(Math.PI / 4 + onIt * Math.PI / 360)) / Math.PI) / 2];
}

export class Places {
  /** Of the plane; the first place, where there is one. */
  readonly origin: [number, number];
  /** x and y of each place from the origin. So near to it 32 bits are finer than a pixel at any zoom; from the plane's corner they are not. */
  readonly offsets: Float32Array;
  /** 1 = hidden. */
  readonly hidden: Uint8Array;

  constructor(readonly count: number, at: (row: number) => [lon: number, lat: number]) {
    const points = Array.from({ length: count }, (_, row) => onPlane(at(row)));
    this.origin = points[0] ?? [0, 0];
    this.offsets = Float32Array.from(points.flatMap(([x, y]) => [x - this.origin[0], y - this.origin[1]]));
    this.hidden = new Uint8Array(count);
  }

  /** The row of the nearest place that is not hidden, within so many pixels of a point; undefined where there is none. */
  nearest(lonLat: [number, number], zoom: number, pixels: number): number | undefined {
    const [x, y] = onPlane(lonLat);
    const [fromX, fromY] = [x - this.origin[0], y - this.origin[1]];
    let found: number | undefined;
    let closest = (pixels / (worldPixels * 2 ** zoom)) ** 2;
    for (let row = 0; row < this.count; row++) {
      const away = (this.offsets[2 * row]! - fromX) ** 2 + (this.offsets[2 * row + 1]! - fromY) ** 2;
      if (away <= closest && this.hidden[row] === 0) {
        [found, closest] = [row, away];
      }
    }

    return found;
  }
}
