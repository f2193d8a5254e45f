import { Trans, useLingui } from "@lingui/react/macro";
import { useWidth } from "./width.ts";
import "./license_meter.css";

interface LicenseMeterProps {
  bought: number;
  inUse: number;
  /** People without a license who get the next ones. */
  waiting?: number;
  /** use: "240 of 240 licenses in use". free: "204 of 240 licenses are free". */
  says?: "use" | "free";
}

const ringsAtMost = 5;

/** How many licenses are taken. Amber words from 5 % free; a ring for each who waits, at the end of the bar. */
export function LicenseMeter({ bought, inUse, waiting = 0, says = "use" }: LicenseMeterProps) {
  const { i18n } = useLingui();
  const [frame, width] = useWidth<HTMLSpanElement>();
  const left = Math.max(0, bought - inUse);
  const part = bought > 0 ? Math.min(1, inUse / bought) : 1;
  const free = i18n.number(left);
  const all = i18n.number(bought);
  const used = i18n.number(inUse);
  const queue = i18n.number(waiting);
  return (
    <div className="meter">
      <p className="cap num">
        {says === "use" ? (
          <span>
            <Trans>
              <b>
                {used} of {all}
              </b>{" "}
              licenses in use
            </Trans>
          </span>
        ) : (
          <b>
            <Trans>
              {free} of {all} licenses are free
            </Trans>
          </b>
        )}
        {says === "free" && (
          <span className="faint">
            <Trans>{used} in use</Trans>
          </span>
        )}
        {waiting > 0 && (
          <span className="waits">
            <Trans>{queue} waiting</Trans>
          </span>
        )}
        {says === "use" && waiting === 0 && left <= bought * 0.05 && (
          <span className="waits">
            <Trans>{free} free</Trans>
          </span>
        )}
      </p>
      <span className="line" aria-hidden="true">
        <span className="bar" ref={frame}>
          <svg aria-hidden="true" width={width} height="6">
            <rect className="taken" width={Math.round(width * part)} height="6" />
          </svg>
        </span>
        {Array.from({ length: Math.min(waiting, ringsAtMost) }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rings are all alike
          <i key={index} />
        ))}
        {waiting > ringsAtMost && <span className="small waits num">+{waiting - ringsAtMost}</span>}
      </span>
    </div>
  );
}
