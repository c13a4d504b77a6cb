// Finds pages and their sections, and puts the likeliest first. `macros/search/index.py` writes what it reads.

import { isCommon } from "./common.js";
import { Lexicon } from "./lexicon.js";
import { mostTelling, snippetOf } from "./snippet.js";
import { stem } from "./stemmer.js";
import { cleaned, endsLikeVerb, plainWords } from "./words.js";

const WEIGHTS = { title: 10, heading: 5, about: 3, text: 1 };

const MENTIONS = 3; // of a word in one text; more don't make the text better
const ENOUGH = 4; // the weight at which a word counts half of what it could
const HEADING_FIT = 0.7; // of what the same words in the page's own title are worth
const PHRASE_FIT = 0.9; // of what a heading is worth that says just what was asked
const PAGES = 10;
const SECTIONS = 3;

export class Engine {
  #lexicon;
  #urgent; // {url, title, without: [root…], groups: [[root…]…]}: who types a word of each group needs that page at once
  #likeVerbs; // roots of the words of #urgent that end like a verb and are none
  #pages; // {url, title, about, boost, titles, sections: [{anchor, title, text, step, mistakes, headed, words}…]}

  // The reader is already typing: only words are listed now, and what a query needs of them is made when it is asked.
  constructor({ pages, synonyms, urgent }) {
    const cries = urgent.flatMap(([, , ...lists]) => lists.flat());
    this.#lexicon = new Lexicon(synonyms, cries);
    this.#likeVerbs = new Set(cries.flatMap(plainWords).filter(endsLikeVerb).map(stem));
    const roots = (words) => words.map((word) => stem(plainWords(word)[0]));
    this.#urgent = urgent.map(([url, title, without, ...groups]) => ({ url, title, without: roots(without), groups: groups.map(roots) }));
    this.#pages = pages.map((page) => this.#read(page));
  }

  // → {read, pages}: `read` is the query as it was understood, if it was mended; a page has its best sections.
  // What helps somebody who is in trouble right now comes first.
  find(query) {
    const { words, read } = this.#lexicon.understand(cleaned(query));
    const terms = this.#lexicon.terms(words).map((forms) => this.#weighed(forms));
    const total = terms.reduce((sum, { rarity }) => sum + rarity, 0);
    const phrase = words.length > 1 && ` ${words.map(({ word }) => word).join(" ")} `;
    const scored = this.#pages.map((page) => rated(page, terms, total, phrase));
    const least = Math.max(...scored.map(({ score }) => score)) / 12;
    const found = scored
      .filter(({ score }) => score > 0 && score >= least)
      .sort((one, other) => other.score - one.score);
    const roots = new Set(words.filter(({ word }) => this.#hasHappened(word)).map(({ word }) => stem(word)));
    const saysOf = (list) => list.some((root) => roots.has(root));
    const kind = this.#urgent.find(({ without, groups }) => groups.every(saysOf) && !saysOf(without));
    const urgent = scored.filter(({ page }) => page.url === kind?.url);
    const others = found.filter((each) => !urgent.includes(each));
    const forms = new Set(terms.flatMap((term) => [...term.forms.keys()]));
    const pages = [...urgent, ...others].slice(0, PAGES).map((each) => shown(each, forms));
    if (urgent.length) {
      pages[0].isUrgent = true;
      if (kind.title) pages[0].title = snippetOf(kind.title, forms, Infinity);
    }
    return { read, pages };
  }

  // Who asks whether to tell a code («можно ли назвать») hasn't told it.
  #hasHappened(word) {
    return !endsLikeVerb(word) || this.#likeVerbs.has(stem(word));
  }

  #read({ url, title, names, about, boost, sections }) {
    const titles = [title, ...names].map(plainWords);
    const page = { url, title, about, boost, titles: titles.map(telling) };
    this.#lexicon.add(titles[0], { page, weight: WEIGHTS.title });
    this.#lexicon.add(new Set(titles.slice(1).flat()), { page, weight: WEIGHTS.heading });
    this.#lexicon.add(plainWords(about), { page, weight: WEIGHTS.about });
    page.sections = sections.map(([anchor, heading, text, step, mistakes = []], index) => {
      const own = index ? heading : ""; // the first section is headed by the title of the page
      const [headed, written] = [plainWords(own), [text, ...mistakes].flatMap(plainWords)];
      const section = { anchor, title: own, text, step, mistakes, headed: telling(headed), words: [...headed, ...written] };
      this.#lexicon.add(headed, { page, section, weight: WEIGHTS.heading });
      this.#lexicon.add(written, { page, section, weight: WEIGHTS.text });
      return section;
    });
    return page;
  }

