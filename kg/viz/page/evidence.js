// @ts-check
// A sentence of a document with the words that say something marked, and where it stands.

/**
 * @param {ReturnType<typeof createCollection>} collection
 * @param {ReturnType<typeof createWords>} words
 */
function createEvidence(collection, words) {
  const { evidence, quotes, documents } = collection.data;

  /**
   * The sentence in pieces: a stretch that states the fact is marked, names in it are marked more strongly.
   * @param {number} quote
   * @param {number[]} stated pairs of offsets in code points
   * @param {number[]} named the same
   */
  function sentence(quote, stated, named) {
    const characters = Array.from(quotes.text[quote]);
    const depth = new Uint8Array(characters.length);
    const raise = (/** @type {number[]} */ pairs, /** @type {number} */ level) => {
      for (let at = 0; at < pairs.length; at += 2) {
        for (let i = pairs[at]; i < pairs[at + 1]; i++) depth[i] = Math.max(depth[i], level);
      }
    };
    raise(stated, 1);
    raise(named, 2);
    const shown = make("blockquote", "");
    for (let start = 0; start < characters.length; ) {
      let end = start;
      while (end < characters.length && depth[end] === depth[start]) end++;
      const text = characters.slice(start, end).join("");
      shown.append(depth[start] ? make("mark", depth[start] === 2 ? "name" : "", text) : visible(text));
      start = end;
    }
    return shown;
  }

  /** File, section and offsets of a piece of evidence. @param {number} row @param {string[]} more */
  function source(row, more) {
    const quote = evidence.quote[row];
    const pieces = evidence.pieces[row];
    const spans = [];
    for (let at = 0; at < pieces.length; at += 2) spans.push(`${pieces[at]}–${pieces[at + 1]}`);
    const where = [quotes.section[quote], words.label("parts", quotes.part[quote]), `${words.word("characters")} ${spans.join(", ")}`];
    const caption = make("figcaption", "source", null, make("span", "file", documents.file[quotes.document[quote]]));
    for (const part of [...where, ...more]) if (part) caption.append(" · ", make("span", "", part));
    return caption;
  }

  /**
   * One piece of evidence.
   * @param {number} row
   * @param {number[]} names evidence of the things whose names are marked, where it lies in this sentence
   * @param {string[]} more what else is said of it
   */
  function figure(row, names, more) {
    const quote = evidence.quote[row];
    const named = names.filter((other) => evidence.quote[other] === quote).flatMap((other) => evidence.marks[other]);
    const stated = evidence.marks[row];
    return make("figure", "quote", null, sentence(quote, stated, named.length ? named : stated), source(row, more));
  }

  return { figure };
}
