// Prints how fast the panel is in an organization of 100,000 members; docs/performance.md tells what was found.
import { Company } from "./company.ts";
import { answered, everybodyArrives, median, opening, people, rows, scroll, watched, work } from "./large.ts";

const company = new Company("sqlite");
const print = (what: string, found: string) => console.log(`${what.padEnd(52)} ${found}`);
const milliseconds = (value: number) => `${Math.round(value)} ms`;
const spread = (values: readonly number[]) =>
  `${milliseconds(median(values))} (${milliseconds(Math.min(...values))} to ${milliseconds(Math.max(...values))})`;

try {
  await company.begin();
  const began = performance.now();
  const large = await everybodyArrives(company);
  print(`${people} people and a team of them arrive`, `${Math.round((performance.now() - began) / 1000)} s`);
  const inside = (path: string) => `${company.scene.url}/o/${large.organization}/${path}`;

  for (const [what, path] of [
    ["members", "members"],
    ["who holds a license", "licenses"],
    ["a team of all", `teams/${large.team}`],
  ] as const) {
    const times: number[] = [];
    const tasks: number[] = [];
    for (let round = 0; round < 5; round++) {
      const look = await watched(company, large);
      times.push(await opening(look.page, inside(path)));
      tasks.push((await work(look.page)).longest);
      await look.context.close();
    }
    print(`${what}: navigation to the first row painted`, spread(times));
    print(`${what}: longest task of opening`, spread(tasks));
    const look = await watched(company, large);
    await opening(look.page, inside(path));
    const cdp = await look.context.newCDPSession(look.page);
    const { longest, tasks: blocked } = await scroll(look.page, cdp, 300);
    print(`${what}: scrolled to row`, String((await rows(look.page)).last));
    print(`${what}: tasks over 50 ms while scrolling`, `${blocked.length}, longest ${milliseconds(longest)}`);
    await look.context.close();
  }

  const look = await watched(company, large);
  const { page } = look;
  const searches: number[] = [];
  const filters: number[] = [];
  for (const name of ["Zoë Zimmermann", "Kenji Kobayashi", "Łukasz Kowalczyk", "Nour Haddad", "Ana Ruiz"]) {
    const known = name === "Ana Ruiz" ? "Anna Ruiz" : name;
    await opening(page, inside("members"));
    searches.push(await answered(page, () => page.getByLabel("Search members").fill(known), known));
    filters.push(
      await answered(page, () => page.getByRole("link", { name: /^Active/ }).click(), known),
    );
  }
  print("a name that is searched is shown after", spread(searches));
  print("a filter beside it is shown after", spread(filters));
  print("longest task of both", milliseconds((await work(page)).longest));
  await look.context.close();
} finally {
  await company.close();
}
