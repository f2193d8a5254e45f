import { useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button.tsx";
import "./copy.css";

const told = 2000;

/** Copies, and says so in words for two seconds. Where copying is refused, the text stays to be marked by hand. */
export function useCopy(onCopy?: () => void): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), told);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    try {
      await write(text);
      setCopied(true);
      onCopy?.();
    } catch {
      setCopied(false);
    }
  };
  return { copied, copy: (text) => void copy(text) };
}

/** navigator.clipboard is missing where Muster is reached over plain http; marking and copying is not. */
async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr";
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!done) throw new Error("copy: refused");
}

interface CopyProps {
  text: string;
  /** What is copied, for who does not see what stands beside: "Copy Tenant URL". */
  label: string;
  onCopy?: (() => void) | undefined;
}

export function CopyButton({ text, label, onCopy }: CopyProps) {
  const { t } = useLingui();
  const { copied, copy } = useCopy(onCopy);
  return (
    <>
      <Button
        size="small"
        icon={copied ? Check : Copy}
        aria-label={copied ? t`Copied` : label}
        onClick={() => copy(text)}
      >
        {copied ? t`Copied` : t`Copy`}
      </Button>
      <span className="sr" role="status">
        {copied && t`Copied`}
      </span>
    </>
  );
}

/** The same within a sentence, beside a request id. */
export function CopyLink({ text, label, onCopy }: CopyProps) {
  const { t } = useLingui();
  const { copied, copy } = useCopy(onCopy);
  return (
    <button
      type="button"
      className="link small copies"
      aria-label={copied ? t`Copied` : label}
      onClick={() => copy(text)}
    >
      {copied ? t`Copied` : t`Copy`}
    </button>
  );
}

/** A value to copy, whole and in one place: Tenant URL, Secret Token. */
export function Value({
  label,
  text,
  beside,
  hint,
  onCopy,
}: CopyProps & { beside?: ReactNode; hint?: ReactNode }) {
  const { t } = useLingui();
  return (
    <div className="valued">
      <p className="of">
        <span>{label}</span> {beside && <span className="small faint">{beside}</span>}
      </p>
      <div className="value">
        <code>{text}</code>
        <CopyButton text={text} label={t`Copy ${label}`} onCopy={onCopy} />
      </div>
      {hint && <p className="hint">{hint}</p>}
    </div>
  );
}
