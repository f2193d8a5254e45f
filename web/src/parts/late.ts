import { useEffect, useState } from "react";

const patience = 200;

/** Whether something lets itself be waited for. What comes within 200 ms comes without a word about it. */
export function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
