import { address } from "./client.ts";
import type { Id } from "./contract.ts";

/** What the server tells while it happens. It says what to ask for again and carries nothing itself. */
export interface StreamEvents {
  activity: { head: number };
  traffic: { connection_id: Id };
  directory: Record<string, never>;
}

type Hearers = { [Name in keyof StreamEvents]?: (event: StreamEvents[Name]) => void } & {
  /** There was a gap, or the stream was refused: whatever happened meanwhile was not told. */
  missed?: () => void;
};

/** How soon a stream that was refused is asked for again: no browser does that by itself. */
const againAfter = 30_000;

/** Listens to an organization until the returned function is called. */
export function listen(organization: Id, hearers: Hearers): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout>;
  const open = (first: boolean) => {
    source = new EventSource(address(`/organizations/${organization}/stream`));
    hearAll(source, hearers);
    let opened = !first;
    source.addEventListener("open", () => {
      if (opened) hearers.missed?.();
      opened = true;
    });
    // A stream that breaks off is opened again by the browser. One that is refused is not: who asks then learns why,
    // a session that has ended before all.
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      hearers.missed?.();
      again = setTimeout(() => open(false), againAfter);
    });
  };
  open(true);
  return () => {
    clearTimeout(again);
    source.close();
  };
}

function hearAll(source: EventSource, hearers: Hearers): void {
  const hear = <Name extends keyof StreamEvents>(name: Name) => {
    const hearer = hearers[name] as ((event: StreamEvents[Name]) => void) | undefined;
    if (!hearer) return;
    source.addEventListener(name, (message: MessageEvent<string>) => {
      const event = parse<StreamEvents[Name]>(message.data);
      if (event) hearer(event);
    });
  };
  hear("activity");
  hear("traffic");
  hear("directory");
}

function parse<T>(data: string): T | undefined {
  try {
    return JSON.parse(data) as T;
  } catch {
    return undefined; // cut off with the connection; the next event says the same again
  }
}
