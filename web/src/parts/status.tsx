import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import "./status.css";

export type Tone = "good" | "wait" | "stop" | "quiet";
export type Shape = "dot" | "half" | "triangle" | "ring" | "dash";

/** Shape, colour and word together. Whoever sees no colour has the shape, whoever sees neither has the word. */
export function Mark({ tone, shape, children }: { tone: Tone; shape: Shape; children: ReactNode }) {
  return (
    <span className={`st ${tone}`}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        {shapes[shape]}
      </svg>
      <span>{children}</span>
    </span>
  );
}

const shapes: Record<Shape, ReactNode> = {
  dot: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  half: (
    <>
      <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M5 1.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
    </>
  ),
  triangle: <path d="M5 .6 9.6 9H.4z" fill="currentColor" />,
  ring: (
    <circle
      cx="5"
      cy="5"
      r="3.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.4 1.9"
    />
  ),
  dash: <path d="M1 5h8" stroke="currentColor" strokeWidth="2" />,
};

export type MemberState = "active" | "waiting" | "removal" | "deactivation" | "invited" | "deactivated";

/** What a member is. In narrow rows the long word makes room. */
export function Status({ of: state }: { of: MemberState }) {
  const { t } = useLingui();
  switch (state) {
    case "active":
      return (
        <Mark tone="good" shape="dot">
          {t`Active`}
        </Mark>
      );
    case "waiting":
      return (
        <Mark tone="wait" shape="half">
          <span className="whole">{t`Waiting for a license`}</span>
          <span className="brief" aria-hidden="true">{t`Waiting`}</span>
        </Mark>
      );
    case "removal":
      return (
        <Mark tone="stop" shape="triangle">
          {t`Removal pending`}
        </Mark>
      );
    case "deactivation":
      return (
        <Mark tone="stop" shape="triangle">
          {t`Deactivation pending`}
        </Mark>
      );
    case "invited":
      return (
        <Mark tone="quiet" shape="ring">
          {t`Invited`}
        </Mark>
      );
    case "deactivated":
      return (
        <Mark tone="quiet" shape="dash">
          {t`Deactivated`}
        </Mark>
      );
  }
}

/** An outcome inside a sentence: Refused, Merged. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}
