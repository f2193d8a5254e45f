import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const repository = path.resolve(import.meta.dirname, "../..");

/** A built panel, served with the headers that the program sends. */
export interface Preview {
  url: string;
  stop: () => Promise<void>;
}

/** Serves a folder through internal/webui, so that what is looked at lives under the real policy. */
export async function servePanel(folder: string): Promise<Preview> {
  const built = process.env.MUSTER_BUILT ?? mkdtempSync(path.join(tmpdir(), "muster-preview-"));
  const program = path.join(built, "preview");
  if (!process.env.MUSTER_BUILT) {
    execFileSync("go", ["build", "-o", program, "./internal/webui/preview"], { cwd: repository, stdio: "inherit" });
  }
  const server = spawn(program, ["-folder", path.resolve(repository, folder)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((done) => server.once("exit", () => done()));
  const url = await firstLine(server);
  return {
    url,
    stop: async () => {
      server.kill("SIGINT");
      await gone;
      if (!process.env.MUSTER_BUILT) rmSync(built, { recursive: true });
    },
  };
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`serve the panel: it ended with ${code} before it listened`)));
    if (!server.stdout) return reject(new Error("serve the panel: it has no output"));
    createInterface({ input: server.stdout }).once("line", resolve);
  });
}
