// What is heard. Loaded when one of the buttons is pressed, or at once if an SMS is to sound.

import { toggleReading } from "./read-aloud.js";
import { toggleSound } from "./sms-sound.js";

export function press(button, voice) {
  if (button.dataset.hear === "step") toggleReading(button, voice);
  else toggleSound();
}
