// Looks every few seconds, while it is seen, whether the page changed, and takes over only the pieces that did
// (cells with an id, and [data-piece]); never the piece that has the focus or lies under the finger.
const SECONDS = 10;
const pieces = (region) => [...region.querySelectorAll("td[id], [data-piece]")];

export function wake(region) {
  let mark = "", waiting = false;
  const said = document.querySelector("[data-live-said]");

  const busy = (piece) => piece.contains(document.activeElement) || piece.matches(":hover:has(:active)");

  function take(page) {
    const fresh = new Map([...page.querySelectorAll("[data-live]")].flatMap(pieces).map((piece) => [piece.id, piece]));
    let changed = 0;
    for (const piece of pieces(region)) {
      const now = fresh.get(piece.id);
      if (!now || busy(piece)) continue;
      if (bare(piece) === bare(now)) continue;
      piece.replaceWith(document.importNode(now, true));
      changed += 1;
    }
    if (!changed) return;
    region.dispatchEvent(new Event("lodge:changed"));
    if (said) said.textContent = said.dataset.liveSaid;
  }

  // The keyboard's own mark (tabindex) is no change.
  const bare = (piece) => piece.outerHTML.replace(/ tabindex="-?\d"/g, "");

  async function look() {
    if (document.hidden || waiting) return;
    waiting = true;
    try {
      const answer = await fetch(location.href, { headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store", credentials: "same-origin" });
      if (answer.status === 200 && !answer.redirected) {
        mark = answer.headers.get("ETag") ?? "";
        take(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }
    } catch { /* the next look may reach it */ }
    waiting = false;
  }

  setInterval(look, SECONDS * 1000);
  document.addEventListener("visibilitychange", look);
}
