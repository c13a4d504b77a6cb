// Whether the learner has practised in this browser. Most visitors only read: until the first press there is nothing to
// ask the sandbox for. The cookie can't be read here.

const MARK = "practised";

// After any press, `action` is what it did. Erasing the learner's data erases the mark too.
export function notePractice(action) {
  try {
    if (action === "erase") localStorage.removeItem(MARK);
    else localStorage.setItem(MARK, "");
  } catch {} // a browser that stores nothing shows the first step; the next press tells where the learner is
}

export function hasPractised() {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}
