// How a chart is moved about: by its buttons and by the keyboard. The pointer's part is in the plot.
import type { Zoom } from "./zoom";

export interface Moved {
  readonly zoom: Zoom;
  /** Another stretch of time is wanted. */
  zoomed(): void;
  /** Where the cursor is, Unix ms. */
  readonly at: number | undefined;
}

export interface Steered extends Moved {
  /** Moves the cursor and says what it is at. */
  step(by: Step): void;
}

/** So many values on, or to the first or last one. */
export type Step = number | "first" | "last";

/** Which of some moments, oldest first, comes next; without a place to go on from it is the last one. */
export function nextPlace(times: readonly number[], at: number | undefined, by: Step): number {
  const last = times.length - 1;
  const place = by === "first" ? 0 : by === "last" || at === undefined ? last : times.findLastIndex(time => time <= at) + by;
  return Math.min(Math.max(place, 0), last);
}

type Move = "in" | "out" | "earlier" | "later" | "reset";

/** What a key asks for; undefined where it is none of ours. */
export function keyOf(event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">): Move | "left" | "right" | "first" | "last" | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return undefined;
  }

  switch (event.key) {
    case "ArrowLeft": return event.shiftKey ? "earlier" : "left";
    case "ArrowRight": return event.shiftKey ? "later" : "right";
    case "+": case "=": return "in";
    case "-": case "−": return "out";
    case "Home": return "first";
    case "End": return "last";
    case "Escape": return "reset";
    default: return undefined;
  }
}

/** The answer stops it. */
export function steerByButtons(tools: HTMLElement, chart: Moved): () => void {
  const leave = new AbortController();
  tools.addEventListener("click", event => {
    const move = (event.target as Element).closest<HTMLElement>("[data-zoom]")?.dataset["zoom"];
    if (move) {
      go(chart, move as Move);
    }
  }, { signal: leave.signal });
  return () => leave.abort();
}

/** The answer stops it. */
export function steerByKeys(picture: HTMLElement, chart: Steered): () => void {
  const leave = new AbortController();
  picture.addEventListener("keydown", event => {
    const key = keyOf(event);
    if (key === undefined || (key === "reset" && !chart.zoom.isHeld)) {
      return;
    }

    event.preventDefault();
    switch (key) {
      case "left": chart.step(-1); break;
      case "right": chart.step(1); break;
      case "first": case "last": chart.step(key); break;
      default: go(chart, key);
    }
  }, { signal: leave.signal });
  return () => leave.abort();
}

function go(chart: Moved, move: Move): void {
  if (move === "in" || move === "out") {
    chart.zoom[move](chart.at);
  } else {
    chart.zoom[move]();
  }

  chart.zoomed();
}
