// What can be heard: the open step, read aloud, and an SMS. What it takes is loaded when it is first wanted.

const { speechSynthesis } = window;

// Only a voice of the device: another would send the text to somebody's server.
function russianVoice() {
  return speechSynthesis?.getVoices().find(({ lang, localService }) => localService && /^ru(?![a-z])/i.test(lang));
}

export function showReading() {
  for (const button of document.querySelectorAll("[data-hear=step]")) button.hidden = !russianVoice();
}

// `pressed` is one of the two buttons.
export function hear(pressed) {
  import("./hearing.js").then(({ press }) => press(pressed, russianVoice()));
}

// A browser may learn of its voices late.
speechSynthesis?.addEventListener?.("voiceschanged", showReading);

try {
  if (localStorage.getItem("sound")) import("./hearing.js"); // it was turned on there
} catch {} // a browser that stores nothing is silent at first
