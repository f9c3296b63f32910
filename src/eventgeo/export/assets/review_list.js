// The list of documents, with a search over their texts and rows.

function makeList(documents, labels, lang, ticks, open) {
  const list = document.getElementById("list");
  const noneFound = document.getElementById("none-found");
  const search = html("input", { type: "search", id: "search", placeholder: labels.search, "aria-label": labels.search });
  const withEvents = html("input", { type: "checkbox", id: "with-events" });
  const entries = documents.map((doc) => {
    const progress = html("span", { class: "progress" });
    const title = html("span", { class: "title", dir: "auto" }, [doc.title || doc.id]);
    const found = eventCount(doc);
    const told = found === 0 ? labels.no_event : found === 1 ? labels.one_event : filledIn(labels.many_events, { n: found });
    const about = html("span", { class: "about" }, [[doc.date, told].filter(Boolean).join(" · "), progress]);
    const node = button({ tabindex: "-1" }, [title, about], () => open(doc, { focus: false }));
    return { doc, node, progress, item: html("li", {}, [node]) };
  });

  function eventCount(doc) {
    return doc.rows.filter((row) => row.table === "events").length;
  }

  // Made at the first search: most pages are never searched.
  function wordsOf(doc) {
    doc.words ??= [doc.id, doc.title, doc.source, doc.pieces.map(([words]) => words).join(""),
      ...doc.rows.flatMap((row) => [row.title, ...row.about])].join("\n").toLocaleLowerCase(lang);
    return doc.words;
  }

  function shown() {
    return entries.filter(({ item }) => !item.hidden);
  }

  function filter() {
    const words = search.value.trim().toLocaleLowerCase(lang);
    for (const { doc, item } of entries) {
      item.hidden = (withEvents.checked && !eventCount(doc)) || Boolean(words && !wordsOf(doc).includes(words));
    }
    noneFound.textContent = shown().length || !documents.length ? "" : labels.none_found;
    reach();
  }

  function reach() {
    const all = shown();
    const current = all.find(({ node }) => node.hasAttribute("aria-current")) || all[0];
    rove(entries.map(({ node }) => node), current?.node);
  }

  function mark(doc) {
    for (const entry of entries) {
      if (entry.doc === doc) entry.node.setAttribute("aria-current", "true");
      else entry.node.removeAttribute("aria-current");
    }
    reach();
    const current = entries.find((entry) => entry.doc === doc);
    if (current) show(current.node, list);
  }

  // The next document of those shown; undefined at the end.
  function beside(doc, step) {
    const all = shown().map((entry) => entry.doc);
    const at = all.indexOf(doc);
    if (at >= 0) return all[at + step];
    return all[0];
  }

  list.addEventListener("keydown", (event) => {
    const nodes = shown().map(({ node }) => node);
    const from = event.target.closest("button");
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) moveFocus(nodes, from, steps[event.key]);
    else if (event.key === "Home") moveFocus(nodes, null, 1);
    else if (event.key === "End") moveFocus(nodes, null, -1);
    else return;
    event.preventDefault();
  });
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      const [first] = shown();
      if (first) open(first.doc, { focus: true });
      event.preventDefault();
    }
    if (event.key === "ArrowDown") {
      moveFocus(shown().map(({ node }) => node), null, 1);
      event.preventDefault();
    }
  });
  withEvents.addEventListener("change", filter);
  ticks.onChange((doc) => {
    const entry = entries.find((one) => one.doc === doc);
    const done = ticks.count(doc);
    entry.progress.textContent = done ? `${done}/${doc.rows.length} ✓` : "";
  });
  document.getElementById("search-form").append(search, html("label", {}, [withEvents, " ", labels.with_events]));
  document.getElementById("search-form").addEventListener("submit", (event) => event.preventDefault());
  list.replaceChildren(...entries.map(({ item }) => item));
  return { beside, mark, search };
}
