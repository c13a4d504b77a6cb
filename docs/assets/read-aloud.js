// Reads the open step of a walkthrough aloud, or its end. Loaded when the button is first pressed.

const { speechSynthesis } = window;
const PARTS = ".step--now > .step__say, .step--now > .step__hint, .screen .notice p, .screen .sms .message, .finish > p, .finish li";

let pressed = null; // the button whose step is being read

// A press during the reading stops it.
export function toggleReading(button, voice) {
  const again = button === pressed;
  stop();
  if (again || !voice) return;
  pressed = button;
  showState(true);
  const texts = [...button.closest("section").querySelectorAll(PARTS)].map(spoken).filter(Boolean);
  texts.forEach((text, place) => speak(text, voice, place === texts.length - 1 ? button : null));
}

function speak(text, voice, button) {
  const utterance = new window.SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = 0.9;
  if (button) utterance.onend = () => button === pressed && stop();
  speechSynthesis.speak(utterance);
}

// A code is read digit by digit, as it is typed.
function spoken(element) {
  const copy = element.cloneNode(true);
  for (const left of copy.querySelectorAll("button, time, [hidden], [aria-hidden=true]")) left.remove();
  for (const code of copy.querySelectorAll("mark")) code.textContent = [...code.textContent].join(" ");
  return copy.textContent.replaceAll(/\s+/g, " ").trim();
}

function stop() {
  speechSynthesis.cancel();
  if (pressed) showState(false);
  pressed = null;
}

function showState(isReading) {
  const [start, end] = pressed.children;
  start.hidden = isReading;
  end.hidden = !isReading;
}

// What is read must not outlive the step that it is about.
document.addEventListener("submit", stop, { capture: true });
window.addEventListener("pagehide", stop);
