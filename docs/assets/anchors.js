// Opens the question that an address leads to, and all of them for paper. A browser opens a closed <details> for a find
// on the page, but not for an anchor of its own.

document.addEventListener(
  "click",
  ({ target }) => {
    const link = target.closest("a[href]");
    if (link?.pathname === location.pathname) openQuestion(link.hash); // before the browser scrolls there
  },
  { capture: true },
);
addEventListener("hashchange", () => openQuestion(location.hash));

// Returns the element that the hash names, if it was in a question that was closed.
function openQuestion(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  const question = target?.closest("details:not([open])");
  if (!question) return null;
  question.open = true;
  return target;
}

openQuestion(location.hash)?.scrollIntoView();

const closed = ".md-content details:not([open])";
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(closed)];
  for (const each of opened) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of opened) each.open = false;
});
