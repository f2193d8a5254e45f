/** What the address of the licenses says: whether it is the ledger that is read. */
export interface LicensesSearch {
  view?: "ledger" | undefined;
}

export function licensesSearch(raw: Record<string, unknown>): LicensesSearch {
  return { view: raw.view === "ledger" ? "ledger" : undefined };
}
