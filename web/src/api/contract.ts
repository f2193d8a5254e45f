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
/** Somebody in line for a license. */
export type InLine = Omit<Schemas["InLine"], "member"> & { member: Member };
export type LicenseLine = List<InLine>;
export type LicenseLedger = Omit<Schemas["LicenseLedger"], "items"> & { items: Entry[] };
export type Overview = Schemas["Overview"];

export type ProviderId = Schemas["Provider"];
/** Who made something. Of what a connection made, all of it is told. */
export type ConnectionOrigin = Required<Schemas["Origin"]> & { kind: "connection" };
export type Origin = { kind: Exclude<Schemas["OriginKind"], "connection"> } | ConnectionOrigin;
export type Lock = Schemas["Lock"];
export type Pending = Schemas["Pending"];
export type Duplicate = Schemas["Duplicate"];
export type Reconnection = Schemas["Reconnection"];

export type Member = Omit<Schemas["Member"], "origin" | "source"> & { origin: Origin; source: Origin };
/** A member with why parts of them are locked, which no list tells. */
export type MemberDetail = Member & Pick<Schemas["MemberDetail"], "locks">;
/** A connection that wants to take over an owner or administrator. */
export type AdoptionRequest = Schemas["AdoptionRequest"];
export type MemberRole = Schemas["Role"];
export type MemberStatus = Schemas["MemberStatus"];
export type MemberCounts = Schemas["MemberCounts"];
export type MemberEdit = Schemas["MemberUpdate"];
export type MemberLink = Schemas["MemberLink"];
export type Invitation = Schemas["MemberInvite"];
export type Invited = Omit<Schemas["Invited"], "member"> & { member: Member };
export type Identity = Schemas["Identity"];

export type Team = Omit<Schemas["Team"], "origin" | "formerly"> & { origin: Origin; formerly?: Origin };
/** Why something is so, in a sentence of the server's. */
export type Reason = Schemas["Reason"];
/** What merging two members would do. */
export type MemberMerge = Omit<Schemas["MemberMerge"], "stays" | "goes"> & { stays: Member; goes: Member };
export type MembersMerge = Schemas["MembersMerge"];
/** What merging two teams would do. */
export type TeamMerge = Omit<Schemas["TeamMerge"], "stays" | "goes"> & { stays: Team; goes: Team };
export type TeamsMerge = Schemas["TeamsMerge"];
export type UnknownPerson = Schemas["UnknownPerson"];

export type Connection = Schemas["Connection"];
/** The rules of a connection; a preset is a policy with a name. */
export type Policy = Schemas["Policy"];
export type PolicyEdit = Schemas["PolicyUpdate"];
export type SecretToken = Schemas["SecretToken"];
export type Preset = Schemas["Preset"];
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

export type LoginMethod = Schemas["LoginMethod"];
export type LoginMethods = Schemas["LoginMethods"];
export type LoginProtocol = Schemas["LoginProtocol"];
export type NewLoginMethod = Schemas["LoginMethodCreate"];
export type LoginMethodEdit = Schemas["LoginMethodUpdate"];
/** Where a provider's metadata is read, or the metadata itself. */
export type LoginMetadata = Schemas["LoginMetadataRead"];
export type LoginChecks = Schemas["LoginChecks"];
export type Certificate = Schemas["Certificate"];
export type SignInRule = Schemas["SignInRule"];
export type NewSignInRule = Schemas["SignInRuleSet"];
export type Domain = Schemas["Domain"];
/** What ties a member to a login method. */
export type Login = Schemas["Login"];
export type MyLogins = Schemas["MyLogins"];
/** A login method as it is offered to somebody. */
export type WayIn = Schemas["WayIn"];
export type WaysIn = Schemas["WaysIn"];
