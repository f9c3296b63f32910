// The rows of a document: events, then places. One is open and shows its fields; a field shows its reasons.

function makeRows(labels, pane, ticks, choose) {
  let cards = []; // {head, body, fields} of each row
  let open = null;
  let openField = null;
  let all = false;

  function draw(doc) {
    open = openField = null;
    cards = doc.rows.map((row, number) => card(doc, row, number));
    const parts = { events: [], places: [] };
    doc.rows.forEach((row, number) => parts[row.table].push(cards[number].node));
    const toggle = button({ "aria-pressed": String(all), class: "all" }, [labels.all_reasons], () => {
      all = !all;
      toggle.setAttribute("aria-pressed", String(all));
      if (open !== null) showReasons(cards[open]);
    });
    const sections = ["events", "places"].map((name) => {
      const count = html("span", { class: "number" }, [String(parts[name].length)]);
      const title = html("h2", { id: `title-${name}` }, [labels[name], " ", count]);
      const head = html("div", { class: "rows-head" }, name === "events" ? [title, toggle] : [title]);
      const list = html("ul", { class: `rows ${name}`, "aria-labelledby": `title-${name}` }, parts[name]);
      return [head, parts[name].length ? list : html("p", { class: "nothing" }, [labels[`no_${name}`]])];
    });
    pane.replaceChildren(...sections.flat());
    pane.scrollTop = 0;
    rove(heads(), heads()[0]);
  }

  function heads() {
    return cards.map(({ head }) => head);
  }

  function card(doc, row, number) {
    const spelt = html("span", { class: "spelt", dir: "auto" }, [labels.quote.replace("{text}", () => row.text)]);
    const first = [row.title ? html("strong", {}, [row.title]) : "", spelt];
    if (row.badge) first.push(html("span", { class: "badge" }, [row.badge]));
    const about = html("span", { class: "about", dir: "auto" }, [row.about.join(" · ")]);
    const parts = [html("span", { class: "first" }, first.filter(Boolean)), about];
    const head = button({ class: "head", "aria-expanded": "false", "aria-controls": `row-${number}` }, parts, () => {
      if (open === number) close();
      else choose.row(number, {});
    });
    head.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps) moveFocus(heads(), head, steps[event.key]);
      else if (event.key === "Home") moveFocus(heads(), null, 1);
      else if (event.key === "End") moveFocus(heads(), null, -1);
      else return;
      event.preventDefault();
    });
    const body = html("div", { class: "body", id: `row-${number}`, hidden: "" });
    const tick = ticks.buttons(doc, number);
    const node = html("li", { class: "row" }, [html("div", { class: "line" }, [head, tick.node]), body]);
    return { doc, row, number, node, head, body, tick, fields: new Map() };
  }

  // A card's fields are made when it is first opened.
  function fill(card) {
    if (card.body.childNodes.length) return;
    for (const field of card.row.fields) {
      const id = `reason-${card.number}-${field.name}`;
      const value = html("span", { class: field.value ? "value" : "value wanting", dir: "auto" },
        [field.value || (field.name === "date" || field.name === "place" ? labels.unknown : labels.none)]);
      const name = html("span", { class: "name" }, [labels.field[field.name]]);
      const head = button({ class: "field", "aria-expanded": "false", "aria-controls": id }, [name, value], () => {
        openField = openField === field.name ? null : field.name;
        showReasons(card);
      });
      const reason = html("dl", { class: "reason", id, hidden: "" });
      const nothing = field.value ? labels.say.no_reason : labels.say.empty;
      const details = field.details.length ? field.details : [["reason", nothing]];
      for (const [label, words] of details) {
        reason.append(html("dt", {}, [labels.detail[label]]), html("dd", { dir: "auto" }, [words]));
      }
      card.fields.set(field.name, { head, reason });
      card.body.append(html("div", {}, [head, reason]));
    }
    card.body.append(ticks.note(card.doc, card.number));
  }

  function showReasons(card) {
    for (const [name, { head, reason }] of card.fields) {
      const shown = all || name === openField;
      head.setAttribute("aria-expanded", String(shown));
      reason.hidden = !shown;
    }
  }

  function shut(card) {
    card.body.hidden = true;
    card.node.classList.remove("chosen");
    card.head.setAttribute("aria-expanded", "false");
  }

  function select(number, { field = null, focus = false }) {
    if (open !== null && open !== number) shut(cards[open]);
    const card = cards[number];
    open = number;
    openField = field;
    fill(card);
    showReasons(card);
    card.body.hidden = false;
    card.node.classList.add("chosen");
    card.head.setAttribute("aria-expanded", "true");
    rove(heads(), card.head);
    show(card.node, pane);
    const target = card.fields.get(field);
    if (target) show(target.reason, pane);
    if (focus) (target?.head || card.head).focus();
  }

  function close() {
    if (open === null) return;
    shut(cards[open]);
    open = openField = null;
    choose.none();
  }

  // Ticks the row that has the focus, else the open one.
  function tick(verdict) {
    const focused = cards.find(({ node }) => node.contains(document.activeElement));
    (focused || cards[open])?.tick.set(verdict);
  }

  // One step back: from an open reason to its row, from a row to the text. Tells whether there was one.
  function back() {
    if (open !== null && openField !== null && pane.contains(document.activeElement) && !all) {
      const { head } = cards[open].fields.get(openField);
      openField = null;
      showReasons(cards[open]);
      head.focus();
      return true;
    }
    return false;
  }

  return { back, close, draw, field: () => openField, select, tick };
}
