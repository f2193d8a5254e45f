import { createLink } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Icon } from "./icon.tsx";
import "./button.css";

interface Look {
  /** first: the one filled button of a page. plain: without a frame. ends: ends something for good. */
  look?: "first" | "framed" | "plain" | "ends" | undefined;
  size?: "small" | "normal" | undefined;
  icon?: LucideIcon | undefined;
}

type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> };

export function Button({ look, size, icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classes({ look, size }, className)}>
      {icon && <Icon of={icon} />}
      {children}
    </button>
  );
}

/** A button of an icon alone. Its label is what is read aloud and shown while the pointer rests. */
export function IconButton({
  icon,
  label,
  size,
  className,
  ...rest
}: Omit<ButtonProps, "children" | "look" | "icon"> & { icon: LucideIcon; label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes({ look: "plain", size }, `icon ${className ?? ""}`)}
    >
      <Icon of={icon} />
    </button>
  );
}

type AnchorProps = Look &
  AnchorHTMLAttributes<HTMLAnchorElement> & { children?: ReactNode; ref?: Ref<HTMLAnchorElement> };

function ButtonAnchor({ look, size, icon, children, className, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={classes({ look, size }, className)}>
      {icon && <Icon of={icon} />}
      {children}
    </a>
  );
}

/** What goes to another page and looks like a button. */
export const ButtonLink = createLink(ButtonAnchor);

/** The same for an address outside of the panel: a download, a mail. */
export const ButtonAddress = ButtonAnchor;

function classes({ look, size }: Pick<Look, "look" | "size">, more: string | undefined): string {
  return ["btn", look !== "framed" && look, size === "small" && "small", more].filter(Boolean).join(" ");
}
