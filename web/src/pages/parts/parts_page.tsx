import { Controls } from "./controls.tsx";
import { Records } from "./records.tsx";
import { Says } from "./says.tsx";
import { Tokens } from "./tokens.tsx";
import { Windows } from "./windows.tsx";
import "./parts_page.css";

/** Every part once, in the state in which it is hardest to draw. */
export function PartsPage() {
  return (
    <main className="parts" id="page">
      <header>
        <h1>Parts</h1>
        <p>Every part once, in the state in which it is hardest to draw.</p>
      </header>
      <Tokens />
      <Controls />
      <Windows />
      <Says />
      <Records />
    </main>
  );
}
