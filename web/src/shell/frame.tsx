import { useLingui } from "@lingui/react/macro";
import { useRouterState } from "@tanstack/react-router";
import { Menu as MenuIcon, Search, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { IconButton } from "~/parts/button.tsx";
import { Mark } from "~/parts/logo.tsx";
import { Drawer } from "~/parts/window.tsx";
import { type Destination, Palette } from "./palette.tsx";
import { Sidebar, type SidebarProps } from "./sidebar.tsx";
import "./frame.css";

interface FrameProps extends Omit<SidebarProps, "onFind"> {
  /** Where the palette leads for what was typed. */
  destinations: (words: string) => readonly Destination[];
  onWords?: (words: string) => void;
  children: ReactNode;
}

/** The frame of every page of an organization: the sidebar, or in narrow windows a bar above. */
export function Frame({ destinations, onWords, children, ...sidebar }: FrameProps) {
  const { t } = useLingui();
  const [finding, setFinding] = useState(false);
  const [open, setOpen] = useState(false);
  const address = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the drawer that led there
  useEffect(() => setOpen(false), [address]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setFinding(true);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  const find = () => {
    setOpen(false);
    setFinding(true);
  };
  return (
    <div className="app">
      <a className="skip btn" href="#page">{t`Skip to the page`}</a>
      <aside className="side" aria-label={t`Main`}>
        <Sidebar {...sidebar} onFind={find} />
      </aside>
      <header className="bar-top">
        <Mark />
        <span className="of">{sidebar.organization.name}</span>
        <IconButton icon={Search} label={t`Find or go to`} onClick={find} />
        <IconButton icon={MenuIcon} label={t`Pages`} onClick={() => setOpen(true)} />
      </header>
      <Drawer open={open} onOpenChange={setOpen} label={t`Pages`}>
        <div className="side">
          <IconButton className="close" icon={X} label={t`Close`} onClick={() => setOpen(false)} />
          <Sidebar {...sidebar} onFind={find} />
        </div>
      </Drawer>
      <main className="page" id="page" tabIndex={-1}>
        {children}
      </main>
      <Palette open={finding} onOpenChange={setFinding} destinations={destinations} onWords={onWords} />
    </div>
  );
}
