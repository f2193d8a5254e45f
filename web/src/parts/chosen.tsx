import { X } from "lucide-react";
import { IconButton } from "./button.tsx";
import "./chosen.css";

interface ChosenProps {
  /** What was chosen: "Chosen teams". */
  label: string;
  of: readonly { id: string; name: string }[];
  /** The name of the button that takes one back: "Do not add Ana Ruiz". */
  dropping: (name: string) => string;
  onDrop: (id: string) => void;
}

/** What was chosen from a longer list, each to be taken back; nothing where nothing was. */
export function Chosen({ label, of, dropping, onDrop }: ChosenProps) {
  if (of.length === 0) return null;
  return (
    <ul className="chosen" aria-label={label}>
      {of.map(({ id, name }) => (
        <li key={id}>
          {name}
          <IconButton icon={X} size="small" label={dropping(name)} onClick={() => onDrop(id)} />
        </li>
      ))}
    </ul>
  );
}
