import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Id } from "./contract.ts";
import { listen } from "./events.ts";

/** Keeps what is shown of an organization true while it changes elsewhere. */
export function useLive(organization: Id | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!organization) return;
    const again = (...key: string[]) => void client.invalidateQueries({ queryKey: key });
    return listen(organization, {
      activity: () => again("activity", organization),
      traffic: ({ connection_id }) => {
        again("traffic", organization, connection_id);
        again("traffic", organization, "requests");
      },
      directory: () => again("directory", organization),
      missed: () => {
        for (const kind of ["activity", "traffic", "directory"]) again(kind, organization);
      },
    });
  }, [client, organization]);
}
