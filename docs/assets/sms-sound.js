// Two short tones and a vibration for an SMS on the training phone, if the learner wants them: off until turned on.

const KEY = "sound"; // in the browser's storage; the attribute for the styles is data-sound
const TONES = [784, 1047]; // hertz
const LENGTH = 0.16; // seconds
const VOLUME = 0.15;
const VIBRATION = [120, 80, 120]; // milliseconds on, off, on

const seen = new Map(); // trainer's id → its version and how many SMS its phone had
let isOn = false;

try {
  turn(localStorage.getItem(KEY) !== null);
} catch {} // a browser that stores nothing is silent at first
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
look();

export function toggleSound() {
  turn(!isOn);
  try {
    if (isOn) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {} // a browser that stores nothing: until the page is left
  if (isOn) ring(); // so that the learner knows it
}

function turn(on) {
  isOn = on;
  document.documentElement.toggleAttribute("data-sound", on);
}

// A page that is opened shows what came long ago: its trainer goes on by more than one press, or is another one.
function look() {
  for (const widget of document.querySelectorAll("section[data-walkthrough]")) {
    const now = { version: Number(widget.dataset.version), count: widget.querySelectorAll(".phone .message").length };
    const before = seen.get(widget.id);
    seen.set(widget.id, now);
    if (isOn && before && now.version <= before.version + 1 && now.count > before.count) ring();
  }
}

function ring() {
  navigator.vibrate?.(VIBRATION);
  if (!window.AudioContext) return;
  const audio = new window.AudioContext();
  TONES.forEach((tone, place) => {
    const begin = audio.currentTime + place * LENGTH;
    const sound = new window.OscillatorNode(audio, { frequency: tone });
    const volume = new window.GainNode(audio);
    volume.gain.setValueAtTime(VOLUME, begin);
    volume.gain.linearRampToValueAtTime(0, begin + LENGTH);
    sound.connect(volume).connect(audio.destination);
    sound.start(begin);
    sound.stop(begin + LENGTH);
    if (place === TONES.length - 1) sound.onended = () => audio.close();
  });
}
