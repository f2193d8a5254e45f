import { Trans, useLingui } from "@lingui/react/macro";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import { Button, IconButton } from "./button.tsx";
import { CopyButton } from "./copy.tsx";
import { Choice } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { Live } from "./tape.tsx";
import { Time } from "./time.tsx";
import "./setup_guide.css";

/** What a step waits to see in the traffic, and when it was seen. */
export interface Watched {
  name: string;
  at?: string | undefined;
}

/** A field of the provider's page and what belongs into it. */
export interface FieldValue {
  label: string;
  value: string;
  /** Whether the value is copied; what is chosen from a list is only shown. */
  copied?: boolean;
}

export interface Step {
  id: string;
  /** The step's name, in the words of the provider's own pages. */
  title: string;
  /** Where it is done, as a path through the provider's pages. */
  text?: ReactNode;
  /** What belongs into the fields of that page. They stay in sight until the step is done. */
  fields?: readonly FieldValue[] | undefined;
  /** Set once it is done. */
  done?: { at: string; saw: ReactNode } | undefined;
  /** Why the current step has not come to its end, and what to do. */
  trouble?: ReactNode;
  /** What the current step listens for. */
  watches?: readonly Watched[] | undefined;
  /** For what sends no traffic: the person ticks it. */
  onTick?: (() => void) | undefined;
  /** What the tick says: "Done in Okta", or "We push no groups" for what may be left out. */
  tick?: string | undefined;
  /** Takes a tick back. */
  onUntick?: (() => void) | undefined;
}

interface SetupGuideProps {
  title: string;
  /** The kinds of app that the provider has, each with steps of its own. */
  app?: {
    value: string;
    options: readonly { value: string; label: string }[];
    onChoose: (value: string) => void;
  };
  steps: readonly Step[];
  /** At the foot: who is heard, and what was heard so far. */
  listening: { title: string; text: ReactNode; silent?: boolean };
  /** Left out where the guide is the page itself. */
  onClose?: (() => void) | undefined;
  /** In the flow of a page instead of at its edge. */
  still?: boolean;
}

/** Step by step through the provider's pages. A step turns green when its traffic arrives; one step is current. */
export function SetupGuide({ title, app, steps, listening, onClose, still = false }: SetupGuideProps) {
  const { t } = useLingui();
  const current = steps.findIndex(({ done }) => !done);
  const ticked = steps.reduce<Step | undefined>(
    (last, step) => (step.done && step.done.at >= (last?.done?.at ?? "") ? step : last),
    undefined,
  );
  const guide = (
    <aside className={still ? "guide still" : "guide"} aria-label={t`Setup guide`}>
      <header>
        <h2>
          {title}
          {onClose && <IconButton icon={X} label={t`Close the guide`} onClick={onClose} />}
        </h2>
        {app && <Choice label={t`App`} value={app.value} options={app.options} onChoose={app.onChoose} />}
      </header>
      <ol>
        {steps.map((step, index) => (
          <StepLine
            key={step.id}
            step={step}
            number={index + 1}
            state={step.done ? "done" : index === current ? "now" : "todo"}
          />
        ))}
      </ol>
      <p className="sr" role="status">
        {ticked && <Trans>Done: {ticked.title}</Trans>}
      </p>
      <footer>
        <b>
          {!listening.silent && <Live />}
          {listening.title}
        </b>
        <div className="num">{listening.text}</div>
      </footer>
    </aside>
  );
  // Beside the page, not within it: so it stays above the scrim of a window, and in reach.
  return still ? guide : createPortal(guide, document.body);
}

function StepLine({ step, number, state }: { step: Step; number: number; state: "done" | "now" | "todo" }) {
  const { t } = useLingui();
  return (
    <li className={state} aria-current={state === "now" ? "step" : undefined}>
      <span className={`tick ${state}`}>
        {state === "done" && <Icon of={Check} size={13} />}
        {state === "now" && <span className="spot" />}
        {state === "todo" && <span aria-hidden="true">{number}</span>}
        {state === "done" && <span className="sr">{t`Done`}</span>}
      </span>
      <div>
        <h3>
          {step.title} {step.done && <Time at={step.done.at} as="clock" />}
        </h3>
        {step.text && <p>{step.text}</p>}
        {!step.done && step.fields && <Fields of={step.fields} />}
        {step.done && (
          <p className="seen num">
            {step.done.saw}{" "}
            {step.onUntick && (
              <button type="button" className="link small" onClick={step.onUntick}>
                {t`Take back`} <span className="sr">{step.title}</span>
              </button>
            )}
          </p>
        )}
        {state === "now" && step.trouble}
        {state === "now" && step.watches && <Watches of={step.watches} />}
        {state === "now" && step.onTick && (
          <Button size="small" icon={Check} className="tick-it" onClick={step.onTick}>
            {step.tick ?? t`Done in the provider`} <span className="sr">{step.title}</span>
          </Button>
        )}
      </div>
    </li>
  );
}

function Fields({ of }: { of: readonly FieldValue[] }) {
  const { t } = useLingui();
  return (
    <dl className="fields">
      {of.map(({ label, value, copied }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {copied ? <code>{value}</code> : <span>{value}</span>}
            {copied && <CopyButton text={value} label={t`Copy ${label}`} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Watches({ of }: { of: readonly Watched[] }) {
  const { t } = useLingui();
  return (
    <ul className="watch num">
      {of.map(({ name, at }) => (
        <li key={name} className={at ? "ok" : undefined}>
          {at ? <Icon of={Check} size={14} /> : <Live />}
          {name} {at ? <Time at={at} as="clock" /> : <span className="till">{t`Watching`}</span>}
        </li>
      ))}
    </ul>
  );
}
