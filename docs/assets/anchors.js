// Opens the question that an address leads to. A browser opens a closed <details> for a find on the page, but not for
// an anchor of its own.

let followedLink = null; // the address of the link that was followed last, until its page is here

document.addEventListener(
  "click",
  ({ target }) => {
    const link = target.closest("a[href]");
    if (!link) return;
    followedLink = link.href;
    if (link.pathname === location.pathname) openQuestion(link.hash); // before the browser scrolls there
  },
  { capture: true },
);
window.addEventListener("hashchange", () => openQuestion(location.hash));

// Returns the element that the hash names, opened if it is within a question.
function openQuestion(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  const question = target?.closest("details");
  if (question) question.open = true;
  return target;
}

// If the page is scrolled while the next one is fetched, as on a phone when the search box closes, the theme gives the
// scroll position of the old page to the new one. Back and forward are left to the theme.
function showPage() {
  const target = openQuestion(location.hash);
  if (location.href === followedLink) {
    if (target) target.scrollIntoView();
    else window.scrollTo(0, 0);
  }
  followedLink = null;
}

if (window.document$) window.document$.subscribe(showPage);
else showPage();
