import type { Health, Member, Origin, Outcome } from "~/api/contract.ts";

// The company of the mocks. All its times are measured from the moment at which the page opens.
export const now = Date.now();
export const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

export const okta: Origin = {
  kind: "connection",
  connection_id: "01K3V000000000000000000001",
  provider: "okta",
  provider_name: "Okta",
  on: true,
};
export const manual: Origin = { kind: "manual" };

export interface SampleMember extends Member {
  state: "active" | "waiting" | "removal" | "invited" | "deactivated";
  license: string;
}

type Line = [
  string,
  string,
  SampleMember["state"],
  Member["role"],
  string,
  string,
  number,
  "okta" | "manual",
];

const lines: Line[] = [
  [
    "Ada Lindqvist",
    "ada.lindqvist@fernhill.example",
    "active",
    "member",
    "Lens Engineering +1",
    "Held",
    5600,
    "okta",
  ],
  ["Ana Ruiz", "ana.ruiz@fernhill.example", "removal", "administrator", "Finance", "Held", 130, "okta"],
  ["Anselm Okafor", "anselm@parallaxcal.example", "active", "member", "Workshop", "Held", 9e6, "manual"],
  [
    "Beatriz Nogueira",
    "beatriz.nogueira@fernhill.example",
    "waiting",
    "member",
    "Lens Engineering",
    "1st in line",
    190,
    "okta",
  ],
  ["Bram de Wit", "bram.dewit@fernhill.example", "active", "member", "Coatings", "Held", 5600, "okta"],
  [
    "Chiyo Tanabe",
    "chiyo.tanabe@fernhill.example",
    "active",
    "member",
    "Coatings, Clean Room",
    "Held",
    7,
    "okta",
  ],
  ["Dafydd Pryce", "dafydd@pryceworks.example", "invited", "member", "Workshop", "Held", 310, "manual"],
  [
    "Elif Kaya",
    "elif.kaya@fernhill.example",
    "active",
    "administrator",
    "Finance, Procurement",
    "Held",
    90000,
    "okta",
  ],
  [
    "Emeka Nwosu",
    "emeka.nwosu@fernhill.example",
    "waiting",
    "member",
    "Metrology",
    "2nd in line",
    190,
    "okta",
  ],
  [
    "Farah Haddad",
    "farah.haddad@fernhill.example",
    "deactivated",
    "member",
    "Coatings",
    "Released",
    310,
    "okta",
  ],
  ["Greta Moser", "greta.moser@fernhill.example", "active", "member", "Coatings", "Held", 4, "okta"],
  ["Hine Parata", "hine.parata@fernhill.example", "active", "member", "Field Service", "Held", 90000, "okta"],
  ["Ines Aldana", "ines.aldana@fernhill.example", "active", "owner", "Workshop", "Held", 9e6, "manual"],
  ["Jonah Feld", "jonah.feld@fernhill.example", "active", "member", "Lens Engineering", "Held", 5600, "okta"],
];

function memberOf([name, email, state, role, teams, license, seconds, from]: Line, id: string): SampleMember {
  return {
    id,
    name,
    email,
    state,
    license,
    status: state === "invited" || state === "deactivated" ? state : "active",
    role,
    origin: from === "okta" ? okta : manual,
    source: from === "okta" ? okta : manual,
    asked_for: [],
    scim: from === "okta",
    licensed: license === "Held",
    teams: [{ id: `${id}t`, name: teams, provisioned: from === "okta" }],
    locked: [],
    duplicates: [],
    created_at: ago(seconds),
    updated_at: ago(seconds),
  };
}

export const members: SampleMember[] = lines.map((line, index) => memberOf(line, `sample${index}`));

/** A company of any size, for looking at long lists. */
export function manyMembers(count: number): SampleMember[] {
  return Array.from({ length: count }, (_, index) => {
    const line = lines[index % lines.length];
    if (!line) throw new Error("sample: no lines");
    return memberOf(line, `sample${index}`);
  });
}

const failing = new Map<number, Outcome>([
  [41, "failed"],
  [22, "refused"],
  [14, "failed"],
  [9, "failed"],
]);

/** Requests of the last hour, in the bursts in which providers send them. */
export function tape(bad: boolean): Health["tape"] {
  const minutes = [
    52.5, 51, 50.4, 49.6, 48.9, 47.3, 42.2, 37.1, 36.8, 36.2, 35.7, 22.4, 21.8, 20.6, 20.1, 17.9, 17, 11.2,
    8.6, 8.2, 6.4, 5.5, 4.1, 3.3, 2.8, 2.2, 1.3,
  ];
  const answered = minutes.map((minute) => ({ at: ago(minute * 60), outcome: "answered" as Outcome }));
  const others = bad
    ? [...failing].map(([minute, outcome]) => ({ at: ago(minute * 60), outcome }))
    : [{ at: ago(51.5 * 60), outcome: "refused" as Outcome }];
  return [...answered, ...others];
}

export const healthy: Health = {
  state: "connected",
  last_request_at: ago(4),
  last_address: "203.0.113.40",
  requests_today: 142,
  errors_today: 0,
  tape: tape(false),
};

export const failingHealth: Health = {
  ...healthy,
  state: "failing",
  errors_today: 3,
  last_error: {
    at: ago(540),
    sentence: "Okta sent two people with the user name lena.brandt@fernhill.example.",
    remedy: "Rename or unassign one of them in Okta, then retry the task there.",
    request_id: "req_01K3V8M2RD",
    status: 409,
  },
  tape: tape(true),
};
