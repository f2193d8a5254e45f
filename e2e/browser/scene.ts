import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { BrowserContext } from "playwright-core";

const repository = path.resolve(import.meta.dirname, "../..");
const identity = path.join(repository, "e2e/identity");

/** What stage answers; see e2e/stage/doc.go. */
interface Answer {
  ok: boolean;
  error?: string;
  address?: string;
  lines?: string[];
  sign_in?: SignIn;
}

/** What an administrator copies from Okta, or another provider, to let people sign in with it. */
export interface SignIn {
  issuer: string;
  client_id?: string;
  client_secret?: string;
  sso_url?: string;
  slo_url?: string;
  metadata_url?: string;
  certificate?: string;
}

/** The built program on a storage of its own, with Okta played request by request. */
export interface Scene {
  /** Where the panel is. */
  url: string;
  /** The path of the built program. */
  program: string;
  /** The link by which the first owner gets in. */
  firstLink: string;
  play: (line: Record<string, unknown>) => Promise<void>;
  /** Plays a line about signing in, and returns what the provider shows of it. */
  signIn: (line: Record<string, unknown>) => Promise<SignIn>;
  stop: () => Promise<void>;
}

/** The databases that a scene can stand on. MUSTER_ENGINES names some of them, for whoever is in a hurry. */
const allEngines = ["sqlite", "postgres"] as const;
export type Engine = (typeof allEngines)[number];
export const engines: readonly Engine[] = allEngines.filter((one) => (process.env.MUSTER_ENGINES ?? one).includes(one));

/** Starts the program through e2e/stage, with flags of muster serve. MUSTER_BUILT names a folder that holds both already. */
export async function setTheScene(engine: Engine, flags: readonly string[] = []): Promise<Scene> {
  const folder = process.env.MUSTER_BUILT ?? mkdtempSync(path.join(tmpdir(), "muster-scene-"));
  if (!process.env.MUSTER_BUILT) {
    execFileSync("go", ["build", "-o", folder, "./cmd/muster", "./e2e/stage"], {
      cwd: repository,
      stdio: "inherit",
    });
  }
  const stage = spawn(
    path.join(folder, "stage"),
    ["--muster", path.join(folder, "muster"), "--engine", engine, "--identity", identity, ...(flags.length > 0 ? ["--", ...flags] : [])],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  const gone = new Promise<void>((done) => stage.once("exit", () => done()));
  const answers = answersOf(stage);
  const began = await answers();
  const printed = (what: string) =>
    began.lines
      ?.find((line) => line.startsWith(what))
      ?.slice(what.length)
      .trim() ?? "";
  const ask = async (line: Record<string, unknown>): Promise<Answer> => {
    stage.stdin?.write(`${JSON.stringify(line)}\n`);
    const answer = await answers();
    if (!answer.ok) throw new Error(`play ${JSON.stringify(line)}: ${answer.error}`);
    return answer;
  };
  return {
    url: printed("Control panel"),
    program: path.join(folder, "muster"),
    firstLink: printed("Set it up"),
    play: async (line) => {
      await ask(line);
    },
    signIn: async (line) => {
      const { sign_in } = await ask(line);
      if (!sign_in) throw new Error(`play ${JSON.stringify(line)}: the provider shows nothing of signing in`);
      return sign_in;
    },
    stop: async () => {
      stage.stdin?.end();
      await gone;
      if (!process.env.MUSTER_BUILT) rmSync(folder, { recursive: true });
    },
  };
}

/** One answer after the other, in the order of what was asked. */
function answersOf(stage: ChildProcess): () => Promise<Answer> {
  if (!stage.stdout) throw new Error("set the scene: stage has no output");
  const lines = createInterface({ input: stage.stdout })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("set the scene: stage ended");
    return JSON.parse(value) as Answer;
  };
}

/** What the API answered to somebody who is signed in, in this window or by this program. */
export async function call<T>(context: BrowserContext, url: string, what: string, body?: unknown): Promise<T> {
  const [method = "GET", path = ""] = what.split(" ");
  const answer = await context.request.fetch(`${url}/api/v1${path}`, {
    method,
    headers: { Origin: url },
    ...(body !== undefined && { data: body }),
  });
  if (!answer.ok()) throw new Error(`${what}: ${answer.status()} ${await answer.text()}`);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}
