// Loaded on every page: theme, focus, sound, notifications, and the banner that says when the picture is no longer live.

import { lostOutside, watchSwitch } from "./outside";

export { measure } from "./latency";
export { followOutside, showOutside, wantedOutside } from "./outside";

const themeCookie = "cityops-theme";
const soundCookie = "cityops-sound";
const toneSeconds = 0.25;
const yearInSeconds = 365 * 24 * 3600;

/** Switches colours at once and remembers the choice, so that the server makes the next page in it. */
export function setTheme(dark: boolean): void {
  const name = dark ? "dark" : "light";
  document.documentElement.classList.toggle("dark", dark);
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${themeCookie}=${name}; Path=${new URL(document.baseURI).pathname}; Max-Age=${yearInSeconds}; SameSite=Lax${secure}`;
}

/** A tone for a new alert, where the account of who looks has it on: two high ones for a critical alert, a low one for others. */
export function sound(critical: boolean): void {
  if (!document.cookie.split("; ").includes(soundCookie + "=on")) {
    return;
  }

  // Until somebody has touched the page, browsers keep it silent: then there is no tone later either.
  speaker ??= new AudioContext();
  if (speaker.state === "suspended") {
    void speaker.resume();
    return;
  }

  tone(speaker, critical ? 880 : 440, 0);
  if (critical) {
    tone(speaker, 880, 2 * toneSeconds);
  }
}

function tone(to: AudioContext, hertz: number, after: number): void {
  const [source, volume, start] = [to.createOscillator(), to.createGain(), to.currentTime + after];
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0.2, start);
  // Without a fade it ends in a click.
  volume.gain.linearRampToValueAtTime(0, start + toneSeconds);
  source.connect(volume).connect(to.destination);
  source.start(start);
  source.stop(start + toneSeconds);
}

/** Moves the keyboard to an element; where it is gone, to the fallback. */
export function focusOn(id: string, fallback: string): void {
  (document.getElementById(id) ?? document.getElementById(fallback))?.focus();
}

export function printPage(): void {
  print();
}

/** Ctrl+Enter (on a Mac also with the command key) sends the form of a text of several lines, in which Enter alone begins the next one. */
function submitByKey(event: KeyboardEvent): void {
  const text = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text instanceof HTMLTextAreaElement && text.dataset["submits"]) {
    event.preventDefault();
    // The circuit hears of a text when the keyboard leaves it, which it does not here.
    text.dispatchEvent(new Event("change", { bubbles: true }));
    text.form?.requestSubmit();
  }
}

/** Keeps the screen on while the page is seen; a browser lets go of it when the page is hidden. Without the right to, the screen does as it likes. */
export function keepAwake(): void {
  const ask = (): void => {
    if (document.visibilityState === "visible") {
      void navigator.wakeLock?.request("screen").catch(() => undefined);
    }
  };
  ask();
  document.addEventListener("visibilitychange", ask);
}

let speaker: AudioContext | undefined;

interface Screen { invokeMethodAsync(method: "SetHidden", hidden: boolean): Promise<void> }

let screen: Screen | undefined;

/** Tells the circuit whether somebody can see the page. Asked again by each page; listens once. */
export function watchVisibility(to: Screen): void {
  const isFirst = !screen;
  screen = to;
  const tell = () => screen?.invokeMethodAsync("SetHidden", document.hidden).catch(() => { /* The circuit is gone; the next one asks again. */ });
  if (isFirst) {
    document.addEventListener("visibilitychange", tell);
  }

  void tell();
}

type CircuitState = "show" | "retrying" | "failed" | "hide" | "rejected" | "paused" | "resume-failed";

declare global {
  interface Window { Blazor?: { reconnect?: () => Promise<boolean>; navigateTo?: (href: string) => void } }
}

// The framework's own dialog would cover the alerts. This banner does not: it says so, and the whole picture turns stale.
function watchCircuit(): void {
  const banner = document.getElementById("components-reconnect-modal");
  if (!banner) {
    return;
  }

  banner.addEventListener("components-reconnect-state-changed", event => {
    const state = (event as CustomEvent<{ state: CircuitState }>).detail.state;
    if (state === "rejected" || state === "resume-failed") {
      location.reload();
      return;
    }

    const isLost = state !== "hide";
    document.documentElement.toggleAttribute("data-stale", isLost);
    lostOutside(isLost);
    banner.dataset["state"] = isLost ? (state === "failed" ? "failed" : "trying") : "connected";
  });

  document.getElementById("reconnect-retry")?.addEventListener("click", async () => {
    if (!await window.Blazor?.reconnect?.()) {
      location.reload();
    }
  });
  for (const button of document.querySelectorAll("[data-reload]")) {
    button.addEventListener("click", () => location.reload());
  }
}

watchCircuit();
watchSwitch();
document.addEventListener("keydown", submitByKey);
