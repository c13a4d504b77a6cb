// Shows in a dialog, press by press, what a page of pictures shows in a list. The learner's own run isn't touched.
// It goes on by itself, unless the reader wants little motion, has paused it or goes on by hand.

const LOOK = 1000; // milliseconds before something is typed
const LETTER = 70;
const HOLD = 3000; // and after it

export async function show({ href }) {
  try {
    const answer = await fetch(href);
    const page = new window.DOMParser().parseFromString(await answer.text(), "text/html");
    await load(page.querySelector("[data-player-style]"), answer.url);
    play(page.querySelector("[data-player]").content.firstElementChild, page.querySelectorAll(".frame"));
  } catch {
    location.assign(href);
  }
}

// The player's own styles, the first time that it plays: nothing is shown without them.
async function load(style, base) {
  if (document.querySelector("[data-player-style]")) return;
  style.href = new URL(style.getAttribute("href"), base);
  await new Promise((resolve, reject) => {
    style.onload = resolve;
    style.onerror = reject;
    document.head.append(style);
  });
}

function play(dialog, frames) {
  if (document.querySelector("dialog.show")) return; // the link was pressed twice
  const find = (name) => dialog.querySelector(name);
  const key = (name) => find(`[data-key=${name}]`);
  const words = find(".show__words");
  const stage = find(".show__stage");
  const last = frames.length - 1;
  let running = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let place = 0;
  let timer;

  function draw() {
    window.clearTimeout(timer);
    running = running && place < last;
    const [text, picture] = frames[place].cloneNode(true).children;
    const led = frames[place - 1]?.querySelector(".frame__led")?.cloneNode(true);
    words.replaceChildren(...(led ? [led] : []), ...text.children);
    stage.replaceChildren(...(picture ? [picture] : []));
    led?.classList.toggle("visually-hidden", Boolean(find(".show__stage .notice")));
    toMiddle(find("[data-pressed]"));
    showKeys();
    if (running) perform();
  }

  // The page itself, which holds the keys too, stays as it is.
  function toMiddle(pressed) {
    if (!pressed) return;
    const [frame, target] = [stage, pressed].map((element) => element.getBoundingClientRect());
    stage.scrollTop += target.top + target.height / 2 - frame.top - frame.height / 2;
  }

  function showKeys() {
    const [pause, goOn, again] = key("toggle").children;
    pause.hidden = !running;
    goOn.hidden = running || place === last;
    again.hidden = place < last;
    key("back").setAttribute("aria-disabled", place === 0);
    key("next").setAttribute("aria-disabled", place === last);
  }

  // Types what is typed, then marks what is pressed, and goes on.
  function perform() {
    const fields = [...stage.querySelectorAll("[data-typed]")];
    const pressed = find("[data-pressed]");
    for (const field of fields) field.value = "";
    pressed?.removeAttribute("data-pressed");
    const act = () => {
      const field = fields.find(({ value, defaultValue }) => value !== defaultValue);
      if (field) field.value = field.defaultValue.slice(0, field.value.length + 1);
      else pressed?.setAttribute("data-pressed", "");
      timer = field ? setTimeout(act, LETTER) : setTimeout(go, HOLD, 1);
    };
    timer = setTimeout(act, LOOK);
  }

  function go(by) {
    if (!frames[place + by]) return;
    place += by;
    draw();
  }

  function press(name) {
    if (name === "stop") dialog.close();
    if (name === "toggle") {
      running = !running;
      if (place === last) place = 0;
      draw();
    } else if (name !== "stop") {
      running = false;
      go(name === "next" ? 1 : -1);
    }
  }

  dialog.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-key]");
    if (pressed) press(pressed.dataset.key);
  });
  dialog.addEventListener("close", () => {
    window.clearTimeout(timer);
    dialog.remove();
  });
  key("toggle").hidden = !running;
  document.body.append(dialog);
  dialog.showModal();
  key(running ? "toggle" : "next").focus();
  draw();
}
