// A base map from elsewhere, by configuration: raster tiles, or a PMTiles archive of raster tiles or of vector tiles in the layers of Protomaps' base map.
import { addProtocol, type LayerSpecification, type SourceSpecification } from "maplibre-gl";
import type { Base, Coloured } from "./layers";
import { font, line } from "./layers";
import { isDark } from "./palette";

const vectorTiles = 1;

/** Throws where an archive cannot be read. */
export async function tileBase(tiles: string): Promise<Base> {
  // A path belongs to this site, wherever a proxy has put it. Braces must stay as they are.
  const address = tiles.startsWith("/") ? document.baseURI.replace(/[?#].*$/, "").replace(/\/[^/]*$/, "") + tiles : tiles;
  if (!address.endsWith(".pmtiles")) {
    return raster({ type: "raster", tiles: [address], tileSize: 256 });
  }

  const { PMTiles, Protocol } = await import("pmtiles");
  const [archive, protocol] = [new PMTiles(address), new Protocol()];
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const url = `pmtiles://${address}`;
  return (await archive.getHeader()).tileType === vectorTiles ? vector({ type: "vector", url }) : raster({ type: "raster", url, tileSize: 256 });
}

/** Muted, so that stations stay what is seen. */
function raster(source: SourceSpecification): Base {
  return {
    source,
    layers: [{ id: "ground", type: "background" }, { id: "tiles", type: "raster", source: "base", paint: { "raster-saturation": -0.85, "raster-contrast": -0.2 } }],
    colours: [["ground", "background-color", "ground"], ["tiles", "raster-brightness-max", () => isDark() ? 0.45 : 1]],
  };
}

function vector(source: SourceSpecification): Base {
  const of = (layer: string, ...kinds: string[]) => ({ source: "base", "source-layer": layer, ...(kinds.length > 0 ? { filter: ["in", ["get", "kind"], ["literal", kinds]] } : {}) });
  const colours: Coloured[] = [
    ["ground", "background-color", "ground"], ["earth", "fill-color", "land"], ["wood", "fill-color", "wood"], ["water", "fill-color", "water"],
    ["minor", "line-color", "arterial"], ["arterial", "line-color", "arterial"], ["motorway", "line-color", "motorway"],
    ["label", "text-color", "label"], ["label", "text-halo-color", "halo"],
  ];
  const layers = [
    { id: "ground", type: "background" }, { id: "earth", type: "fill", ...of("earth") },
    { id: "wood", type: "fill", ...of("landuse", "park", "forest", "wood", "nature_reserve", "grass") }, { id: "water", type: "fill", ...of("water") },
    { id: "minor", type: "line", minzoom: 13, ...of("roads", "minor_road"), paint: { "line-width": line(0.8) } },
    { id: "arterial", type: "line", ...of("roads", "major_road"), paint: { "line-width": line(2) } },
    { id: "motorway", type: "line", ...of("roads", "highway"), paint: { "line-width": line(3) } },
    { id: "label", type: "symbol", ...of("places"), layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 12 }, paint: { "text-halo-width": 1.4 } },
  ] as unknown as LayerSpecification[];
  return { source, layers, colours };
}
