import { address } from "./client.ts";
import type { Id } from "./contract.ts";

/** What the server tells while it happens. It says what to ask for again and carries nothing itself. */
export interface StreamEvents {
  activity: { head: number };
  traffic: { connection_id: Id };
  directory: Record<string, never>;
}

type Hearers = { [Name in keyof StreamEvents]?: (event: StreamEvents[Name]) => void } & {
  /** The stream is open again after a gap: whatever happened in between was not told. */
  reopened?: () => void;
};

/** Listens to an organization until the returned function is called. The browser reconnects by itself. */
export function listen(organization: Id, hearers: Hearers): () => void {
  const source = new EventSource(address(`/organizations/${organization}/stream`));
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
  let opened = false;
  source.addEventListener("open", () => {
    if (opened) hearers.reopened?.();
    opened = true;
  });
  return () => source.close();
}

function parse<T>(data: string): T | undefined {
  try {
    return JSON.parse(data) as T;
  } catch {
    return undefined; // cut off with the connection; the next event says the same again
  }
}
