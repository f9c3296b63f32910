// The page: documents to the left, the text in the middle, its rows beside it.

const content = JSON.parse(document.getElementById("content").textContent);
const { documents, labels, lang } = content;
const panes = { list: "list-pane", text: "text-pane", rows: "rows-pane" };
for (const [name, id] of Object.entries(panes)) panes[name] = document.getElementById(id);
panes.list.setAttribute("aria-label", labels.documents);
panes.text.setAttribute("aria-label", labels.text);
panes.rows.setAttribute("aria-label", labels.rows);

let shownDocument = null;
let chosen = null;

const choose = {
  row(number, options) {
    chosen = number;
    text.paint(number);
    text.reveal(number);
    rows.select(number, options);
  },
  none() {
    chosen = null;
    text.paint(null);
  },
  field: () => rows.field(),
};

const ticks = makeTicks(documents, labels, lang);
const text = makeText(labels, document.getElementById("document"), choose);
const rows = makeRows(labels, panes.rows, ticks, choose);
const list = makeList(documents, labels, lang, ticks, openDocument);

function openDocument(doc, { focus = false } = {}) {
  if (!doc) return;
  if (doc !== shownDocument) {
    shownDocument = doc;
    chosen = null;
    text.draw(doc);
    rows.draw(doc);
    list.mark(doc);
    for (const [step, node] of steps) node.disabled = !list.beside(doc, step);
  }
  if (focus) text.focus(null);
}

function openRow(step) {
  const last = shownDocument.rows.length - 1;
  const next = chosen === null ? (step > 0 ? 0 : last) : Math.min(last, Math.max(0, chosen + step));
  if (last >= 0) choose.row(next, { focus: panes.rows.contains(document.activeElement) });
}

const steps = [[-1, "previous", "‹"], [1, "next", "›"]].map(([step, name, sign]) => [
  step,
  button({ "aria-label": labels[name], title: labels[name], class: "step" }, [sign], () =>
    openDocument(list.beside(shownDocument, step))),
]);

function buildHeader() {
  const toggle = document.getElementById("toggle");
  toggle.textContent = "☰";
  toggle.setAttribute("aria-label", labels.documents);
  toggle.title = labels.documents;
  const narrow = window.matchMedia("(max-width: 900px)").matches;
  function setOpen(isOpen) {
    panes.list.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
  }
  toggle.addEventListener("click", () => setOpen(panes.list.hidden));
  setOpen(documents.length > 1 && !narrow);
  toggle.hidden = documents.length < 2;

  const number = new Intl.NumberFormat(lang);
  const events = documents.reduce((sum, doc) => sum + doc.rows.filter((row) => row.table === "events").length, 0);
  const counted = [
    documents.length === 1 ? labels.one_document : filledIn(labels.many_documents, { n: number.format(documents.length) }),
    events === 0 ? labels.no_event : events === 1 ? labels.one_event : filledIn(labels.many_events, { n: number.format(events) }),
  ];
  document.getElementById("count").textContent = counted.join(" · ");
  document.getElementById("ticks").append(...ticks.saveButtons());
  ticks.onChange(() => {
    document.getElementById("ticked").textContent = ticks.summary();
  });
  const keys = document.getElementById("keys");
  keys.querySelector("summary").textContent = labels.keys;
  keys.append(html("ul", {}, Object.values(labels.key).map((words) => html("li", {}, [words]))));
  document.getElementById("count").after(...(documents.length > 1 ? steps.map(([, node]) => node) : []));
}

document.addEventListener("keydown", (event) => {
  const writing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
  if (event.key === "Escape") {
    const keys = document.getElementById("keys");
    if (keys.open) keys.open = false;
    else if (rows.back()) return;
    else if (panes.rows.contains(document.activeElement)) text.focus(chosen);
    else if (event.target === list.search) {
      if (!list.search.value) text.focus(chosen);
    } else rows.close();
    return;
  }
  if (writing || !shownDocument || event.altKey || event.ctrlKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  if (key === "n") openDocument(list.beside(shownDocument, 1), { focus: true });
  else if (key === "p") openDocument(list.beside(shownDocument, -1), { focus: true });
  else if (key === "j" || key === "k") openRow(key === "j" ? 1 : -1);
  else if (key === "r" || key === "w") rows.tick(key === "r" ? "right" : "wrong");
  else if (key === "/") {
    if (panes.list.hidden) document.getElementById("toggle").click();
    list.search.focus();
  } else return;
  event.preventDefault();
});

buildHeader();
if (documents.length) openDocument(documents[0]);
else document.getElementById("document").replaceChildren(html("p", { class: "nothing" }, [labels.no_documents]));
