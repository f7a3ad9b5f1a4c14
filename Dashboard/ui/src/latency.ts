// Tells the server when what it sent was really on the screen.

interface Meter { invokeMethodAsync(method: "Now"): Promise<number>; invokeMethodAsync(method: "Seen", sightings: number[][]): Promise<void> }

const valueHops = "data-value-hops", alertHops = "data-alert-hops";
const kindOf = { [valueHops]: 0, [alertHops]: 1 } as const;
const sendEveryMs = 2_000;
const compareEveryMs = 60_000;
const roundsAtOnce = 5;
/** A circuit takes messages of 32 KB; what comes beyond is left to chance, so that no part of a burst is preferred. */
const mostAtOnce = 300;

/** The server's clock by the shortest way there and back: half of that is the most it can be wrong. */
class ServerClock {
  private ahead = Number.NaN;
  private shortest = Infinity;

  get now(): number {
    return performance.now() + this.ahead;
  }

  get isKnown(): boolean {
    return !Number.isNaN(this.ahead);
  }

  async compare(meter: Meter): Promise<void> {
    // A clock drifts, and a round of long ago says less with every minute.
    this.shortest *= 1.5;
    for (let round = 0; round < roundsAtOnce; round++) {
      const asked = performance.now();
      const server = await meter.invokeMethodAsync("Now");
      const answered = performance.now();
      if (answered - asked < this.shortest) {
        this.shortest = answered - asked;
        this.ahead = server - (asked + answered) / 2;
      }
    }
  }
}

class Sightings {
  private kept: number[][] = [];
  private seen = 0;

  add(sighting: number[]): void {
    this.seen++;
    if (this.kept.length < mostAtOnce) {
      this.kept.push(sighting);
    } else {
      const place = Math.floor(Math.random() * this.seen);
      if (place < mostAtOnce) {
        this.kept[place] = sighting;
      }
    }
  }

  take(): number[][] {
    const taken = this.kept;
    [this.kept, this.seen] = [[], 0];
    return taken;
  }
}

const clock = new ServerClock();
const sightings = new Sightings();
let meter: Meter | undefined;

/** Begins, or goes on with another circuit. */
export function measure(to: Meter): void {
  const isFirst = !meter;
  meter = to;
  if (isFirst) {
    new MutationObserver(onChanges).observe(document.body, { subtree: true, childList: true, attributeFilter: [valueHops] });
    setInterval(() => void send(), sendEveryMs);
    setInterval(() => void compare(), compareEveryMs);
  }

  void compare();
}

async function compare(): Promise<void> {
  // The circuit may be gone; the next one begins anew.
  await clock.compare(meter!).catch(() => undefined);
}

async function send(): Promise<void> {
  const taken = clock.isKnown ? sightings.take() : [];
  if (taken.length > 0) {
    await meter!.invokeMethodAsync("Seen", taken).catch(() => undefined);
  }
}

function onChanges(changes: MutationRecord[]): void {
  if (document.hidden || !clock.isKnown) {
    return;
  }

  const found = changes.flatMap(change => change.type === "attributes"
    ? hopsOf(change.target as Element, valueHops)
    : [...change.addedNodes].filter(node => node instanceof Element).flatMap(inside));
  if (found.length > 0) {
    afterPaint(() => found.forEach(sighting => sightings.add(withPaint(sighting))));
  }
}

/** Each alert comes once: an item that only moved in its list, or came back with a filter, was seen before. */
const known = new Set<string>();

function isNew(alert: string): boolean {
  if (known.size > 10_000) {
    known.clear();
  }

  const before = known.size;
  return before < known.add(alert).size;
}

const inside = (element: Element): number[][] =>
  [element, ...element.querySelectorAll(`[${alertHops}]`)].filter(one => one.hasAttribute(alertHops) && isNew((one as HTMLElement).dataset["alert"]!))
    .flatMap(one => hopsOf(one, alertHops));

/** The kind, and then times. */
function hopsOf(element: Element, name: keyof typeof kindOf): number[][] {
  const times = element.getAttribute(name)?.split(",").map(Number);
  return times === undefined ? [] : [[kindOf[name], ...times]];
}

/** The kind, and then how long each hop took. */
function withPaint([kind, ...times]: number[]): number[] {
  const until = [...times.slice(1), Math.round(clock.now)];
  return [kind!, ...until.map((time, i) => time - times[i]!)];
}

/** A frame's callback runs before it is painted; a message that it sends comes after. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => {
    if (document.hidden) {
      return;
    }

    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });
}
