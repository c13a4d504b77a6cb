// Words of a text as search compares them: small letters, «е» for «ё», and what a slip of the finger makes of them.

const WORD = /[0-9a-zа-я]+/g; // the site has no other letters, and a class of all would take three times as long
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";
const ALIKE = ["ао", "еиэ", "зс", "бп", "вф", "дт", "гк"];
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

// Small letters take as many places as large ones, so a word's place in the text stays true.
export function wordsOf(text) {
  return [...plain(text).matchAll(WORD)].map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
}

export function plainWords(text) {
  return plain(text).match(WORD) ?? [];
}

function plain(text) {
  return text.toLowerCase().replaceAll("ё", "е");
}

// What was typed, letter by letter as in the index: «й» as one sign, without stress marks and soft hyphens.
export function cleaned(text) {
  return text.replace(/\u00AD|\u0301/g, "").normalize("NFC");
}

// The same keys in the other keyboard layout: «gfhjkm» is «пароль».
export function inOtherLayout(text) {
  const [from, to] = /[а-яё]/i.test(text) ? [RUSSIAN, LATIN] : [LATIN, RUSSIAN];
  const other = (sign) => to[from.indexOf(sign)] ?? sign;
  return [...text.toLowerCase()].map(other).join("");
}

// Letters at the beginning of a word that are written for each other by ear, the letter itself first.
export function soundingLike(letter) {
  const alike = ALIKE.find((letters) => letters.includes(letter)) ?? "";
  return [letter, ...alike.replace(letter, "")];
}

// Whether it may be a verb that doesn't say that anything has happened: «сказать», but also «сеть».
export function endsLikeVerb(word) {
  return /(?:ть|ти|чь)(?:ся|сь)?$/.test(word);
}

// How many letters a typist may have missed, added, mistaken or swapped with a neighbour.
export function slipsAllowed(length) {
  if (length < 4) return 0;
  return length < 10 ? 1 : 2;
}

// The number of such slips between two words, or Infinity if there are more than `most`. Who writes by ear slips by half.
export function slipsBetween(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const slip = slipOf(one[row - 1], other[column - 1]);
      let least = Math.min(above[column] + 1, line[column - 1] + 1, above[column - 1] + slip);
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, before[column - 2] + 1);
      line.push(least);
    }
    if (Math.min(...line) > most) return Infinity;
    [before, above] = [above, line];
  }
  const slips = above[other.length];
  return slips <= most ? slips : Infinity;
}

function slipOf(letter, other) {
  if (letter === other) return 0;
  return soundingLike(letter).includes(other) ? 0.5 : 1;
}

export function sharedStart(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
