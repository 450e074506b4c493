// A screen in the hall: asks every few seconds what changed, turns its pages, and, when nobody answers, keeps what it
// last showed and says how old that is.
const ASK = 5000, TURN = 10000;

export function wake(region) {
  const stale = region.querySelector(".hall-stale");
  const part = (where, name) => where.querySelector(`[data-part="${name}"]`);
  let mark = "", heard = Date.now(), asking = false, shown = 0;

  function turn(step) {
    const groups = [...region.querySelectorAll("[data-group]")];
    if (!groups.length) return;
    shown = (shown + step) % groups.length;
    groups.forEach((group, i) => { group.hidden = i !== shown; });
    const count = part(region, "clock").querySelector("span");
    if (groups.length > 1) count.textContent = count.textContent.replace(/\d+/, shown + 1);
  }

  function take(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const name of ["clock", "board"]) part(region, name).replaceWith(document.importNode(part(page, name), true));
    turn(0);
  }

  function say() {
    const age = Date.now() - heard;
    stale.hidden = age < 3 * ASK;
    if (!stale.hidden) stale.textContent = region.dataset.stale.replace("{minutes}", Math.floor(age / 60000));
  }

  async function ask() {
    if (!asking) {
      asking = true;
      try {
        const answer = await fetch(location.pathname, {
          headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store", signal: AbortSignal.timeout(2 * ASK),
        });
        if (answer.status === 404) location.reload();
        if (answer.status === 200) {
          mark = answer.headers.get("ETag") ?? "";
          take(await answer.text());
        }
        if (answer.status < 400) heard = Date.now();
      } catch { /* said below */ }
      asking = false;
    }
    say();
  }

  turn(0);
  setInterval(ask, ASK);
  setInterval(() => turn(1), TURN);
  setInterval(say, ASK);
}
