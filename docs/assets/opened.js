// What the learner has opened stays open, and what they have closed stays closed.

export function keepOpened(old, fresh) {
  for (const part of fresh.querySelectorAll(".phone__device, .phone__clock, .phone__older, .steps-done, .steps-ahead, .in-life")) {
    const before = old.querySelector(`details.${part.className}`);
    if (before) part.open = before.open;
  }
}
