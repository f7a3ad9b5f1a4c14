// The one connection of this tab to the live hub, shared by everything on the page.
import { HubConnection, HubConnectionBuilder, HubConnectionState, IRetryPolicy, LogLevel } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";
import { mapOf, valuesOf, type PackedMap, type PackedValues } from "./frames";
import type { MapFrame } from "./map/stations";

export interface LiveValue {
  series: string;
  value: number;
  /** Unix ms. */
  observedAt: number;
  /** Unix ms. */
  receivedAt: number;
  quality: string;
}

export interface LiveListener {
  values?(items: LiveValue[]): void;
  /** States of stations that changed; comes to members of the group `map`. */
  map?(frame: MapFrame): void;
  /** True after a (re)connect: what was missed meanwhile must be fetched. False when the connection is gone. */
  connected(live: boolean): void;
}

const firstDelay = 500;
const longestDelay = 30_000;

function delayBefore(attempt: number): number {
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempt, 10));
  return delay * (0.75 + Math.random() / 2);
}

const forEver: IRetryPolicy = { nextRetryDelayInMilliseconds: context => delayBefore(context.previousRetryCount) };

class Live {
  private connection: HubConnection | undefined;
  private readonly listeners = new Map<LiveListener, string>();

  /** Follows one group; the answer stops it. A hidden tab leaves its groups until it is seen again. */
  follow(group: string, listener: LiveListener): () => void {
    const isNew = !this.groups().has(group);
    this.listeners.set(listener, group);
    if (this.connection === undefined) {
      this.open();
    } else if (this.isLive) {
      if (isNew && !document.hidden) {
        this.send("Join", [group]);
      }
      listener.connected(true);
    }

    return () => {
      this.listeners.delete(listener);
      if (!this.groups().has(group)) {
        this.send("Leave", [group]);
      }
    };
  }

  private get isLive(): boolean {
    return this.connection?.state === HubConnectionState.Connected;
  }

  private groups(): Set<string> {
    return new Set(this.listeners.values());
  }

  private open(): void {
    const connection = new HubConnectionBuilder()
      .withUrl(new URL("hubs/live", document.baseURI).href)
      .withAutomaticReconnect(forEver)
      .withHubProtocol(new MessagePackHubProtocol())
      .configureLogging(LogLevel.None)
      .build();
    this.connection = connection;
    connection.on("Values", (frame: PackedValues) => {
      const items = valuesOf(frame);
      for (const listener of this.listeners.keys()) {
        listener.values?.(items);
      }
    });
    connection.on("Map", (packed: PackedMap) => {
      const frame = mapOf(packed);
      for (const listener of this.listeners.keys()) {
        listener.map?.(frame);
      }
    });
    connection.onreconnecting(() => this.tell(false));
    connection.onreconnected(() => this.enter());
    document.addEventListener("visibilitychange", () => document.hidden ? this.send("Leave", [...this.groups()]) : this.enter());
    void this.start(0);
  }

  // Automatic reconnecting does not cover the first connect.
  private async start(attempt: number): Promise<void> {
    try {
      await this.connection!.start();
      this.enter();
    } catch {
      this.tell(false);
      setTimeout(() => void this.start(attempt + 1), delayBefore(attempt));
    }
  }

  private enter(): void {
    if (this.isLive) {
      this.send("Join", [...this.groups()]);
      this.tell(true);
    }
  }

  private tell(live: boolean): void {
    for (const listener of this.listeners.keys()) {
      listener.connected(live);
    }
  }

  private send(method: "Join" | "Leave", groups: string[]): void {
    if (this.isLive && groups.length > 0) {
      // A call that fails does so with the connection, and the next connect joins again.
      this.connection!.invoke(method, groups).catch(() => undefined);
    }
  }
}

export const live = new Live();
