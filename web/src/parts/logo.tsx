import "./logo.css";

const arches = "M4.75 28.5v-8.1a5.625 5.625 0 0 1 11.25 0v8.1M16 20.4a5.625 5.625 0 0 1 11.25 0v8.1";
const letters = [
  "M34 13.2v8.6a5.5 5.5 0 0 0 11 0v-8.6M45 20.9v7.6",
  "M60.1 16.9c-.95-1.4-2.5-2.1-4.35-2.1-2.5 0-4.25 1.2-4.25 3.1 0 2.1 1.9 2.75 4.3 3.2 2.5.45 4.5 1.05 4.5 3.2 0 1.95-1.85 3.2-4.5 3.2-2.1 0-3.8-.85-4.75-2.3",
  "M67.7 9.2v14.3a3.6 3.6 0 0 0 3.6 3.6h1.6M63.9 14.8h8.8",
  "M77.2 21.2h10.6c0-3.7-2.2-6.4-5.4-6.4-3.3 0-5.6 2.7-5.6 6.35 0 3.7 2.3 6.35 5.8 6.35 1.9 0 3.4-.75 4.5-2.1",
  "M94.6 28.5V13.2M94.6 20.4a5.4 5.4 0 0 1 5.4-5.6h1.2",
];

/** The word, begun by the mark. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 104 32" role="img" aria-label="Muster">
      <g fill="none" stroke="currentColor" strokeWidth="3.2">
        <path d={arches} />
        {letters.map((letter) => (
          <path key={letter} d={letter} />
        ))}
      </g>
      <Heads />
    </svg>
  );
}

/** The mark alone: two people side by side, the second just arrived. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" role="img" aria-label="Muster">
      <path fill="none" stroke="currentColor" strokeWidth="3.2" d={arches} />
      <Heads />
    </svg>
  );
}

function Heads() {
  return (
    <>
      <circle fill="currentColor" cx="10.375" cy="7" r="3.3" />
      <circle className="arrived" cx="21.625" cy="7" r="3.3" />
    </>
  );
}
