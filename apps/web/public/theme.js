// Runs before the first paint, so that nobody sees a flash of the wrong theme. `src/kernel/theme.ts` takes over afterwards.
(function applyStoredTheme() {
  let choice = "system";
  try {
    choice = localStorage.getItem("parley.theme") || "system";
  } catch {
    // Storage may be forbidden; the system's choice is then as good as any.
  }
  if (choice === "system") {
    if (matchMedia("(prefers-contrast: more)").matches) choice = "contrast";
    else choice = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.dataset.theme = choice;
})();
