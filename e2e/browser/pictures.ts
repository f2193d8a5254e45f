// Takes the pictures of the README: a company that has just arrived, and in which things go on.
import path from "node:path";
import { arrive } from "./arrival.ts";
import { Company } from "./company.ts";
import type { Theme } from "./look.ts";

const images = path.resolve(import.meta.dirname, "../../docs/images");
const company = new Company("sqlite");

interface Person {
  id: string;
  name: string;
  email: string;
}

try {
  await company.begin();
  await company.found();
  const inside = `/organizations/${company.organization}`;
  const pushed = ["Design", "Engineering", "Finance", "London office", "Product", "Sales"];
  const connection = await arrive(company, company.organization, "main", { people: 221, groups: 14, seed: 7 }, pushed);
  const { play } = company.scene;
  const { items: people } = await company.call<{ items: Person[] }>(`GET ${inside}/members?limit=200&source=${connection}`);
  const [first, second, third, fourth, fifth] = people.map(({ email }) => email);

  // Life goes on: somebody is promoted, somebody leaves, an administrator should leave, somebody is invited by hand.
  await play({ do: "edit", okta: "main", logins: [second], title: "Lead process engineer", department: "Coatings" });
  await play({ do: "deactivate", okta: "main", logins: [fourth] });
  const administrator = people[2]?.id ?? "";
  await company.call(`PATCH ${inside}/members/${administrator}`, { role: "administrator" });
  await play({ do: "deactivate", okta: "main", logins: [third] }).catch(() => undefined); // refused: an administrator
  await company.call(`POST ${inside}/members`, { name: "Alva Sund", email: "alva.sund@sundlund.example" });
  await company.call(`POST ${inside}/teams`, { name: "Board" });
  await play({
    do: "hire",
    okta: "main",
    people: [
      { login: "chiyo.tanabe@fernhill.example", given: "Chiyo", family: "Tanabe", title: "Optical designer" },
      { login: "ravi.menon@fernhill.example", given: "Ravi", family: "Menon", title: "Optical designer" },
      { login: "elske.bos@fernhill.example", given: "Elske", family: "Bos", title: "Coating technician" },
    ],
  });
  await play({ do: "assign", okta: "main", logins: ["elske.bos@fernhill.example"] });
  const coatings = [first, second, fifth, "elske.bos@fernhill.example", ...people.slice(6, 19).map(({ email }) => email)];
  await play({ do: "group", okta: "main", group: "Coatings", logins: coatings });
  await play({ do: "push", okta: "main", group: "Coatings" });
  await play({
    do: "add",
    okta: "main",
    group: "Coatings",
    logins: ["chiyo.tanabe@fernhill.example", "ravi.menon@fernhill.example"],
  }).catch(() => undefined); // who was never assigned is told in the team
  await play({ do: "remove", okta: "main", group: "Coatings", logins: [fifth] });
  await play({ do: "edit", okta: "main", logins: [second], title: "Head of coatings" });

  const { items: teams } = await company.call<{ items: Person[] }>(`GET ${inside}/teams?q=coatings`);
  const team = teams[0]?.id ?? "";
  const shots: readonly [name: string, path: string, text: string, theme?: Theme][] = [
    ["members", "members", "Alva Sund"],
    ["members-dark", "members", "Alva Sund", "dark"],
    ["member", `members/${people[1]?.id}`, "Head of coatings"],
    ["team", `teams/${team}`, "Elske Bos"],
    ["access", `settings/access?guide=${connection}`, "First team"],
    ["activity", "activity", "Head of coatings"],
    ["provisioning-log", "activity/requests", "Elske Bos"],
  ];
  for (const [name, where, text, theme = "light"] of shots) {
    const { context, page } = await company.visit(where, { theme });
    await page.getByText(text).first().waitFor();
    await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    await page.screenshot({ path: path.join(images, `${name}.png`) });
    await context.close();
  }
} finally {
  await company.close();
}
