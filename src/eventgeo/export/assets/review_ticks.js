// What a coder says of rows: right, wrong, a note. It stays in the page until it is saved as a file.

const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/; // as in export/cells.py
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?$/;
const COLUMNS = ["doc_id", "table", "event_id", "start", "end", "text", "value", "verdict", "note"];

function makeTicks(documents, labels, lang) {
  const said = new Map(); // document → row number → {verdict, note}
  const total = documents.reduce((sum, doc) => sum + doc.rows.length, 0);
  const listeners = [];
  let unsaved = false;

  function of(doc, number) {
    if (!said.has(doc)) said.set(doc, new Map());
    if (!said.get(doc).has(number)) said.get(doc).set(number, { verdict: "", note: "" });
    return said.get(doc).get(number);
  }

  function count(doc) {
    return [...(said.get(doc)?.values() || [])].filter(({ verdict }) => verdict).length;
  }

  function changed(doc) {
    unsaved = true;
    listeners.forEach((listener) => listener(doc));
  }

  function buttons(doc, number) {
    const nodes = new Map();
    const signs = { right: "✓", wrong: "✗" };
    function paint() {
      const { verdict } = said.get(doc)?.get(number) || {};
      for (const [name, node] of nodes) node.setAttribute("aria-pressed", String(name === verdict));
    }
    function set(verdict) {
      const tick = of(doc, number);
      tick.verdict = tick.verdict === verdict ? "" : verdict;
      paint();
      changed(doc);
    }
    for (const [name, sign] of Object.entries(signs)) {
      const told = { class: `tick ${name}`, "aria-label": `${labels[name]}: ${doc.rows[number].text}`, title: labels[name] };
      nodes.set(name, button(told, [sign], () => set(name)));
    }
    paint();
    return { node: html("span", { class: "ticks", role: "group" }, [...nodes.values()]), set };
  }

  function note(doc, number) {
    const field = html("input", { type: "text", dir: "auto", autocomplete: "off" });
    field.value = said.get(doc)?.get(number)?.note || "";
    field.addEventListener("input", () => {
      of(doc, number).note = field.value;
      changed(doc);
    });
    return html("label", { class: "note" }, [html("span", {}, [labels.note]), field]);
  }

  function rows() {
    return documents.flatMap((doc) => [...(said.get(doc) || [])]
      .filter(([, { verdict, note }]) => verdict || note)
      .sort(([one], [other]) => one - other)
      .map(([number, { verdict, note }]) => {
        const { table, id, start, end, text, value } = doc.rows[number];
        return { doc_id: doc.id, table, event_id: id, start, end, text, value, verdict, note };
      }));
  }

  function cell(value) {
    let text = String(value ?? "");
    if (FORMULA.test(text) && !NUMBER.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  function csv() {
    return [COLUMNS, ...rows().map((row) => COLUMNS.map((name) => row[name]))]
      .map((cells) => cells.map(cell).join(",") + "\n").join("");
  }

  function json() {
    return JSON.stringify({ ticks: rows() }, null, 1) + "\n";
  }

  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    html("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    unsaved = false;
  }

  function saveButtons() {
    const kinds = [["CSV", "text/csv", csv], ["JSON", "application/json", json]];
    return kinds.map(([name, type, make]) => button({ "aria-label": filledIn(labels.export, { text: name }),
      title: `${filledIn(labels.export, { text: name })}. ${labels.unsaved}` }, [name],
    () => save(`review-ticks.${name.toLowerCase()}`, type, make())));
  }

  function summary() {
    const done = documents.reduce((sum, doc) => sum + count(doc), 0);
    const number = new Intl.NumberFormat(lang);
    return done ? filledIn(labels.ticked, { n: number.format(done), total: number.format(total) }) : "";
  }

  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  return { buttons, count, note, onChange: (listener) => listeners.push(listener), saveButtons, summary };
}
