// The base map as GeoJSON, made in the browser from a few hundred points: nothing is fetched from anywhere.
import { arterials, city, districts, moor, motorways, type Point, rivers, woods } from "./facts";
import { nearest, smooth } from "./geometry";

const feature = (geometry: GeoJSON.Geometry, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({ type: "Feature", geometry, properties });
const area = (k: string, ring: Point[], more = {}) => feature({ type: "Polygon", coordinates: [ring] }, { k, ...more });
const line = (k: string, course: Point[], more = {}) => feature({ type: "LineString", coordinates: course }, { k, ...more });

const closed = (ring: Point[]): Point[] => [...ring, ring[0]!];

/** Areas, lines and labels; property <c>k</c> says what each is. */
export function baseMap(): GeoJSON.FeatureCollection {
  const outline = smooth(city, true);
  return {
    type: "FeatureCollection",
    features: [
      area("city", outline),
      area("moor", smooth(moor, true)),
      ...woods.map(wood => area("wood", smooth(wood, true))),
      ...districts.map(([name, at]) => area("district", closed(nearest(outline, at, districts.filter(d => d[0] !== name).map(d => d[1]))), { name })),
      ...rivers.map(([name, width, course]) => line("river", smooth(course), { name, width })),
      ...arterials.map(([name, course]) => line("arterial", course, { name })),
      ...motorways.map(course => line("motorway", smooth(course))),
      ...districts.map(([name, at]) => feature({ type: "Point", coordinates: at }, { k: "label", name: name.toUpperCase() })),
    ],
  };
}

/** West, south, east, north: what a map of the city shows first. */
export const cityBox: [number, number, number, number] = [14.440, 46.016, 14.606, 46.109];
