import { useEffect, useState } from "react";

/** The time, told anew every so many milliseconds while the page is looked at. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const tell = () => {
      if (document.visibilityState === "visible") setNow(Date.now());
    };
    const timer = setInterval(tell, every);
    document.addEventListener("visibilitychange", tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [every]);
  return now;
}
