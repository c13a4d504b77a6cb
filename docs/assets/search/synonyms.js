// What readers type and what it means in the words of the site.

import { isCommon } from "./common.js";
import { stem } from "./stemmer.js";
import { plainWords } from "./words.js";

const isFiller = (word) => isCommon(word) || /^\d+$/.test(word);
const isDenial = (word) => word === "не" || word === "ни"; // «ни помню»
const sizeOf = (typed) => typed.length + typed.filter(({ isDenied }) => isDenied).length; // in words, with «не»

export class Synonyms {
  #all; // {typed: [{word, root, isDenied}…], meant: [word…]}
  #sense = new Map(); // root of a word that readers type → roots of what it means

  constructor(synonyms) {
    this.#all = synonyms.flatMap(([meant, ...typed]) =>
      typed.map((words) => ({ typed: rooted(words), meant: plainWords(meant) })),
    );
    for (const { typed, meant } of this.#all)
      if (sizeOf(typed) === 1) this.#sense.set(typed[0].root, meant.map(stem).join(" "));
  }

  get typed() {
    return this.#all.flatMap(({ typed }) => typed);
  }

  // → {typed, meant, end}, the longest that begins here, or nothing. Its words may stand in any order, have common words
  // and numbers between them («положить 300 рублей») and be synonyms themselves («поменять емайл», «изменить почту»).
  at(words, at) {
    const said = words.slice(at).map(({ word, isStart }, place) => ({
      word,
      root: stem(word),
      isStart,
      isDenied: isDenial(words[at + place - 1]?.word),
    }));
    let best;
    for (const { typed, meant } of this.#all) {
      const end = sizeOf(typed) > (best ? sizeOf(best.typed) : 0) ? at + this.#lengthOf(typed, said) : at;
      if (end > at) best = { typed, meant, end };
    }
    return best;
  }

  // How many words of those that are said hold all that were typed, or 0 if they don't begin with them.
  #lengthOf(typed, said) {
    const wanted = [...typed];
    for (const [place, word] of said.entries()) {
      const found = wanted.findIndex((each) => this.#isMeant(each, word, typed.length > 1));
      if (found >= 0) wanted.splice(found, 1);
      else if (place === 0 || !isFiller(word.word)) return 0;
      if (!wanted.length) return place + 1;
    }
    return 0;
  }

  // In a phrase, and where it is written with «не», what is denied must be denied in both.
  #isMeant({ word, root, isDenied }, said, isPhrase) {
    if ((isPhrase || isDenied) && isDenied !== said.isDenied) return false;
    if (said.root === root || (said.isStart && said.word.length > 2 && word.startsWith(said.word))) return true;
    return isPhrase && this.#sensesOf(said.root).some((sense) => this.#sensesOf(root).includes(sense));
  }

  #sensesOf(root) {
    return this.#sense.has(root) ? [root, this.#sense.get(root)] : [root];
  }
}

export function rooted(words) {
  const all = plainWords(words);
  const written = all.map((word, at) => ({ word, root: stem(word), isDenied: at > 0 && isDenial(all[at - 1]) }));
  return written.filter(({ word }) => !isDenial(word));
}
