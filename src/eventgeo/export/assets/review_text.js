// The text of a document with its marks. A piece of text may lie under several marks.

const LINES = ["place", "actor", "date", "cue"]; // drawn below the words, one under the other

function makeText(labels, pane, choose) {
  const hidden = new Set();
  let nodes = []; // {node, marks, begins} of each marked piece
  let current = null;

  function draw(doc) {
    current = doc;
    nodes = [];
    const seen = new Set();
    const text = html("div", { class: "text", lang: doc.lang || null, dir: doc.dir });
    for (const [words, marks] of doc.pieces) {
      if (!marks.length) {
        text.append(words);
        continue;
      }
      const begins = marks.filter((mark) => !seen.has(mark));
      marks.forEach((mark) => seen.add(mark));
      const node = html("span", {}, [words]);
      if (begins.length) {
        node.setAttribute("role", "button");
        node.tabIndex = -1;
      }
      node.addEventListener("click", () => pick(node));
      nodes.push({ node, marks, begins });
      text.append(node);
    }
    text.addEventListener("keydown", onKey);
    const head = html("div", { class: "text-head" }, [heading(doc), legend()]);
    pane.replaceChildren(head, text);
    pane.scrollTop = 0;
    paint(null);
    rove(stops(), stops()[0]);
  }

  function heading(doc) {
    const parts = [html("h2", { dir: "auto" }, [doc.title || doc.id])];
    const facts = [doc.title ? doc.id : "", doc.date && filledIn(labels.published, { text: doc.date }), doc.source];
    for (const fact of facts.filter(Boolean)) parts.push(html("span", { class: "fact", dir: "auto" }, [fact]));
    return html("div", { class: "heading" }, parts);
  }

  function legend() {
    const entries = Object.entries(labels.kind).map(([kind, name]) => {
      const sample = html("span", { class: kind === "trigger" ? "seg trigger" : `seg line1-${kind}` }, [name]);
      const entry = button({ "aria-pressed": String(!hidden.has(kind)) }, [sample], () => {
        if (!hidden.delete(kind)) hidden.add(kind);
        entry.setAttribute("aria-pressed", String(!hidden.has(kind)));
        paint(chosenRow);
        rove(stops(), stops()[0]);
      });
      return entry;
    });
    return html("div", { class: "legend", role: "group", "aria-label": labels.legend, title: labels.legend }, entries);
  }

  let chosenRow = null;

  // Gives each piece its looks: those of the marks over it, and which of them are the chosen row's.
  function paint(row) {
    chosenRow = row;
    for (const { node, marks, begins } of nodes) {
      const shown = marks.filter((mark) => !hidden.has(current.marks[mark].kind));
      const own = shown.filter((mark) => isOf(mark, row));
      const kinds = new Set(shown.map((mark) => current.marks[mark].kind));
      const lines = LINES.filter((kind) => kinds.has(kind)).slice(0, 2);
      const names = shown.length ? ["seg", ...lines.map((kind, at) => `line${at + 1}-${kind}`)] : [];
      if (kinds.has("trigger")) names.push("trigger");
      if (own.length) names.push("own", `own-${current.marks[own[0]].kind}`);
      node.className = names.join(" ");
      if (!begins.length) continue;
      node.classList.toggle("stop", shown.length > 0);
      node.setAttribute("aria-pressed", String(own.length > 0));
      const told = [...new Set(shown.map((mark) => labels.kind[current.marks[mark].kind]))];
      if (told.length) node.title = told.join(", ");
      else node.removeAttribute("title");
    }
  }

  function isOf(mark, row) {
    return row !== null && current.marks[mark].targets.some(([number]) => number === row);
  }

  function stops() {
    return nodes.filter(({ begins, node }) => begins.length && node.className).map(({ node }) => node);
  }

  // The rows that a piece speaks of: by a click the first, by more clicks one after the other. Arguments go to
  // the chosen row first, where they are its own.
  function pick(node, focus = false) {
    const { marks } = nodes.find((entry) => entry.node === node);
    const shown = marks.filter((mark) => !hidden.has(current.marks[mark].kind));
    const triggers = shown.filter((mark) => current.marks[mark].kind === "trigger");
    const inner = [...triggers, ...shown.filter((mark) => !triggers.includes(mark)).reverse()];
    const targets = inner.flatMap((mark) => current.marks[mark].targets);
    if (!targets.length) return;
    const at = targets.findIndex(([row, field]) => row === chosenRow && field === choose.field());
    const own = targets.find(([row]) => row === chosenRow);
    const [row, field] = at >= 0 ? targets[(at + 1) % targets.length] : own && !triggers.length ? own : targets[0];
    if (stops().includes(node)) rove(stops(), node);
    choose.row(row, { field, focus });
  }

  function onKey(event) {
    const node = event.target.closest("[role=button]");
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = getComputedStyle(node.parentNode).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const all = stops();
    if (event.key === forward) moveFocus(all, node, 1);
    else if (event.key === back) moveFocus(all, node, -1);
    else if (event.key === "Home") moveFocus(all, null, 1);
    else if (event.key === "End") moveFocus(all, null, -1);
    else if (event.key === "Enter" || event.key === " ") pick(node, event.key === "Enter");
    else return;
    event.preventDefault();
  }

  // Where a row stands in the text: its trigger, or its words.
  function nodeOf(row) {
    const own = nodes.filter(({ begins }) => begins.some((mark) => isOf(mark, row)));
    const trigger = own.find(({ begins }) => begins.some((mark) =>
      current.marks[mark].kind === "trigger" && isOf(mark, row)));
    return (trigger || own[0])?.node;
  }

  function reveal(row) {
    const node = nodeOf(row);
    if (!node) return;
    show(node, pane);
    if (stops().includes(node)) rove(stops(), node);
  }

  function focus(row) {
    const node = (row !== null && nodeOf(row)) || stops()[0] || pane;
    node.focus();
  }

  return { draw, focus, paint, reveal };
}
