// What the main threads of a browser's pages do while something happens, task by task.
import type { Browser } from "playwright-core";

/** Of a task that is no instant any more, in milliseconds: from there on a browser tells it to the page. */
const long = 50;

/** The durations of long tasks, in milliseconds. */
export interface LongTasks {
  /** By the clock: also what waited for a processor that another thread or program had. */
  clock: number[];
  /** By the thread's own processor time. */
  processor: number[];
}

/** An event of a trace. Times are in microseconds. */
interface Traced {
  name: string;
  pid: number;
  tid: number;
  ph: string;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** Watches while `act` runs. */
export async function longTasks(browser: Browser, act: () => Promise<void>): Promise<LongTasks> {
  await browser.startTracing(undefined, { categories: ["toplevel"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] };
  const thread = ({ pid, tid }: Traced) => `${pid}/${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(thread),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === "X" && event.name === "ThreadControllerImpl::RunTask" && mains.has(thread(event)),
  );
  if (tasks.length === 0) throw new Error("watch the tasks of a browser: it told none");
  const over = (of: "dur" | "tdur") => tasks.map((task) => (task[of] ?? 0) / 1000).filter((ms) => ms > long);
  return { clock: over("dur"), processor: over("tdur") };
}
