// The shapes of the JSON API, as its contract has them. Once internal/api/openapi.json exists, `npm run api`
// writes schema.ts from it, and each name here becomes an alias of what is generated there.

export type Id = string;
/** RFC 3339 in UTC, with microseconds. */
export type Instant = string;

export interface List<T> {
  items: T[];
  next_cursor: string | null;
  total?: number | null;
}

export interface Installation {
  name: string;
  version: string;
  public_url: string;
  support_contact?: string;
  first_run: boolean;
  passkeys: boolean;
}

export type Role = "operator" | "owner" | "administrator" | "member" | "setup";

export interface Me {
  kind: "member" | "setup";
  person?: { id: Id; name: string; email: string; role: Role };
  organization: { id: Id; name: string; kind: OrganizationKind };
  role: Role;
  proved_at: Instant;
  step_up_until: Instant;
  expires_at: Instant;
  setup?: { label: string; expires_at: Instant };
  methods: { password: boolean; passkeys: number };
}

/** A customer, or the organization of those who run the installation. */
export type OrganizationKind = "customer" | "installation";

export interface Licenses {
  bought: number;
  in_use: number;
  free: number;
}

export interface Organization {
  id: Id;
  name: string;
  kind: OrganizationKind;
  status: "active" | "suspended";
  /** Whether the plan includes provisioning. */
  provisioning: boolean;
  log_days: number;
  licenses: Licenses;
  created_at: Instant;
  updated_at: Instant;
}

export type ProviderId = "okta" | "entra" | "onelogin" | "jumpcloud" | "google" | "other";

export type Origin =
  | { kind: "manual" }
  | { kind: "connection"; connection_id: Id; provider: string; provider_name: string; on: boolean };

export interface Lock<What extends string = string> {
  what: What;
  reason: string;
  where: string;
}

export interface Member {
  id: Id;
  name: string;
  email: string;
  status: "active" | "invited" | "deactivated";
  role: Role;
  origin: Origin;
  scim: boolean;
  licensed: boolean;
  teams: { id: Id; name: string; provisioned: boolean }[];
  locks: Lock<"name" | "email" | "status" | "teams" | "removal">[];
  identity_id?: Id;
  created_at: Instant;
  updated_at: Instant;
}

export interface Team {
  id: Id;
  name: string;
  origin: Origin;
  scim: boolean;
  size: number;
  unknown: number;
  locks: Lock<"name" | "members" | "deletion">[];
  created_at: Instant;
  updated_at: Instant;
}

export type HealthState = "waiting" | "connected" | "failing" | "off";

export interface Summary {
  members: number;
  teams: number;
  licenses: Licenses;
  connections: {
    id: Id;
    provider: string;
    state: "enabled" | "disabled";
    health: { state: HealthState; last_request_at?: Instant };
  }[];
  head: number;
}

export interface Connection {
  id: Id;
  provider: string;
  provider_name: string;
  state: "enabled" | "disabled";
  has_token: boolean;
  token?: { last_four: string; created_at: Instant; last_used_at?: Instant; last_used_from?: string };
  tenant_url: string;
  policy: { unknown_member: string; who_may_remove: string };
  members: number;
  teams: number;
  created_at: Instant;
  updated_at: Instant;
}

export type Outcome = "answered" | "refused" | "failed";

export interface Stroke {
  at: Instant;
  outcome: Outcome;
}

export interface Health {
  state: HealthState;
  last_request_at?: Instant;
  last_address?: string;
  requests_today: number;
  errors_today: number;
  last_error?: { at: Instant; sentence: string; remedy?: string; request_id: string; status: number };
  /** How the provider's last test of the connection went; absent while there was none. */
  last_test?: { at: Instant; passed: boolean; sentence: string; request_id: string };
  tape: Stroke[];
}

export interface Entry {
  number: number;
  at: Instant;
  kind: string;
  actor: { kind: string; id?: Id; name: string; provider?: string };
  request?: string;
  subject?: string;
  reason?: string;
  changes: { field: string; before: string; after: string }[];
  member?: { id: Id; name: string };
  team?: { id: Id; name: string };
  connection?: { id: Id; provider: string; provider_name: string };
  people: {
    added: { id: Id; name: string }[];
    removed: { id: Id; name: string }[];
    added_count: number;
    removed_count: number;
    /** What a provider calls those whom it named and who are unknown here. */
    named: string[];
  };
  refused: boolean;
  sentence: string;
}

export interface ActivityPage {
  items: Entry[];
  next_before: number | null;
  searched_to: number;
}

export type RequestKind =
  | "lookup"
  | "list"
  | "read"
  | "create"
  | "update"
  | "deactivate"
  | "reactivate"
  | "delete"
  | "group_create"
  | "group_members"
  | "group_rename"
  | "group_delete"
  | "discovery"
  | "unauthorized"
  | "other"
  | "more";

export interface LoggedRequest {
  /** As the provider was told it; a provider may choose it, so it need not be unique. */
  id: Id;
  /** Its place in the log. */
  number: string;
  at: Instant;
  connection_id: Id;
  provider: string;
  kind: RequestKind;
  method: string;
  path: string;
  query?: string;
  status: number;
  outcome: Outcome;
  /** In English, as a provider's administrator reads it. */
  sentence: string;
  /** What the provider was told where it was refused. */
  detail?: string;
  /** What the sentence tells, to say it in another language. */
  facts: {
    looked_for?: string;
    found?: number;
    shown?: number;
    same?: boolean;
    formerly?: string;
    joined?: number;
    left?: number;
    exactly?: boolean;
    dropped?: number;
    dropped_errors?: number;
  };
  person?: { id?: Id; identity_id?: Id; name: string; user_name: string };
  team?: { id: Id; name: string };
  duration_ms: number;
  address: string;
  user_agent: string;
}

/** One request with its bodies, which hold no secrets any more, and what it changed. */
export interface RequestDetail extends LoggedRequest {
  request_body: string;
  response_body: string;
  entries: Entry[];
}
