// @ts-check
// The page's own words in two languages.

/**
 * @param {Record<string, Record<string, [string, string]>>} labels
 */
function createWords(labels) {
  let language = 0;
  const pick = (/** @type {string[]} */ pair) => pair[language];

  /** A word of the interface, with `{name}` filled in. @param {string} key @param {Record<string, unknown>} [values] */
  function word(key, values = {}) {
    return pick(labels.words[key]).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** The label of a value of the graph (`stages`, `operating`); the value itself where it has none. @param {string} table @param {string | null} key */
  function label(table, key) {
    const rows = labels[table];
    if (key === null) return "";
    return Object.hasOwn(rows, key) ? pick(rows[key]) : key;
  }

  /** Writes the words of the fixed parts of the page. */
  function write() {
    document.documentElement.lang = language ? "en" : "zh-CN";
    for (const part of document.querySelectorAll("[data-word]")) part.textContent = word(part.getAttribute("data-word") || "");
    for (const part of document.querySelectorAll("[data-name]")) part.setAttribute("aria-label", word(part.getAttribute("data-name") || ""));
    for (const part of document.querySelectorAll("[data-hint]")) part.setAttribute("placeholder", word(part.getAttribute("data-hint") || ""));
  }

  return {
    pick,
    word,
    label,
    write,
    english: () => language === 1,
    turn: () => {
      language = 1 - language;
    },
  };
}
