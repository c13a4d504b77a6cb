// The Russian stemmer of the Snowball project, written after its description (snowballstem.org/algorithms/russian).
// It expects small letters, with «е» in place of «ё». A test compares it with the reference implementation.

const START = /^[^аеиоуыэюя]*[аеиоуыэюя]/;
const REGION = /[аеиоуыэюя][^аеиоуыэюя]/;

const GERUND = /(?:([ая])(?:в|вши|вшись)|[иы](?:в|вши|вшись))$/;
const REFLEXIVE = /с[яь]$/;
const ADJECTIVE = /(?:[еиыо]е|[иы]ми|[еиыо]й|[еиыо]м|[ео]го|[ео]му|[иы]х|[ую]ю|[ая]я|[ое]ю)$/;
const PARTICIPLE = /(?:([ая])(?:ем|нн|вш|ющ|щ)|[иы]вш|ующ)$/;
const VERB =
  /(?:([ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно)|[иы]л[аио]?|ен[аоы]?|[еу]йте|ите|[еу]й|[иы]м|ят|у[ею]т|[иы]ть?|ишь|у?ю)$/;
const NOUN =
  /(?:а|ев|ов|[иь]е|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о|у|ах|иях|ях|ы|ь|[иь]ю|ю|[иь]я|я)$/;

// What follows the first consonant after a vowel; the second region is found in the first.
function region(word, from) {
  const found = REGION.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
}

function withoutInflection(end) {
  const bare = end.replace(GERUND, "$1");
  if (bare !== end) return bare;
  const active = end.replace(REFLEXIVE, "");
  if (ADJECTIVE.test(active)) return active.replace(ADJECTIVE, "").replace(PARTICIPLE, "$1");
  if (VERB.test(active)) return active.replace(VERB, "$1");
  return active.replace(NOUN, "");
}

export function stem(word) {
  const [start] = START.exec(word) ?? [];
  if (!start) return word;
  let end = withoutInflection(word.slice(start.length)).replace(/и$/, "");
  const derived = /ость?$/.exec(end);
  if (derived && start.length + derived.index >= region(word, region(word, 0))) end = end.slice(0, derived.index);
  const plain = end.replace(/ейше?$/, "");
  if (plain.endsWith("нн")) return start + plain.slice(0, -1);
  return start + (plain === end ? plain.replace(/ь$/, "") : plain);
}
