import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Icon } from "./icon.tsx";
import { Key } from "./key.tsx";
import "./field.css";

interface SearchFieldProps {
  /** What is searched: "Search members". */
  label: string;
  /** What to type: "Name or email". */
  placeholder: string;
  value: string;
  /** Told a moment after the last letter, so that not every letter is a request. */
  onSearch: (words: string) => void;
}

const pause = 200;

/** The search of a page. The key / leads here from wherever nothing is being typed. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const [words, setWords] = useState(value);
  const [asked, setAsked] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  if (value !== asked) {
    // Changed from outside: a step back in the browser, or all filters cleared.
    setAsked(value);
    setWords(value);
  }
  useEffect(() => {
    if (words === asked) return;
    const timer = setTimeout(() => {
      setAsked(words);
      onSearch(words);
    }, pause);
    return () => clearTimeout(timer);
  }, [words, asked, onSearch]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return (
    <label className="field">
      <Icon of={Search} />
      <span className="sr">{label}</span>
      <input
        ref={input}
        type="search"
        placeholder={placeholder}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && words) {
            event.preventDefault();
            setWords("");
          }
        }}
      />
      {words === "" && <Key>/</Key>}
    </label>
  );
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches("input, textarea, select, [contenteditable], [role=dialog] *")
  );
}
