import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "./client.ts";
import type { Id, Organization, OrganizationEdit } from "./contract.ts";
import { operatorKey } from "./operator.ts";
import { organizationQuery, organizationsQuery } from "./queries.ts";

/** Changes an organization, and makes what shows it be asked for again; what is to be said comes before that. */
export function useOrganizationEdit(organization: Id, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (edit: OrganizationEdit) =>
      (await api.patch<Organization>(`/organizations/${organization}`, edit)).body,
    onSuccess: (changed) => {
      onDone?.();
      client.setQueryData(organizationQuery(organization).queryKey, changed);
      void client.invalidateQueries({ queryKey: ["directory", organization] });
      void client.invalidateQueries({ queryKey: organizationsQuery.queryKey });
      void client.invalidateQueries({ queryKey: operatorKey });
    },
  });
}
