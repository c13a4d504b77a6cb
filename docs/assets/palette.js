// The buttons for light and dark colours. What is chosen is kept, and shown on the next page before anything is seen (see
// partials/javascripts/palette.html).

const { dataset } = document.body;
const buttons = document.querySelector("[data-palette]");
const bar = document.createElement("meta"); // the colour of the browser's own bar, on a phone
bar.name = "theme-color";
document.head.append(bar);

function show(scheme) {
  dataset.mdColorScheme = scheme;
  bar.content = window.getComputedStyle(document.querySelector(".md-header")).backgroundColor;
}

buttons.addEventListener("click", ({ target }) => {
  const { scheme } = target.closest("[data-scheme]").dataset;
  show(scheme);
  buttons.querySelector(`[data-scheme]:not([data-scheme=${scheme}])`).focus(); // the pressed one is gone
  try {
    localStorage[buttons.dataset.palette] = JSON.stringify({ color: { scheme } });
  } catch {} // a browser that stores nothing shows the device's colours again
});

// A page that comes back as it was left may be older than the choice.
addEventListener("pageshow", () => {
  try {
    show(JSON.parse(localStorage[buttons.dataset.palette]).color.scheme);
  } catch {
    show(dataset.mdColorScheme);
  }
});