  // How much a term weighs on each page and in each section, and how rare it is among pages.
  #weighed(forms) {
    const weights = new Map();
    const pages = new Set();
    for (const [form, quality] of forms) {
      for (const [{ page, section, weight }, times] of counted(this.#lexicon.places(form))) {
        const more = quality * weight * Math.min(MENTIONS, times);
        pages.add(page);
        for (const each of section ? [page, section] : [page]) weights.set(each, (weights.get(each) ?? 0) + more);
      }
    }
    return { forms, weights, rarity: Math.log(1 + counts(this.#pages) / counts(pages)) };
  }
}

// How many pages there are for telling what is rare: one that is set back is less than one.
function counts(pages) {
  return [...pages].reduce((sum, { boost }) => sum + Math.min(1, boost), 0);
}

function rated(page, terms, total, phrase) {
  const { score, share } = rate(page, terms, total);
  if (!score) return { page, score };
  const named = Math.max(...page.titles.map((title) => fit(title, terms, total)));
  const sections = page.sections.map((section) => ({
    ...section,
    ...rate(section, terms, total),
    fit: Math.max(fit(section.headed, terms, total), phrase && contains(section, phrase) ? PHRASE_FIT : 0),
  }));
  const headed = Math.max(...sections.map((section) => section.fit)) * HEADING_FIT;
  const likely = sections
    .filter((section) => section.title && section.share >= share / 2)
    .sort((one, other) => other.score * other.share * (1 + other.fit) - one.score * one.share * (1 + one.fit));
  const bonus = 1 + Math.max(named, headed);
  return { page, score: score * share ** 3 * bonus * page.boost, sections: likely.slice(0, SECTIONS) };
}

function rate(where, terms, total) {
  let score = 0;
  let share = 0;
  for (const { weights, rarity } of terms) {
    const weight = weights.get(where);
    if (!weight) continue;
    score += (rarity * weight) / (weight + ENOUGH);
    share += rarity / total;
  }
  return { score, share };
}

// How well a title answers the query: what share of the query it holds, and whether it speaks of little else.
function fit(words, terms, total) {
  const held = terms.filter(({ forms }) => words.some((word) => forms.has(word)));
  if (!held.length) return 0;
  const used = words.filter((word) => held.some(({ forms }) => forms.has(word)));
  return (held.reduce((sum, { rarity }) => sum + rarity, 0) / total) * Math.sqrt(used.length / words.length);
}

function contains({ words }, phrase) {
  return ` ${words.join(" ")} `.includes(phrase);
}

function telling(words) {
  return words.filter((word) => !isCommon(word));
}

function shown({ page, sections = [] }, forms) {
  const link = ({ anchor, title, text, step, mistakes }) => {
    const best = mostTelling([text, ...mistakes], forms);
    return {
      url: anchor ? `${page.url}#${anchor}` : page.url,
      title: snippetOf(title, forms, Infinity),
      text: snippetOf(best, forms),
      step,
      isMistake: best !== text,
    };
  };
  return { ...link({ anchor: "", title: page.title, text: page.about, mistakes: [] }), sections: sections.map(link) };
}

function counted(places) {
  const times = new Map();
  for (const place of places) times.set(place, (times.get(place) ?? 0) + 1);
  return times;
}
