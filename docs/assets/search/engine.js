// Finds pages and their sections, and puts the likeliest first. `macros/search.py` writes what it reads.

import { Lexicon, isCommon } from "./lexicon.js";
import { snippetOf } from "./snippet.js";
import { cleaned, plainWords } from "./words.js";

const WEIGHTS = { title: 10, heading: 5, about: 3, text: 1 };

const MENTIONS = 3; // of a word in one text; more don't make the text better
const ENOUGH = 4; // the weight at which a word counts half of what it could
const HEADING_FIT = 0.7; // of what the same words in the page's own title are worth
const PHRASE_FIT = 0.9; // of what a heading is worth that says just what was asked
const SLICE = 8; // milliseconds of work at a stretch
const PAGES = 10;
const SECTIONS = 3;

export class Engine {
  #lexicon;
  #pages;
  #titles; // for each page the telling words of its titles
  #sections = []; // for each page its {place, anchor, title, telling, phrase, text, step}
  #inPages = new Map(); // word → page's number → weight
  #inSections = new Map(); // word → section → weight

  // Reads the index page by page and now and then lets the browser go on: the reader is already typing.
  static async reading({ pages, synonyms }) {
    const engine = new Engine(pages, synonyms);
    let since = performance.now();
    for (const [number, page] of pages.entries()) {
      engine.#add(page, number);
      if (performance.now() - since < SLICE) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    return engine;
  }

  constructor(pages, synonyms) {
    this.#lexicon = new Lexicon(synonyms);
    this.#pages = pages;
    this.#titles = pages.map(({ title, names }) => [title, ...names].map(tellingWords));
  }

  // → {read, pages}: `read` is the query as it was understood, if it was mended; a page has its best sections.
  find(query) {
    const { words, read } = this.#lexicon.understand(cleaned(query));
    const terms = this.#lexicon.terms(words).map((forms) => this.#weighed(forms));
    const whole = terms.reduce((sum, { rarity }) => sum + rarity, 0);
    const phrase = words.length > 1 && ` ${words.map(({ word }) => word).join(" ")} `;
    const rated = this.#pages.map((page, number) => this.#rated(page, number, terms, whole, phrase));
    const least = Math.max(...rated.map(({ score }) => score)) / 12;
    const found = rated
      .filter(({ score }) => score > 0 && score >= least)
      .sort((one, other) => other.score - one.score)
      .slice(0, PAGES);
    const forms = new Set(terms.flatMap((term) => [...term.forms.keys()]));
    return { read, pages: found.map((each) => shown(each, forms)) };
  }

  #add(page, number) {
    this.#sections[number] = page.sections.map(([anchor, heading, text, step], index) => {
      const place = `${number} ${index}`;
      const title = index ? heading : "";
      const [headed, said] = [plainWords(title), plainWords(text)];
      this.#count(headed, WEIGHTS.heading, number, place);
      this.#count(said, WEIGHTS.text, number, place);
      const phrase = ` ${[...headed, ...said].join(" ")} `;
      return { place, anchor, title, telling: headed.filter((word) => !isCommon(word)), phrase, text, step };
    });
    this.#count(plainWords(page.title), WEIGHTS.title, number);
    this.#count(new Set(plainWords(page.names.join(" "))), WEIGHTS.heading, number);
    this.#count(plainWords(page.about), WEIGHTS.about, number);
  }

  #count(words, weight, page, place) {
    const mentions = new Map();
    for (const word of words) {
      this.#lexicon.add(word);
      mentions.set(word, Math.min(MENTIONS, (mentions.get(word) ?? 0) + 1));
    }
    for (const [word, times] of mentions) {
      raise(listed(this.#inPages, word), page, weight * times);
      if (place !== undefined) raise(listed(this.#inSections, word), place, weight * times);
    }
  }

  // How much a term weighs on each page and in each section, and how rare it is among pages.
  #weighed(forms) {
    const pages = new Map();
    const sections = new Map();
    for (const [form, quality] of forms) {
      for (const [page, weight] of listed(this.#inPages, form)) raise(pages, page, quality * weight);
      for (const [place, weight] of listed(this.#inSections, form)) raise(sections, place, quality * weight);
    }
    return { forms, pages, sections, rarity: Math.log(1 + this.#pages.length / pages.size) };
  }

  #rated(page, number, terms, whole, phrase) {
    const { score, share } = rate(terms, whole, (term) => term.pages.get(number));
    if (!score) return { page, score };
    const named = Math.max(...this.#titles[number].map((title) => fit(title, terms, whole)));
    const sections = this.#sections[number].map((section) => ({
      ...section,
      ...rate(terms, whole, (term) => term.sections.get(section.place)),
      fit: Math.max(fit(section.telling, terms, whole), phrase && section.phrase.includes(phrase) ? PHRASE_FIT : 0),
    }));
    const headed = Math.max(...sections.map((section) => section.fit)) * HEADING_FIT;
    const telling = sections
      .filter((section) => section.title && section.share >= share / 2)
      .sort((one, other) => other.score * other.share * (1 + other.fit) - one.score * one.share * (1 + one.fit));
    const bonus = 1 + Math.max(named, headed);
    return { page, score: score * share ** 3 * bonus * page.boost, sections: telling.slice(0, SECTIONS) };
  }
}

function rate(terms, whole, weightIn) {
  let score = 0;
  let share = 0;
  for (const term of terms) {
    const weight = weightIn(term);
    if (!weight) continue;
    score += (term.rarity * weight) / (weight + ENOUGH);
    share += term.rarity / whole;
  }
  return { score, share };
}

// How well a title answers the query: what share of the query it holds, and whether it speaks of little else.
function fit(words, terms, whole) {
  const held = terms.filter(({ forms }) => words.some((word) => forms.has(word)));
  if (!held.length) return 0;
  const used = words.filter((word) => held.some(({ forms }) => forms.has(word)));
  return (held.reduce((sum, { rarity }) => sum + rarity, 0) / whole) * Math.sqrt(used.length / words.length);
}

function tellingWords(title) {
  return plainWords(title).filter((word) => !isCommon(word));
}

function shown({ page, sections }, forms) {
  const link = ({ anchor, title, text, step }) => ({
    url: anchor ? `${page.url}#${anchor}` : page.url,
    title: snippetOf(title, forms, Infinity),
    text: snippetOf(text, forms),
    step,
  });
  return { ...link({ anchor: "", title: page.title, text: page.about }), sections: sections.map(link) };
}

function listed(weights, word) {
  if (!weights.has(word)) weights.set(word, new Map());
  return weights.get(word);
}

function raise(weights, key, weight) {
  weights.set(key, (weights.get(key) ?? 0) + weight);
}
