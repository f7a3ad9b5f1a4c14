// What MapLibre draws: the base map, the dots and marks of stations, and the ring around the chosen one.
import { type GeoJSONSource, LngLatBounds, Map as GlMap, type MapGeoJSONFeature, type MapMouseEvent, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { cityBox } from "./base-map";
import { Dots } from "./dots";
import { drawMarks } from "./icons";
import { type Base, font, ownBase, repaint, style } from "./layers";
import type { DistrictMark, MapOptions } from "./map";
import { palette } from "./palette";
import { enlarge, scaleOf } from "./scale";
import { orderOf } from "./states";
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
  private districts: DistrictMark[] = [];
  private isFramed = false;
  private readonly dots = new Dots(palette().dot);
  private readonly hint = document.createElement("div");
  private readonly theme = new MutationObserver(() => this.recolour());

  private constructor(readonly gl: GlMap, private readonly base: Base, private readonly host: HTMLElement, private readonly choose: (id: string) => void,
    private readonly open: (district: string) => void) {
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
    this.addDots();
    gl.on("style.load", () => this.comeBack());
    window.addEventListener("resize", this.fit);
    this.fit();
    this.theme.observe(document.documentElement, { attributeFilter: ["class"] });
  }

  /** Throws where the browser cannot draw it. */
  static async create(host: HTMLElement, options: MapOptions, choose: (id: string) => void, open: (district: string) => void): Promise<MapView> {
    // Labels are drawn once: they must find the font.
    await Promise.all([document.fonts.load(`16px '${font[0]}'`, "Čšž"), document.fonts.load(`700 11px '${font[0]}'`, "1234")]).catch(() => undefined);
    enlarge(host, scaleOf(host));
    const base = options.tiles ? await tileBase(options.tiles.address).catch(ownBase) : ownBase();
    const gl = new GlMap({
      container: host, style: style(base), bounds: cityBox, minZoom: 9, maxZoom: 18, fadeDuration: 0, attributionControl: false, dragRotate: false, maxPitch: 0,
      locale: { "Map.Title": options.words.name, "NavigationControl.ZoomIn": options.words.zoomIn, "NavigationControl.ZoomOut": options.words.zoomOut },
    });
    gl.touchZoomRotate.disableRotation();
    gl.keyboard.disableRotation();
    gl.addControl(new NavigationControl({ showCompass: false }), "top-left");
    gl.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
    // Tiles that do not come leave a hole in the base map; stations do not wait for them.
    gl.on("error", ({ error }) => options.tiles ? undefined : console.error(error));
    try {
      await gl.once("style.load");
      drawMarks(gl, palette());
      return new MapView(gl, base, host, choose, open);
    } catch (error) {
      gl.remove();
      throw error;
    }
  }

  /** All stations anew. */
  show(stations: Stations): void {
    this.stations = stations;
    this.dots.show(stations.places());
    this.source("marks")?.setData(stations.marks());
    this.frame(stations);
  }

  /** Only what changed; without a change nothing is drawn. */
  change({ marked, unmarked, other }: MarkChanges): void {
    if (marked.length + unmarked.length + other.length === 0) {
      return;
    }

    marked.forEach(row => this.dots.hide(row, true));
    unmarked.forEach(row => this.dots.hide(row, false));
    void this.source("marks")?.updateData({
      remove: unmarked,
      add: marked.map(this.stations!.mark),
      update: other.map(row => ({ id: row, addOrUpdateProperties: [{ key: "order", value: this.stations!.mark(row).properties!["order"] }] })),
    });
  }

  /** Districts with an alert of their own. */
  showDistricts(districts: DistrictMark[]): void {
    if (JSON.stringify(districts) !== JSON.stringify(this.districts)) {
      this.districts = districts;
      this.drawDistricts();
    }
  }

  /** Rings a station, and brings it into sight where it is not. */
  select(id: string | null): void {
    const row = id === null ? undefined : this.stations?.row(id);
    if (!this.stations || (id === this.selected && row !== undefined)) {
      return;
    }

    this.selected = row === undefined ? null : id;
    const at = row === undefined ? undefined : this.stations.position(row);
    this.source("selected")?.setData(points(at ? [[at, {}]] : []));
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
    window.removeEventListener("resize", this.fit);
    this.gl.remove();
  }

  private readonly fit = () => {
    const scale = scaleOf(this.host);
    enlarge(this.host, scale);
    // What is shown larger is drawn with so many pixels more, so that it is sharp.
    if (this.gl.getPixelRatio() !== scale * devicePixelRatio) {
      this.gl.setPixelRatio(scale * devicePixelRatio);
    }
  };

  private addDots(): void {
    this.gl.addLayer(this.dots, "selected");
  }

  private drawDistricts(): void {
    this.source("districts")?.setData(points(this.districts.map(({ name, lat, lon, state }) => [[lon, lat], { name, order: orderOf(state) }])));
  }

  // The browser took the drawing context away and gave another: the style is made anew as it was, without a layer of ours and without
  // what changed meanwhile.
  private comeBack(): void {
    this.addDots();
    this.recolour();
    this.drawDistricts();
    if (this.stations) {
      const chosen = this.selected;
      this.show(this.stations);
      this.selected = null;
      this.select(chosen);
    }
  }

  /** None while the browser has taken the drawing context away. */
  private source(name: "marks" | "selected" | "districts"): GeoJSONSource | undefined {
    return this.gl.style ? this.gl.getSource<GeoJSONSource>(name) : undefined;
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
    if (!this.gl.style) {
      return;
    }

    repaint(this.gl, this.base);
    this.dots.paint(palette().dot);
    drawMarks(this.gl, palette());
  }

  private async click(event: MapMouseEvent): Promise<void> {
    const mark = this.markAt(event);
    const row = this.rowAt(event, mark);
    if (mark?.layer.id === "districts") {
      this.open(mark.properties["name"] as string);
    } else if (mark?.properties["cluster"]) {
      const zoom = await this.source("marks")!.getClusterExpansionZoom(mark.properties["cluster_id"] as number);
      this.gl.easeTo({ center: (mark.geometry as GeoJSON.Point).coordinates as [number, number], zoom });
    } else if (row !== undefined) {
      this.choose(this.stations!.id(row));
    }
  }

  private point(event: MapMouseEvent): void {
    const mark = this.markAt(event);
    const row = this.rowAt(event, mark);
    const name = row === undefined ? mark?.properties["name"] as string | undefined : this.stations!.name(row);
    this.gl.getCanvas().style.cursor = mark || row !== undefined ? "pointer" : "";
    this.hint.hidden = name === undefined;
    if (name !== undefined) {
      this.hint.textContent = name;
      this.hint.style.transform = `translate(${event.point.x + 14}px, ${event.point.y + 14}px)`;
    }
  }

  /** Of the one station at a point. A mark lies above the dots, and asks for a hand. */
  private rowAt({ lngLat }: MapMouseEvent, mark: MapGeoJSONFeature | undefined): number | undefined {
    return mark ? mark.properties["row"] as number | undefined : this.dots.nearest([lngLat.lng, lngLat.lat], this.gl.getZoom(), reach);
  }

  /** Of stations, of several together, or of a district. */
  private markAt({ point: { x, y } }: MapMouseEvent): MapGeoJSONFeature | undefined {
    const found = !this.gl.style ? [] : this.gl.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: ["marks", "districts"] });
    const away = (feature: MapGeoJSONFeature) => {
      const at = this.project((feature.geometry as GeoJSON.Point).coordinates as [number, number]);
      return (at.x - x) ** 2 + (at.y - y) ** 2;
    };
    return found.sort((a, b) => away(a) - away(b))[0];
  }
}

const points = (features: [at: [number, number], properties: GeoJSON.GeoJsonProperties][]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection", features: features.map(([coordinates, properties]) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates } })),
});
