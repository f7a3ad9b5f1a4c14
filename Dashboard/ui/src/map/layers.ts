// The style: base map below, stations above. Text is drawn from the page's own font, so there is no glyph server.
import type { LayerSpecification, Map as GlMap, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { baseMap } from "./base-map";
import { type Palette, palette } from "./palette";

export const font = ["Inter Variable", "DejaVu Sans", "sans-serif"];

/** Widths grow with the map: so many pixels at zoom 12. */
export const line = (at12: unknown) => ["interpolate", ["exponential", 1.6], ["zoom"], 10, ["*", 0.5, at12], 12, at12, 15, ["*", 2.6, at12]];
const kind = (k: string) => ["==", ["get", "k"], k];

/** What of the style has a colour, and which: for the first look and when the theme changes. */
export type Coloured = [layer: string, property: string, colour: keyof Palette | (() => number)];

/** What lies below the stations; the source is called `base`. */
export interface Base { source: SourceSpecification; layers: LayerSpecification[]; colours: Coloured[] }

/** Ours, drawn here from facts. */
export const ownBase = (): Base => ({ source: { type: "geojson", data: baseMap(), tolerance: 0.2 }, layers: baseLayers(), colours: baseColours });

const baseColours: Coloured[] = [
  ["ground", "background-color", "ground"], ["city", "fill-color", "land"], ["moor", "fill-color", "moor"], ["wood", "fill-color", "wood"],
  ["district", "line-color", "border"], ["river", "line-color", "water"], ["arterial", "line-color", "arterial"], ["motorway", "line-color", "motorway"],
  ["river-label", "text-color", "waterLabel"], ["river-label", "text-halo-color", "halo"], ["label", "text-color", "label"], ["label", "text-halo-color", "halo"],
];

const stationColours: Coloured[] = [
  ["selected", "circle-stroke-color", "blue"], ["marks", "text-color", "ink"], ["marks", "text-halo-color", "halo"],
  ["districts", "text-color", "ink"], ["districts", "text-halo-color", "halo"],
];

function baseLayers(): LayerSpecification[] {
  const fill = (k: string) => ({ id: k, type: "fill", source: "base", filter: kind(k) });
  const stroke = (k: string, width: unknown, more = {}, layout = {}) =>
    ({ id: k, type: "line", source: "base", filter: kind(k), layout: { "line-cap": "round", "line-join": "round", ...layout }, paint: { "line-width": width, ...more } });
  return [
    { id: "ground", type: "background" }, fill("city"), fill("moor"), fill("wood"),
    stroke("district", 1, { "line-dasharray": [4, 3] }), stroke("river", line(["get", "width"])),
    stroke("arterial", line(2)), stroke("motorway", line(3.5)),
    {
      id: "river-label", type: "symbol", source: "base", filter: kind("river"),
      layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": font, "text-size": 11, "symbol-spacing": 500 },
      paint: { "text-halo-width": 1.2 },
    },
    {
      id: "label", type: "symbol", source: "base", filter: kind("label"),
      layout: { "text-field": ["get", "name"], "text-font": font, "text-size": ["interpolate", ["linear"], ["zoom"], 10, 9, 13, 13], "text-letter-spacing": 0.1 },
      paint: { "text-halo-width": 1.4 },
    },
  ] as LayerSpecification[];
}

const stationLayers = [
  { id: "selected", type: "circle", source: "selected", paint: { "circle-radius": 15, "circle-opacity": 0, "circle-stroke-width": 3 } },
  {
    id: "marks", type: "symbol", source: "marks",
    layout: {
      "icon-image": ["concat", "mark-", ["to-string", ["get", "order"]]], "icon-allow-overlap": true, "icon-size": ["case", ["has", "point_count"], 1.25, 1],
      "text-field": ["case", ["has", "point_count"], ["concat", "×", ["to-string", ["get", "point_count"]]], ""], "text-font": font, "text-size": 13,
      "text-anchor": "left", "text-offset": [1, 0], "text-allow-overlap": true, "symbol-sort-key": ["-", 0, ["get", "order"]],
    },
    paint: { "text-halo-width": 2 },
  },
  {
    // Larger than a station's, and with its name: it is about all that is around it.
    id: "districts", type: "symbol", source: "districts",
    layout: {
      "icon-image": ["concat", "mark-", ["to-string", ["get", "order"]]], "icon-allow-overlap": true, "icon-size": 1.6,
      "text-field": ["get", "name"], "text-font": font, "text-size": 14, "text-anchor": "top", "text-offset": [0, 1.2], "text-allow-overlap": true, "symbol-sort-key": ["-", 0, ["get", "order"]],
    },
    paint: { "text-halo-width": 2 },
  },
] as unknown as LayerSpecification[];

const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

export function style(base: Base): StyleSpecification {
  return {
    version: 8,
    sources: {
      base: base.source,
      selected: { type: "geojson", data: empty },
      districts: { type: "geojson", data: empty },
      // Marks that would cover each other are one, with the worst of their states and their number.
      marks: { type: "geojson", data: empty, cluster: true, clusterRadius: 30, clusterMaxZoom: 14, clusterProperties: { order: ["min", ["get", "order"]] } },
    },
    layers: painted([...base.layers, ...stationLayers], [...base.colours, ...stationColours]),
  };
}

function painted(layers: LayerSpecification[], colours: Coloured[]): LayerSpecification[] {
  return layers.map(layer => ({
    ...layer,
    paint: { ...layer.paint, ...Object.fromEntries(colours.filter(([id]) => id === layer.id).map(([, property, colour]) => [property, tone(colour)])) },
  }) as LayerSpecification);
}

const tone = (colour: keyof Palette | (() => number)) => typeof colour === "function" ? colour() : palette()[colour];

/** Puts the colours of the page's theme on. */
export function repaint(map: GlMap, base: Base): void {
  for (const [layer, property, colour] of [...base.colours, ...stationColours]) {
    map.setPaintProperty(layer, property as "text-color", tone(colour) as string);
  }
}
