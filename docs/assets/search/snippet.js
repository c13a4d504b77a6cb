// The part of a text that shows why it was found, as pieces {text, isFound}.

import { plainWords, wordsOf } from "./words.js";

const LENGTH = 150;

// The text with the most different found words, the first of equals.
export function mostTelling(texts, forms) {
  const counts = texts.map((text) => new Set(plainWords(text).filter((word) => forms.has(word))).size);
  return texts[counts.indexOf(Math.max(...counts))];
}

export function snippetOf(text, forms, length = LENGTH) {
  const found = wordsOf(text).filter(({ word }) => forms.has(word));
  const [start, end] = text.length > length ? bestWindow(text, found, length) : [0, text.length];
  const pieces = [];
  let at = start;
  for (const hit of found.filter((each) => each.start >= start && each.end <= end)) {
    pieces.push({ text: text.slice(at, hit.start), isFound: false }, { text: text.slice(hit.start, hit.end), isFound: true });
    at = hit.end;
  }
  pieces.push({ text: text.slice(at, end), isFound: false });
  if (start > 0) pieces.unshift({ text: "… ", isFound: false });
  if (end < text.length) pieces.push({ text: " …", isFound: false });
  return pieces.filter((piece) => piece.text);
}

// It begins with a sentence if one begins near, and holds as many different found words as possible.
function bestWindow(text, found, length) {
  let best = { count: 0, start: 0 };
  for (const { start } of found) {
    const inside = found.filter((each) => each.start >= start && each.end <= start + length * 0.8);
    const count = new Set(inside.map(({ word }) => word)).size;
    if (count > best.count) best = { count, start };
  }
  const before = text.slice(Math.max(0, best.start - length / 2), best.start);
  const sentence = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf(": "));
  let start = best.start - before.length;
  if (sentence >= 0) start += sentence + 2;
  else if (start > 0) start += before.indexOf(" ") + 1;
  const end = start + length < text.length ? text.lastIndexOf(" ", start + length) : text.length;
  return [start, end];
}
