// What MapLibre draws: the base map, the dots and marks of stations, and the ring around the chosen one.
import { type GeoJSONSource, LngLatBounds, Map as GlMap, type MapMouseEvent, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { cityBox } from "./base-map";
import { drawMarks } from "./icons";
import { type Base, font, ownBase, repaint, style } from "./layers";
import type { MapOptions } from "./map";
import { palette } from "./palette";
import type { MarkChanges, Stations } from "./stations";
import { tileBase } from "./tiles";

// A script of ours: the security policy allows no worker from a blob.
setWorkerUrl(new URL("./maplibre-worker.js", import.meta.url).href);

/** A finger or a tired hand hits so many pixels beside a station. */
const reach = 9;

export class MapView {
  repaints = 0;
  private stations: Stations | undefined;
  private selected: string | null = null;
  private isFramed = false;
  private readonly hint = document.createElement("div");
  private readonly theme = new MutationObserver(() => this.recolour());

  private constructor(readonly gl: GlMap, private readonly base: Base, host: HTMLElement, private readonly choose: (id: string) => void) {
    this.hint.className = "map-hint";
    this.hint.hidden = true;
    host.append(this.hint);
    gl.on("click", event => void this.click(event));
    gl.on("mousemove", event => this.point(event));
    gl.on("mouseout", () => this.hint.hidden = true);
    gl.on("movestart", () => this.hint.hidden = true);
    gl.on("render", () => this.repaints++);
    // MapLibre draws within its observer; the browser now and then shows that at the old height.
    gl.on("resize", () => gl.triggerRepaint());
    this.theme.observe(document.documentElement, { attributeFilter: ["class"] });
  }

  /** Throws where the browser cannot draw it. */
  static async create(host: HTMLElement, options: MapOptions, choose: (id: string) => void): Promise<MapView> {
    // Labels are drawn once: they must find the font.
    await Promise.all([document.fonts.load(`16px '${font[0]}'`, "Čšž"), document.fonts.load(`700 11px '${font[0]}'`, "1234")]).catch(() => undefined);
    const base = options.tiles ? await tileBase(options.tiles.address).catch(ownBase) : ownBase();
    const gl = new GlMap({
      container: host, style: style(base), bounds: cityBox, minZoom: 9, maxZoom: 18, fadeDuration: 0, attributionControl: false, dragRotate: false, pitchWithRotate: false,
      locale: { "Map.Title": options.words.name, "NavigationControl.ZoomIn": options.words.zoomIn, "NavigationControl.ZoomOut": options.words.zoomOut },
    });
    gl.touchZoomRotate.disableRotation();
    gl.keyboard.disableRotation();
    gl.addControl(new NavigationControl({ showCompass: false }), "top-left");
    gl.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
    // Tiles that do not come leave a hole in the base map; stations do not wait for them.
    gl.on("error", ({ error }) => options.tiles ? undefined : console.error(error));
    await gl.once("style.load");
    drawMarks(gl, palette());
    return new MapView(gl, base, host, choose);
  }

  /** All stations anew. */
  show(stations: Stations): void {
    this.gl.removeFeatureState({ source: "stations" });
    this.stations = stations;
    this.source("stations").setData(stations.dots());
    this.source("marks").setData(stations.marks());
    for (const row of stations.markedRows()) {
      this.setMarked(row, true);
    }
    this.frame(stations);
  }

  /** Only what changed; without a change nothing is drawn. */
  change({ marked, unmarked, other }: MarkChanges): void {
    if (marked.length + unmarked.length + other.length === 0) {
      return;
    }

    marked.forEach(row => this.setMarked(row, true));
    unmarked.forEach(row => this.setMarked(row, false));
    void this.source("marks").updateData({
      remove: unmarked,
      add: marked.map(this.stations!.mark),
      update: other.map(row => ({ id: row, addOrUpdateProperties: [{ key: "order", value: this.stations!.mark(row).properties!["order"] }] })),
    });
  }

  /** Rings a station, and brings it into sight where it is not. */
  select(id: string | null): void {
    const row = id === null ? undefined : this.stations?.row(id);
    if (!this.stations || (id === this.selected && row !== undefined)) {
      return;
    }

    this.selected = row === undefined ? null : id;
    const at = row === undefined ? undefined : this.stations.position(row);
    this.source("selected").setData({
      type: "FeatureCollection",
      features: at ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: at } }] : [],
    });
    if (at && !this.gl.getBounds().contains(at)) {
      const to = { center: at, zoom: Math.max(this.gl.getZoom(), 12) };
      matchMedia("(prefers-reduced-motion: reduce)").matches ? this.gl.jumpTo(to) : this.gl.easeTo(to);
    }
  }

  project(at: [number, number]): { x: number; y: number } {
    const { x, y } = this.gl.project(at);
    return { x, y };
  }

  dispose(): void {
    this.theme.disconnect();
    this.gl.remove();
  }

  private setMarked(row: number, marked: boolean): void {
    this.gl.setFeatureState({ source: "stations", id: row }, { marked });
  }

  private source(name: "stations" | "marks" | "selected"): GeoJSONSource {
    return this.gl.getSource<GeoJSONSource>(name)!;
  }

  // A city elsewhere than the base map: show its stations instead.
  private frame(stations: Stations): void {
    if (this.isFramed || stations.count === 0) {
      return;
    }

    this.isFramed = true;
    const city = new LngLatBounds(cityBox);
    const places = Array.from({ length: stations.count }, (_, row) => stations.position(row));
    if (!places.some(at => city.contains(at))) {
      this.gl.fitBounds(places.reduce((box, at) => box.extend(at), new LngLatBounds(places[0]!, places[0]!)), { padding: 40, maxZoom: 13, animate: false });
    }
  }

  private recolour(): void {
    repaint(this.gl, this.base);
    drawMarks(this.gl, palette());
  }

  private async click(event: MapMouseEvent): Promise<void> {
    const found = this.at(event, "marks") ?? this.at(event, "stations");
    if (found?.properties["cluster"]) {
      const zoom = await this.source("marks").getClusterExpansionZoom(found.properties["cluster_id"] as number);
      this.gl.easeTo({ center: (found.geometry as GeoJSON.Point).coordinates as [number, number], zoom });
    } else if (found) {
      this.choose(this.stations!.id(found.id as number));
    }
  }

  private point(event: MapMouseEvent): void {
    const found = this.at(event, "marks") ?? this.at(event, "stations");
    this.gl.getCanvas().style.cursor = found ? "pointer" : "";
    this.hint.hidden = !found || !!found.properties["cluster"];
    if (found && !this.hint.hidden) {
      this.hint.textContent = this.stations!.name(found.id as number);
      this.hint.style.transform = `translate(${event.point.x + 14}px, ${event.point.y + 14}px)`;
    }
  }

  private at({ point: { x, y } }: MapMouseEvent, layer: string) {
    const found = this.gl.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: [layer] });
    const away = (feature: { geometry: GeoJSON.Geometry }) => {
      const at = this.project((feature.geometry as GeoJSON.Point).coordinates as [number, number]);
      return (at.x - x) ** 2 + (at.y - y) ** 2;
    };
    return found.sort((a, b) => away(a) - away(b))[0];
  }
}
