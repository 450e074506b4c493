// Arrow keys in a table of links: one stop for Tab, arrows, Home and End within. Enter is the link's own.
const targets = (row) => [...row.querySelectorAll("td a")];
const place = (link) => link.closest("td").cellIndex;

function nearest(row, column) {
  return targets(row).sort((a, b) => Math.abs(place(a) - column) - Math.abs(place(b) - column))[0];
}

function upOrDown(link, step) {
  const column = place(link);
  for (let row = link.closest("tr"); row; row = step > 0 ? row.nextElementSibling : row.previousElementSibling) {
    if (row !== link.closest("tr") && targets(row).length) return nearest(row, column);
  }
}

function along(link, step) {
  const all = targets(link.closest("tr"));
  return all[all.indexOf(link) + step];
}

export function wake(table) {
  const backwards = () => (getComputedStyle(table).direction === "rtl" ? -1 : 1);
  const one = (link) => {
    for (const other of table.querySelectorAll("td a")) other.tabIndex = other === link ? 0 : -1;
  };
  one(table.querySelector("td a"));
  table.addEventListener("focusin", (event) => { if (event.target.matches("td a")) one(event.target); });
  table.closest("[data-live]")?.addEventListener("lodge:changed", () => {
    if (!table.querySelector('td a[tabindex="0"]')) one(table.querySelector("td a"));
  });
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("td a");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = targets(link.closest("tr"));
    const next = {
      ArrowRight: () => along(link, backwards()), ArrowLeft: () => along(link, -backwards()),
      ArrowDown: () => upOrDown(link, 1), ArrowUp: () => upOrDown(link, -1),
      Home: () => row[0], End: () => row[row.length - 1],
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
