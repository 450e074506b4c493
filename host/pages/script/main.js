// What makes pages smoother, and is never needed. Each part wakes only where its mark stands.
const parts = { "[data-display]": "./display.js", "[data-grid]": "./grid.js", "[data-live]": "./live.js", "[data-once]": "./once.js" };
for (const [mark, part] of Object.entries(parts)) {
  const found = document.querySelectorAll(mark);
  if (found.length) import(part).then((module) => found.forEach(module.wake));
}
for (const menu of document.querySelectorAll("details.who")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
}
