// The stations and their states: taken whole from the snapshot, then only what changes.
import { Places } from "./places";
import { isNormal, orderOf } from "./states";

export interface MapSnapshot {
  epoch: string;
  seq: number;
  /** Another number: other stations, or the same ones elsewhere. */
  places: number;
  stations: { id: string[]; name: string[]; lat: number[]; lon: number[]; district: (string | null)[]; domain: string[] };
  states: number[];
}

export interface MapFrame { epoch: string; seq: number; places: number; stations: number[]; states: number[] }

/** What the map has to draw anew after a change. */
export interface MarkChanges { marked: number[]; unmarked: number[]; other: number[] }

export class Stations {
  private readonly rows: Map<string, number>;
  private seq: number;

  constructor(private readonly snapshot: MapSnapshot, private readonly domains: ReadonlySet<string>) {
    this.seq = snapshot.seq;
    this.rows = new Map(snapshot.stations.id.map((id, row) => [id, row]));
  }

  get count(): number {
    return this.snapshot.states.length;
  }

  /** The same stations and states, of these domains only; none = all. */
  of(domains: ReadonlySet<string>): Stations {
    const same = new Stations(this.snapshot, domains);
    same.seq = this.seq;
    return same;
  }

  id = (row: number) => this.snapshot.stations.id[row]!;
  name = (row: number) => this.snapshot.stations.name[row]!;
  row = (id: string) => this.rows.get(id);
  state = (row: number) => this.snapshot.states[row]!;
  position = (row: number): [number, number] => [this.snapshot.stations.lon[row]!, this.snapshot.stations.lat[row]!];
  isShown = (row: number) => this.domains.size === 0 || this.domains.has(this.snapshot.stations.domain[row]!);
  isMarked = (row: number) => this.isShown(row) && !isNormal(this.state(row));

  /** False when something was missed and the snapshot is needed again. */
  follows(frame: MapFrame): boolean {
    return frame.epoch === this.snapshot.epoch && frame.places === this.snapshot.places && frame.seq <= this.seq + 1;
  }

  apply(frame: MapFrame): MarkChanges {
    if (frame.seq <= this.seq) {
      return this.change([], []);
    }

    this.seq = frame.seq;
    return this.change(frame.stations, frame.states);
  }

  /** These rows have these states now. */
  change(rows: number[], states: number[]): MarkChanges {
    const changes: MarkChanges = { marked: [], unmarked: [], other: [] };
    rows.forEach((row, i) => {
      const [was, before] = [this.state(row), this.isMarked(row)];
      const state = this.snapshot.states[row] = states[i]!;
      if (!this.isShown(row) || orderOf(was) === orderOf(state)) {
        return;
      }

      (before ? this.isMarked(row) ? changes.other : changes.unmarked : changes.marked).push(row);
    });
    return changes;
  }

  /** Where all of them stand; hidden are those of other domains, and those that have a mark. */
  places(): Places {
    const places = new Places(this.count, this.position);
    places.hidden.forEach((_, row) => places.hidden[row] = this.isShown(row) && !this.isMarked(row) ? 0 : 1);
    return places;
  }

  /** Those that are not normal, as marks. */
  marks(): GeoJSON.FeatureCollection {
    return { type: "FeatureCollection", features: this.snapshot.states.map((_, row) => row).filter(this.isMarked).map(this.mark) };
  }

  mark = (row: number): GeoJSON.Feature =>
    ({ type: "Feature", id: row, geometry: { type: "Point", coordinates: this.position(row) }, properties: { row, order: orderOf(this.state(row)) } });
}
