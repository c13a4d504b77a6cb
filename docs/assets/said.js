// One live region for the whole page: a new one inside a swapped widget would not be read.

export function speak(text) {
  let region = document.querySelector("#walkthrough-said");
  if (!region) {
    region = document.createElement("div");
    region.id = "walkthrough-said";
    region.className = "visually-hidden";
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  region.textContent = text;
}
