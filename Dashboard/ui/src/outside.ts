// New alerts as notifications of the browser, while nobody looks at CityOps in it. Of all its tabs one shows them: the one that holds a lock.

export type Wanted = "all" | "critical";

export interface OutsideNotice { tag: string; title: string; body: string; stays: boolean; href: string }

const choiceKey = "cityops-outside";
const hasLocks = "locks" in navigator;

/** Asks for a lock of this browser and waits in line for it, or lets go of it. */
class Hold {
  private letGo: (() => void) | undefined;
  private holder: object | undefined;

  constructor(private readonly name: string, private readonly mode: LockMode) {}

  get isHeld(): boolean {
    return this.holder !== undefined;
  }

  set(wanted: boolean): void {
    if (wanted && !this.letGo && hasLocks) {
      const me = {};
      const until = new Promise<void>(resolve => this.letGo = resolve);
      // It goes with the page, too; a request that was let go of while it waited ends as soon as its turn comes.
      void navigator.locks.request(this.name, { mode: this.mode }, () => {
        this.holder = me;
        return until;
      }).finally(() => this.holder = this.holder === me ? undefined : this.holder);
    } else if (!wanted) {
      this.letGo?.();
      this.letGo = undefined;
    }
  }
}

const lookingName = "cityops-looking";
const leading = new Hold("cityops-outside", "exclusive");
const looking = new Hold(lookingName, "shared");
const shown = new Map<string, Notification>();
let isFollowing = false;
let isLost = false;

const looks = (): boolean => !document.hidden && document.hasFocus();

function stand(): void {
  leading.set(isFollowing && !isLost);
  looking.set(isFollowing && !isLost && looks());
}

/** A page with the city's alerts begins, or no longer is one. */
export function followOutside(follows: boolean): void {
  isFollowing = follows;
  stand();
}

/** While the circuit is lost no alert comes here: another tab shows them. */
export function lostOutside(lost: boolean): void {
  isLost = lost;
  stand();
}

for (const moment of ["focus", "blur"]) {
  window.addEventListener(moment, stand);
}

document.addEventListener("visibilitychange", stand);

/** What this tab is to show now; null = nothing. */
export async function wantedOutside(): Promise<Wanted | null> {
  const wanted = chosen();
  if (wanted === null || troubleOf() !== null || looks() || hasLocks && !leading.isHeld) {
    return null;
  }

  const locks = hasLocks ? (await navigator.locks.query()).held ?? [] : [];
  return locks.some(lock => lock.name === lookingName) ? null : wanted;
}

export function showOutside(notices: OutsideNotice[], over: string[]): void {
  for (const tag of over) {
    shown.get(tag)?.close();
    shown.delete(tag);
  }

  for (const notice of notices) {
    show(notice);
  }
}

function show({ tag, title, body, stays, href }: OutsideNotice): void {
  const one = new Notification(title, { tag, body, requireInteraction: stays, lang: document.documentElement.lang });
  shown.set(tag, one);
  one.onclose = () => {
    // The one that was replaced closes after its successor has come.
    if (shown.get(tag) === one) {
      shown.delete(tag);
    }
  };
  one.onclick = () => {
    window.focus();
    one.close();
    openAt(href);
  };
}

function openAt(href: string): void {
  if (window.Blazor?.navigateTo && !isLost) {
    window.Blazor.navigateTo(href);
  } else {
    location.assign(new URL(href, document.baseURI));
  }
}

// A browser that keeps nothing for pages has nothing switched on.
function chosen(): Wanted | null {
  try {
    const kept = localStorage.getItem(choiceKey);
    return kept === "all" || kept === "critical" ? kept : null;
  } catch {
    return null;
  }
}

function choose(wanted: Wanted | null): void {
  if (wanted) {
    localStorage.setItem(choiceKey, wanted);
  } else {
    localStorage.removeItem(choiceKey);
  }
}

type Trouble = "insecure" | "unknown" | "denied" | "dismissed";

/** Why nothing can be shown; null = it can. */
function troubleOf(): Trouble | null {
  if (!window.isSecureContext) {
    return "insecure";
  }

  if (!("Notification" in window)) {
    return "unknown";
  }

  return Notification.permission === "granted" ? null : Notification.permission === "denied" ? "denied" : "dismissed";
}

/** The switch on the page of an account. The browser is asked at a click on it, and at no other time. */
export function watchSwitch(): void {
  const section = document.getElementById("outside");
  if (!section) {
    return;
  }

  const [tick, which] = [section.querySelector<HTMLInputElement>("#outside-on")!, section.querySelector<HTMLSelectElement>("#outside-which")!];
  const said = section.querySelector("#outside-said")!;
  const say = (word: Trouble | "on" | "off"): void => {
    said.textContent = section.dataset[word] ?? "";
  };
  const save = (): void => choose(tick.checked ? which.value as Wanted : null);
  const trouble = troubleOf();
  tick.disabled = which.disabled = trouble === "insecure" || trouble === "unknown";
  tick.checked = chosen() !== null && trouble === null;
  which.value = chosen() ?? "all";
  if (trouble && (tick.disabled || trouble === "denied" || chosen())) {
    say(trouble);
  }

  tick.addEventListener("change", async () => {
    if (tick.checked) {
      await Notification.requestPermission();
      const why = troubleOf() ?? trial(section);
      tick.checked = why === null;
      save();
      say(why ?? "on");
    } else {
      save();
      say("off");
    }
  });
  which.addEventListener("change", save);
}

/** Shows an example: only so is it known that this browser lets pages do that, and a person sees where to look. */
function trial(section: HTMLElement): Trouble | null {
  try {
    new Notification("CityOps", { tag: "cityops-try", body: section.dataset["try"] ?? "", silent: true, lang: document.documentElement.lang });
    return null;
  } catch {
    return "unknown";
  }
}
