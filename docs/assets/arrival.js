// Shows what an address names. A browser opens a closed question for a find on the page, but not for its own anchor.

let followed = null; // the address of the link that was pressed last, until its page is here

document.addEventListener(
  "click",
  ({ target }) => {
    const link = target.closest("a[href]");
    if (!link) return;
    followed = link.href;
    if (link.pathname === location.pathname) reveal(link.hash); // before anybody scrolls there
  },
  { capture: true },
);
window.addEventListener("hashchange", () => reveal(location.hash));

function reveal(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  const question = target?.closest("details");
  if (question) question.open = true;
  return target;
}

// If the page before moves while the new one is fetched, as on a phone when the search box closes, the theme takes its
// place for that of the new page. Who goes back or forward is led by the theme alone.
function arrive() {
  const target = reveal(location.hash);
  if (location.href === followed) {
    if (target) target.scrollIntoView();
    else window.scrollTo(0, 0);
  }
  followed = null;
}

if (window.document$) window.document$.subscribe(arrive);
else arrive();
