// Shows where in the page the reader is: its title in the bar when the heading is out of sight, and the line of the contents.

const GAP = 24; // CSS pixels below the bar in which a heading counts as reached
const bar = document.querySelector(".md-header");
const title = bar.querySelector(".md-header__title");
const heading = document.querySelector("h1");
const main = document.querySelector(".md-main");
const lists = document.querySelectorAll("[data-md-component=toc]");
let isDue = false;

function show() {
  isDue = false;
  const { bottom } = bar.getBoundingClientRect();
  title.classList.toggle("md-header__title--active", heading.getBoundingClientRect().bottom < bottom);
  bar.classList.toggle("md-header--shadow", main.getBoundingClientRect().top < bottom);
  for (const list of lists) if (list.offsetParent) mark([...list.querySelectorAll("a")], bottom + GAP);
}

function mark(links, line) {
  const { clientHeight, scrollHeight, scrollTop } = document.documentElement;
  const isEnd = scrollTop > 0 && scrollTop + clientHeight > scrollHeight - 2;
  const reached = links.filter(({ hash }) => isEnd || isAbove(document.getElementById(decodeURIComponent(hash.slice(1))), line));
  for (const link of links) {
    link.classList.toggle("md-nav__link--passed", reached.includes(link));
    link.classList.toggle("md-nav__link--active", link === reached.at(-1));
  }
}

// What is in a closed answer stands where its question does.
function isAbove(target, line) {
  return target && (target.closest("details:not([open])") ?? target).getBoundingClientRect().top < line;
}

function showSoon() {
  if (!isDue) requestAnimationFrame(show);
  isDue = true;
}

for (const moved of ["scroll", "resize"]) addEventListener(moved, showSoon, { passive: true });
showSoon();
