// Counts down the seconds after which a refusal is out of date. A screen reader is told only that the time is over.

import { announce } from "./live-region.js";

export function startCountdown(widget) {
  const line = widget.querySelector("[data-left]");
  if (!line) return;
  const end = Date.now() + line.dataset.left * 1000;
  const [running, over] = line.children;
  const show = () => {
    if (!line.isConnected) return; // another answer has replaced it
    const left = Math.ceil((end - Date.now()) / 1000);
    running.lastElementChild.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    running.hidden = left <= 0;
    over.hidden = left > 0;
    if (left > 0) setTimeout(show, 1000);
    else announce(over.textContent);
  };
  line.hidden = false;
  show();
}
