import { Trans, useLingui } from "@lingui/react/macro";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, IconButton } from "./button.tsx";
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

export interface Step {
  id: string;
  /** The step's name, in the words of the provider's own pages. */
  title: string;
  /** Where it is done, as a path through the provider's pages. */
  text?: ReactNode;
  /** Set once it is done. */
  done?: { at: string; saw: ReactNode } | undefined;
  /** What the current step listens for. */
  watches?: readonly Watched[];
  /** For what sends no traffic: the person ticks it. */
  onTick?: (() => void) | undefined;
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
  listening: { title: string; text: ReactNode };
  onClose: () => void;
  /** In the flow of a page instead of at its edge. */
  still?: boolean;
}

/** Step by step through the provider's pages. A step turns green when its traffic arrives; one step is current. */
export function SetupGuide({ title, app, steps, listening, onClose, still = false }: SetupGuideProps) {
  const { t } = useLingui();
  const current = steps.findIndex(({ done }) => !done);
  const ticked = steps.filter(({ done }) => done).at(-1);
  return (
    <aside className={still ? "guide still" : "guide"} aria-label={t`Setup guide`}>
      <header>
        <h2>
          {title}
          <IconButton icon={X} label={t`Close the guide`} onClick={onClose} />
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
          <Live />
          {listening.title}
        </b>
        <p className="num">{listening.text}</p>
      </footer>
    </aside>
  );
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
        {step.done && <p className="seen num">{step.done.saw}</p>}
        {state === "now" && step.watches && <Watches of={step.watches} />}
        {state === "now" && step.onTick && (
          <Button
            size="small"
            icon={Check}
            className="tick-it"
            onClick={step.onTick}
          >{t`Done in the provider`}</Button>
        )}
      </div>
    </li>
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
