// Runs before the first paint, so that nobody who chose dark is shown a white
// page first. The choice is made in src/app/theme.ts.
(() => {
  try {
    const theme = localStorage.getItem("muster.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is closed to us: the system's choice holds.
  }
})();
