// The shapes of the JSON API by the names that the panel uses. All of them are what `npm run api` writes from
// internal/api/openapi.json: a change of the API that the panel does not follow fails the check of types.
import type { components } from "./schema.ts";

type Schemas = components["schemas"];

export type Id = string;
/** RFC 3339 in UTC, with microseconds. */
export type Instant = string;

/** One page of a list, as every list is answered. */
export type List<T> = Omit<Schemas["MemberList"], "items"> & { items: T[] };

export type Rule = Schemas["Rule"];
/** The rule behind a sentence, with what stands in its places. */
export type Saying = Pick<Schemas["Problem"], "rule" | "values">;
export type ApiProblem = Schemas["Problem"];

export type Installation = Schemas["Installation"];
export type Visitor = Schemas["Visitor"];
export type Role = Schemas["CallerRole"];
export type Me = Schemas["Me"];

/** A customer, or the organization of those who run the installation. */
export type OrganizationKind = Schemas["OrganizationKind"];
export type Organization = Schemas["Organization"];
export type OrganizationEdit = Schemas["OrganizationUpdate"];
export type NewOrganization = Required<Schemas["OrganizationCreate"]>;
export type OwnerInvited = Omit<Schemas["OwnerInvited"], "member"> & { member: Member };
export type Summary = Schemas["Summary"];
export type Licenses = Schemas["LicenseCounts"];
export type LicenseState = Schemas["Licenses"];
export type Overview = Schemas["Overview"];

export type ProviderId = Schemas["Provider"];
/** Who made something. Of what a connection made, all of it is told. */
export type Origin =
  | { kind: Exclude<Schemas["OriginKind"], "connection"> }
  | (Required<Schemas["Origin"]> & { kind: "connection" });
export type Lock = Schemas["Lock"];

export type Member = Omit<Schemas["Member"], "origin"> & { origin: Origin };
export type MemberRole = Schemas["Role"];
export type MemberStatus = Schemas["MemberStatus"];
export type MemberCounts = Schemas["MemberCounts"];
export type MemberEdit = Schemas["MemberUpdate"];
export type MemberLink = Schemas["MemberLink"];
export type Invitation = Schemas["MemberInvite"];
export type Invited = Omit<Schemas["Invited"], "member"> & { member: Member };
export type Identity = Schemas["Identity"];

export type Team = Omit<Schemas["Team"], "origin"> & { origin: Origin };
export type UnknownPerson = Schemas["UnknownPerson"];

export type Connection = Schemas["Connection"];
export type Connections = Schemas["Connections"];
export type Consequences = Schemas["Consequences"];
export type ConnectionHealth = Schemas["ConnectionHealth"];
export type Opened = Schemas["ConnectionOpened"];
export type HealthState = Schemas["HealthState"];
export type Health = Schemas["Health"];
export type Stroke = Schemas["Stroke"];
export type Guide = Schemas["Guide"];
export type Milestone = Schemas["Milestone"];
export type MilestoneName = keyof Schemas["Milestones"];

export type Entry = Schemas["Entry"];
export type ActivityPage = Schemas["Activity"];
export type Outcome = Schemas["Outcome"];
export type RequestKind = Schemas["RequestKind"];
export type LoggedRequest = Schemas["Request"];
/** One request with its bodies, which hold no secrets any more, and what it changed. */
export type RequestDetail = Schemas["RequestDetail"];

export type Scope = Schemas["Scope"];
export type ApiKey = Schemas["APIKey"];
export type NewApiKey = Omit<Schemas["APIKeyCreate"], "scopes"> & { scopes: readonly Scope[] };
export type ApiKeyMade = Schemas["APIKeyMade"];
export type SetupLink = Schemas["SetupLink"];
export type SetupLinkMade = Schemas["SetupLinkMade"];

export type LinkView = Schemas["LinkView"];
export type Credentials = Schemas["PasswordSignIn"];
export type Choose = Schemas["Choose"];
/** An organization that address and password fit. */
export type Fitting = Choose["choose"][number];
export type Passkey = Schemas["Passkey"];
export type Session = Schemas["Session"];
