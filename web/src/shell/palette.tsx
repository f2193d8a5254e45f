import { Dialog } from "@base-ui/react/dialog";
import { useLingui } from "@lingui/react/macro";
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { Icon } from "~/parts/icon.tsx";
import { Key } from "~/parts/key.tsx";
import "./palette.css";

export interface Destination {
  id: string;
  /** What it is: Page, Member, Team. */
  kind: string;
  name: string;
  hint?: string;
  face: ReactNode;
  go: () => void;
}

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  destinations: (words: string) => readonly Destination[];
  onWords?: ((words: string) => void) | undefined;
}

/** Find or go to: pages, people and teams by name, from anywhere with Ctrl K. */
export function Palette({ open, onOpenChange, destinations, onWords }: PaletteProps) {
  const { t } = useLingui();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="palette" aria-label={t`Find or go to`}>
          <Finder
            destinations={destinations}
            onWords={onWords}
            onGo={(destination) => {
              onOpenChange(false);
              destination.go();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({
  destinations,
  onWords,
  onGo,
}: Pick<PaletteProps, "destinations" | "onWords"> & { onGo: (destination: Destination) => void }) {
  const { t } = useLingui();
  const id = useId();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = destinations(words);
  const at = Math.min(chosen, found.length - 1);
  const press = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && found.length > 0) {
      event.preventDefault();
      setChosen((at + move + found.length) % found.length);
    }
    const destination = found[at];
    if (event.key === "Enter" && destination && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onGo(destination);
    }
  };
  return (
    <>
      <div className="ask">
        <Icon of={Search} />
        <input
          role="combobox"
          aria-label={t`Find or go to`}
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={found[at] && `${id}-${found[at].id}`}
          placeholder={t`A page, a person or a team`}
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setChosen(0);
            onWords?.(event.target.value);
          }}
          onKeyDown={press}
        />
        <Key>Esc</Key>
      </div>
      <div
        role="listbox"
        id={`${id}-list`}
        aria-label={t`Found`}
        className={found.length > 0 ? "found" : "found none"}
      >
        {found.map((destination, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and hears the keys
          <div
            key={destination.id}
            id={`${id}-${destination.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerMove={() => setChosen(index)}
            onClick={() => onGo(destination)}
          >
            {destination.face}
            <span className="name">{destination.name}</span>
            {destination.hint && <span className="hint">{destination.hint}</span>}
            <span className="kind">{destination.kind}</span>
          </div>
        ))}
      </div>
      <p className="nothing" role="status">
        {found.length === 0 && t`No page, person or team has “${words}” in its name.`}
      </p>
    </>
  );
}
