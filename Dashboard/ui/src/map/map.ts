// The map of the operations page: stations and their states, fetched once and then followed by the live hub. Nothing of it goes
// through the circuit but which station is chosen. Drawn anew only when a state changes, at most once a second: the hub sends no
// more often.
import "maplibre-gl/dist/maplibre-gl.css";
import { live, type LiveListener } from "../live";
import { MapView } from "./view";
import { type MapFrame, type MapSnapshot, type MarkChanges, Stations } from "./stations";

export interface DistrictMark { name: string; lat: number; lon: number; state: number }

export interface MapOptions {
  /** The station that is chosen. */
  selected: string | null;
  /** Only these domains; none = all. */
  domains: string[];
  /** Those with an alert of their own. */
  districts: DistrictMark[];
  tiles: { address: string; attribution: string } | null;
  words: Record<"loading" | "empty" | "failed" | "notLive" | "name" | "zoomIn" | "zoomOut", string>;
}

/** The component behind the map. */
export interface MapScreen {
  invokeMethodAsync(method: "Select", station: string): Promise<void>;
  invokeMethodAsync(method: "OpenDistrict", district: string): Promise<void>;
  invokeMethodAsync(method: "SetMissing"): Promise<void>;
}

const retryAfterMs = 5_000;
const staleAfterMs = 10_000;

export class CityMap implements LiveListener {
  private readonly stop = new AbortController();
  private readonly seen: IntersectionObserver;
  private view: MapView | undefined;
  private stations: Stations | undefined;
  private waiting: MapFrame[] = [];
  private isLoading = false;
  private leave: (() => void) | undefined;
  private retry = 0;
  private watch = 0;
  private heardAt = 0;
  private readonly times: number[] = [];

  constructor(private readonly host: HTMLElement, private readonly note: HTMLElement, private options: MapOptions, private readonly screen: MapScreen) {
    this.say(options.words.loading);
    // A phone that never scrolls to the map does not fetch it either.
    this.seen = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) {
        this.seen.disconnect();
        void this.begin();
      }
    });
    this.seen.observe(host);
  }

  /** Another station is chosen, or other domains. */
  update(options: MapOptions): void {
    const isOther = options.domains.join() !== this.options.domains.join();
    this.options = options;
    if (isOther && this.stations) {
      this.show(this.stations.of(new Set(options.domains)));
    }
    this.view?.showDistricts(this.options.districts);
    this.view?.select(this.options.selected);
  }

  map(frame: MapFrame): void {
    this.heardAt = Date.now();
    this.setPaused(false);
    if (this.isLoading || !this.stations) {
      this.waiting.push(frame);
    } else if (this.stations.follows(frame)) {
      this.timed(stations => stations.apply(frame));
    } else {
      void this.load();
    }
  }

  connected(isLive: boolean): void {
    this.setPaused(!isLive);
    if (isLive) {
      this.heardAt = Date.now();
      void this.load();
    }
  }

  /** For tests and benchmarks: what the map knows and what it cost. */
  get measured() {
    const sorted = [...this.times].sort((a, b) => a - b);
    return { stations: this.stations?.count ?? 0, frames: sorted.length, medianMs: sorted[sorted.length >> 1] ?? 0, longestMs: sorted[sorted.length - 1] ?? 0, repaints: this.view?.repaints ?? 0 };
  }

  /** For tests and benchmarks: as if the hub had said so. */
  play(rows: number[], states: number[]): void {
    this.timed(stations => stations.change(rows, states));
  }

  /** Of a station, as the server numbers it; undefined where there is none. */
  stateOf(id: string): number | undefined {
    const row = this.stations?.row(id);
    return row === undefined ? undefined : this.stations!.state(row);
  }

  /** Where a station stands, in pixels of the map. */
  pointOf(id: string): { x: number; y: number } | undefined {
    const row = this.stations?.row(id);
    return row === undefined ? undefined : this.view?.project(this.stations!.position(row));
  }

  get gl() {
    return this.view?.gl;
  }

  dispose(): void {
    this.stop.abort();
    this.seen.disconnect();
    clearTimeout(this.retry);
    clearInterval(this.watch);
    this.leave?.();
    this.view?.dispose();
  }

  private async begin(): Promise<void> {
    try {
      this.view = await MapView.create(
        this.host, this.options, id => void this.screen.invokeMethodAsync("Select", id), name => void this.screen.invokeMethodAsync("OpenDistrict", name));
      this.view.showDistricts(this.options.districts);
    } catch {
      // No WebGL 2, or no memory for it: the table of districts says the same.
      void this.screen.invokeMethodAsync("SetMissing");
      return;
    }

    if (this.stop.signal.aborted) {
      this.view.dispose();
      return;
    }

    this.leave = live.follow("map", this);
    this.watch = setInterval(() => this.setPaused(Date.now() - this.heardAt > staleAfterMs), 1_000);
  }

  private async load(): Promise<void> {
    if (this.isLoading || document.hidden) {
      return;
    }

    clearTimeout(this.retry);
    this.isLoading = true;
    try {
      const answer = await fetch(new URL("api/v1/live/map", document.baseURI), { signal: this.stop.signal });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }

      this.show(new Stations(await answer.json() as MapSnapshot, new Set(this.options.domains)));
    } catch {
      if (!this.stop.signal.aborted) {
        this.say(this.options.words.failed);
        this.host.dataset["state"] = "failed";
        this.retry = setTimeout(() => void this.load(), retryAfterMs);
      }
    } finally {
      this.isLoading = false;
    }
  }

  private show(stations: Stations): void {
    this.stations = stations;
    this.view!.show(stations);
    this.view!.select(this.options.selected);
    for (const frame of this.waiting.splice(0)) {
      if (stations.follows(frame)) {
        this.timed(all => all.apply(frame));
      }
    }
    this.say(stations.count === 0 ? this.options.words.empty : "");
    this.host.dataset["state"] = stations.count === 0 ? "empty" : "ready";
    this.host.dataset["stations"] = String(stations.count);
  }

  private timed(change: (stations: Stations) => MarkChanges): void {
    const began = performance.now();
    this.view!.change(change(this.stations!));
    this.times.push(performance.now() - began);
    if (this.times.length > 600) {
      this.times.shift();
    }
  }

  private setPaused(isPaused: boolean): void {
    const body = this.host.parentElement!;
    if (body.hasAttribute("data-paused") !== isPaused) {
      body.toggleAttribute("data-paused", isPaused);
      this.say(isPaused ? this.options.words.notLive : this.stations?.count === 0 ? this.options.words.empty : "");
    }
  }

  private say(text: string): void {
    if (this.note.textContent !== text) {
      this.note.textContent = text;
    }
  }
}

/** The map is also at the element, as `cityMap`, for tests. */
export function mount(host: HTMLElement & { cityMap?: CityMap }, note: HTMLElement, options: MapOptions, screen: MapScreen): CityMap {
  return host.cityMap = new CityMap(host, note, options, screen);
}
