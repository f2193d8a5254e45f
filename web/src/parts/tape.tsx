import type { Outcome, Stroke } from "~/api/contract.ts";
import { useNow } from "./now.ts";
import { strokes } from "./strokes.ts";
import { useWidth } from "./width.ts";
import "./tape.css";

const kinds: Record<Outcome, string> = { answered: "ok", refused: "no", failed: "err" };

interface TapeProps {
  tape: readonly Stroke[];
  height: number;
  /** A drawing of a fixed moment, for screenshots. */
  at?: number;
}

/**
 * One stroke for each request of the last hour, on a line: short answered, tall refused or failed, the dot is
 * now. It is hidden from assistive technology: the same always stands beside it in words.
 */
export function Tape({ tape, height, at }: TapeProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const clock = useNow(15_000);
  const foot = height - 1.5;
  return (
    <div className="tape" ref={frame} aria-hidden="true">
      {width > 0 && (
        <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <path className="base" d={`M0 ${height - 0.5}H${width}`} />
          {strokes(tape, at ?? clock, width).map(({ x, outcome, count }) => (
            <path
              key={`${x} ${outcome}`}
              className={kinds[outcome]}
              d={`M${x + 0.5} ${foot}V${outcome === "answered" ? foot - rise(count, height) : 1.5}`}
              strokeWidth={outcome === "answered" ? 1.5 : 2}
            />
          ))}
          <circle className="now" cx={width - 4} cy={height - 3.5} r="2.5" />
        </svg>
      )}
    </div>
  );
}

/** Several answered requests at one place rise a little, but never to the height of a refusal. */
function rise(count: number, height: number): number {
  return Math.round(height * Math.min(0.66, 0.3 + 0.07 * count));
}

/** The dot that says that something is heard as it happens. */
export function Live() {
  return <span className="live" aria-hidden="true" />;
}
