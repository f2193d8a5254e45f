import { ApiError, problemOf, unreachable } from "./problem.ts";

/** A value of a query: left out when undefined, repeated when a list. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;
export type Query = Record<string, QueryValue>;

export interface Answer<T> {
  body: T;
  /** The version that was answered, to be handed back as `ifMatch`. */
  etag: string | undefined;
}

interface Options {
  query?: Query;
  body?: unknown;
  ifMatch?: string | undefined;
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
}

const root = "/api/v1";

/** The address of a resource with its query, also for a download link. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === "") continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return root + path + (text && `?${text}`);
}

async function call<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const headers = new Headers({ Accept: "application/json" });
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  if (options.ifMatch) headers.set("If-Match", options.ifMatch);
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(unreachable());
  }
  if (!response.ok) throw new ApiError(await problemOf(response));
  const empty = response.status === 204 || response.headers.get("Content-Length") === "0";
  return {
    body: (empty ? undefined : await response.json()) as T,
    etag: response.headers.get("ETag") ?? undefined,
  };
}

/**
 * A key under which a creation counts once, however often it is sent. Make it when a form opens, not when it
 * is sent, and a second press after a lost answer creates nothing twice.
 */
export function idempotencyKey(): string {
  // Not randomUUID: that one is missing where Muster is reached over plain http.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

export const api = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
    (await call<T>("GET", path, { ...(query && { query }), signal })).body,
  /** One resource with the version it has. */
  read: <T>(path: string, signal?: AbortSignal): Promise<Answer<T>> => call<T>("GET", path, { signal }),
  create: async <T>(path: string, body: unknown, key = idempotencyKey()): Promise<T> =>
    (await call<T>("POST", path, { body, idempotencyKey: key })).body,
  /** An action that creates nothing. */
  post: async <T>(path: string, body: unknown = {}): Promise<T> =>
    (await call<T>("POST", path, { body })).body,
  patch: <T>(path: string, body: unknown, ifMatch?: string): Promise<Answer<T>> =>
    call<T>("PATCH", path, { body, ifMatch }),
  put: async <T>(path: string, body: unknown = {}): Promise<T> => (await call<T>("PUT", path, { body })).body,
  remove: async (path: string, ifMatch?: string): Promise<void> => {
    await call<undefined>("DELETE", path, { ifMatch });
  },
};
