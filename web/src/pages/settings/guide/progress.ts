import type { Guide, Instant, Milestone, MilestoneName } from "~/api/contract.ts";
import type { AppGuide, GuideStep } from "../guides/guide.ts";

/** How a step came to its end. */
export type Done =
  | { how: "seen"; at: Instant; milestone: MilestoneName; saw: string }
  | { how: "ticked"; at: Instant; by: string; tick: string }
  | { how: "follows"; at: Instant };

/** The name under which a tick is kept: another app's steps have ticks of their own. */
export function tickOf(guide: AppGuide, step: GuideStep): string {
  return `${guide.id}_${step.id}`;
}

/**
 * Whether a step is done: all that it watches for was seen, somebody ticked it, or something was seen that comes
 * only after it.
 */
export function progressOf(guide: AppGuide, step: GuideStep, heard: Guide): Done | undefined {
  const seen = (step.seen ?? []).flatMap((name) => {
    const milestone = heard.milestones[name];
    return milestone ? [{ ...milestone, name }] : [];
  });
  const last = seen.reduce<(Milestone & { name: MilestoneName }) | undefined>(
    (latest, each) => (latest && latest.at >= each.at ? latest : each),
    undefined,
  );
  if (last && seen.length === step.seen?.length) {
    return { how: "seen", at: last.at, milestone: last.name, saw: last.saw };
  }
  const tick = heard.ticked.find((each) => each.step === tickOf(guide, step));
  if (tick) return { how: "ticked", at: tick.at, by: tick.by, tick: tick.step };
  const after = step.follows && heard.milestones[step.follows];
  return after && { how: "follows", at: after.at };
}
