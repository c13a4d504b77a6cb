// Whether the learner has practised in this browser. Most visitors only read: before the first press there is nothing
// to ask the sandbox for, and the session cookie can't be read from a script.

// Sites at two paths of one origin share what it stores.
const KEY = `practised${new URL("..", import.meta.url).pathname.slice(1)}`;

// Called after each press with its action. Erasing the learner's data erases the flag too, and whether an SMS sounds.
export function updateFlag(action) {
  try {
    if (action === "erase") for (const key of [KEY, "sound"]) localStorage.removeItem(key);
    else localStorage.setItem(KEY, "");
  } catch {} // a browser that stores nothing shows the first step; the answer to the next press shows the learner's
}

export function hasPractised() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
