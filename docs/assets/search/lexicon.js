// The words of the site and what readers type for them: forms, synonyms, slips and the other keyboard layout.

import { isCommon } from "./common.js";
import { stem } from "./stemmer.js";
import { Synonyms, rooted } from "./synonyms.js";
import { inOtherLayout, plainWords, sharedStart, slipsAllowed, slipsBetween, soundingLike } from "./words.js";

// How good a match is: the very word, another form, what it means, the beginning of a word, a relative of the word.
const QUALITY = { exact: 1, form: 0.9, synonym: 0.8, start: 0.7, relative: 0.4 };

export class Lexicon {
  #places = new Map(); // word → where the site uses it, once for each use
  #begun = new Map(); // letter → stem → the words that begin with the letter and have the stem
  #synonyms;
  #typed; // {word, root} of all that readers type and the site may not use

  constructor(synonyms, others) {
    this.#synonyms = new Synonyms(synonyms);
    this.#typed = [...this.#synonyms.typed, ...others.flatMap(rooted)];
  }

  add(words, place) {
    for (const word of words) {
      const places = this.#places.get(word);
      if (places) places.push(place);
      else this.#places.set(word, [place]);
    }
  }

  places(word) {
    return this.#places.get(word);
  }

  // → {words: [{word, isStart}…], read}: each piece between spaces is taken as typed if its words are known, else in
  // the other layout, else mended; `read` says how, if it wasn't as typed, and only of words that are looked for.
  // The last word may be only its beginning.
  understand(query) {
    const pieces = query.split(/\s+/).filter(Boolean);
    const isTyping = !/\s$/.test(query);
    const read = pieces.map((piece, at) => this.#readPiece(piece, isTyping && at === pieces.length - 1));
    const words = read
      .flatMap((piece) => piece.words)
      .map((word, at, { length }) => ({ word, isStart: isTyping && at === length - 1 }));
    const looked = words.filter(({ word, isStart }) => this.#knows(word, isStart)).map(({ word }) => word);
    return { words, read: read.some((piece) => piece.isMended) ? looked.join(" ") : null };
  }

  // One map for each thing asked for: word of the site → how well it matches.
  terms(words) {
    const terms = [];
    for (let at = 0; at < words.length; ) {
      const synonym = this.#synonyms.at(words, at);
      const own = this.#formsOf(words[at]);
      if (!synonym) terms.push(own);
      else if (synonym.typed.length === 1 && synonym.meant.length === 1) terms.push(joined(own, this.#meant(synonym.meant[0])));
      else terms.push(...synonym.meant.map((word) => this.#meant(word)));
      at = synonym?.end ?? at + 1;
    }
    return terms.filter((forms) => forms.size);
  }

  #readPiece(piece, isStart) {
    const asTyped = plainWords(piece);
    if (asTyped.every((word) => this.#knows(word, isStart))) return { words: asTyped };
    const switched = plainWords(inOtherLayout(piece));
    const isReadable = switched.length > 0 && switched.every((word) => this.#knows(word, isStart && word.length > 2));
    const mended = isReadable ? switched : (this.#mended(asTyped, isStart) ?? this.#mended(switched, isStart));
    return mended ? { words: mended, isMended: true } : { words: asTyped };
  }

  #knows(word, isStart) {
    const root = stem(word);
    if (this.#rootsLike(word).has(root) || isCommon(word) || word.length === 1) return true;
    const isTyped = (known) => known.root === root || (isStart && known.word.startsWith(word));
    return this.#typed.some(isTyped) || (isStart && this.#startingWith(word).length > 0);
  }

  // Known words in place of misspelt ones, or null if there is none near enough.
  #mended(words, isStart) {
    const near = words.flatMap((word) => {
      if (this.#knows(word, false)) return word;
      const isJoined = word.startsWith("не") && word.length > 5 && this.#knows(word.slice(2), isStart);
      return isJoined ? ["не", word.slice(2)] : this.#nearest(word, isStart);
    });
    return near.length && near.every(Boolean) ? near : null;
  }

  // The first letter is hardly ever mistaken, but for one that sounds alike («зделать», «абман»), and without it too many
  // words are near. Roots are compared too, for a form that the site doesn't use, but not short ones, and not with
  // another prefix: «отписаться» isn't «описаны». What is still being typed isn't mended too early.
  #nearest(word, isStart) {
    if (isStart && word.length < 5) return null;
    const root = stem(word);
    const most = slipsAllowed(word.length);
    const mostInRoot = root.length < 6 ? 0 : slipsAllowed(root.length);
    let best = { word: null, slips: 9, uses: 0 };
    const consider = (known, slips, uses) => {
      if (slips < best.slips || (slips === best.slips && uses > best.uses)) best = { word: known, slips, uses };
    };
    const begun = soundingLike(word[0]);
    for (const [other, forms] of begun.flatMap((letter) => [...this.#rootsLike(letter)])) {
      const asRoot = sharedStart(root, other) < 3 ? Infinity : slipsBetween(root, other, mostInRoot) + 0.1;
      for (const known of forms) {
        const uses = this.#places.get(known).length;
        consider(known, Math.min(asRoot, slipsBetween(word, known, most)), uses);
        const isBegun = isStart && known.length > word.length;
        if (isBegun) consider(known, slipsBetween(word, known.slice(0, word.length), 1) + 0.2, uses);
      }
    }
    for (const { word: known } of this.#typed)
      if (begun.includes(known[0])) consider(known, slipsBetween(word, known, most), 0);
    return best.word;
  }

  #meant(word) {
    return new Map([...this.#formsOf({ word })].map(([form, quality]) => [form, quality * QUALITY.synonym]));
  }

  #formsOf({ word, isStart }) {
    const forms = new Map();
    if (isCommon(word)) return forms;
    const root = stem(word);
    if (isStart && word.length > 1) for (const form of this.#startingWith(word)) forms.set(form, QUALITY.start);
    const roots = this.#rootsLike(word);
    for (const [other, relatives] of roots) {
      const shared = sharedStart(root, other);
      if (shared > 4 && shared >= 0.7 * Math.max(root.length, other.length))
        for (const form of relatives) forms.set(form, Math.max(forms.get(form) ?? 0, QUALITY.relative));
    }
    for (const form of roots.get(root) ?? []) forms.set(form, QUALITY.form);
    if (this.#places.has(word)) forms.set(word, QUALITY.exact);
    return forms;
  }

  #startingWith(start) {
    return [...this.#places.keys()].filter((word) => word.startsWith(start));
  }

  // Words are stemmed when one with the same first letter is asked for: the stem of a word begins as the word does.
  #rootsLike([letter]) {
    const known = this.#begun.get(letter);
    if (known) return known;
    const roots = new Map();
    for (const word of this.#startingWith(letter)) {
      const root = stem(word);
      if (!roots.has(root)) roots.set(root, []);
      roots.get(root).push(word);
    }
    this.#begun.set(letter, roots);
    return roots;
  }
}

function joined(one, other) {
  const both = new Map(other);
  for (const [form, quality] of one) both.set(form, Math.max(quality, both.get(form) ?? 0));
  return both;
}
