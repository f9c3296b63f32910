// What is told of an event, as DOM nodes. Every word from outside goes in as text.

function makeDetails(labels, lang) {
  const dayStyle = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const monthStyle = { month: "long", year: "numeric", timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(lang, dayStyle);
  const month = new Intl.DateTimeFormat(lang, monthStyle);
  const percent = new Intl.NumberFormat(lang, { style: "percent" });
  const number = new Intl.NumberFormat(lang);

  function dateText(event) {
    if (!event.date_start) return "";
    const start = new Date(event.date_start + "T00:00:00Z");
    const end = new Date((event.date_end || event.date_start) + "T00:00:00Z");
    if (event.date_precision === "month" && start.getUTCMonth() === end.getUTCMonth()) return month.format(start);
    if (event.date_precision === "year") return String(start.getUTCFullYear());
    if (start.getTime() === end.getTime()) return day.format(start);
    return day.formatRange(start, end);
  }

  function rangeText(low, high) {
    if (low === undefined && high === undefined) return "";
    if (low === undefined || high === undefined || low === high) return number.format(low ?? high);
    return `${number.format(low)}–${number.format(high)}`;
  }

  function placeText(place) {
    const [relation, ...distance] = (place.spatial_relation || "in").split(" ");
    const words = [];
    if (place.role !== "location") words.push(labels.role[place.role] || place.role);
    if (distance.length) words.push(distance.join(" "));
    if (relation !== "in") words.push(labels.relation[relation] || relation);
    const name = place.text || place.name || "";
    const known = [place.name !== name ? place.name : "", place.country];
    const aside = place.kind === "country" ? "" : known.filter(Boolean).join(", ");
    let text = [...words, name].join(" ") + (aside ? ` (${aside})` : "");
    if (place.radius_km >= 10) text += `, ${labels.within.replace("{km}", number.format(Math.round(place.radius_km)))}`;
    return text;
  }

  function typeText(event) {
    return labels.type[event.event_type] || event.event_type;
  }

  // `lead` cuts what stands before the trigger, at a word, so that a short excerpt shows the trigger.
  function sentence(event, className, lead = Infinity) {
    const [whole, trigger, after] = event.sentence;
    const before = whole.length > lead ? "… " + whole.slice(-lead).replace(/^\S*\s+/, "") : whole;
    const node = html("p", { class: className, dir: "auto" }, [before]);
    if (trigger) node.append(html("mark", { class: `family-${event.event_family}` }, [trigger]));
    node.append(after);
    return node;
  }

  function source(event) {
    const address = event.document_source || "";
    if (!/^https?:\/\/[^\s]+$/i.test(address)) return address;
    return html("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, [address]);
  }

  function withWords(text, words) {
    return words ? `${text} (${labels.quote.replace("{text}", () => words)})`.trim() : text;
  }

  function facts(event) {
    const modality = withWords(labels.modality[event.modality], event.modality_cue);
    const date = withWords(dateText(event), event.date_text);
    const rows = [
      [labels.modalities, modality],
      [labels.date, date],
      [labels.place, event.places.map(placeText).join(" · ") || event.place || labels.no_place],
      [labels.initiator, event.initiator],
      [labels.target, event.target],
      [labels.killed, rangeText(event.killed_low, event.killed_high)],
      [labels.injured, rangeText(event.injured_low, event.injured_high)],
      [labels.attribution, event.attribution],
      [labels.document, [event.document_title, event.doc_id].filter(Boolean).join(" · ")],
      [labels.source, source(event)],
      [labels.confidence, event.confidence === undefined ? "" : percent.format(event.confidence)],
    ];
    const list = html("dl");
    for (const [name, value] of rows) {
      if (value) list.append(html("dt", {}, [name]), html("dd", { dir: "auto" }, [value]));
    }
    return list;
  }

  function article(event) {
    return html("div", { class: "event-details" }, [sentence(event, "sentence"), facts(event)]);
  }

  function heading(event) {
    const badge = html("span", { class: `badge modality-${event.modality}` }, [labels.modality[event.modality]]);
    const parts = [eventMark(event, 16), html("strong", {}, [typeText(event)])];
    if (event.modality !== "asserted") parts.push(badge);
    const date = dateText(event);
    if (date) parts.push(html("span", { class: "when" }, [date]));
    return parts;
  }

  function searchText(event) {
    const words = [typeText(event), event.event_type, ...event.sentence, event.initiator, event.target, event.doc_id,
      event.document_title, event.place, ...event.places.flatMap((place) => [place.name, place.text])];
    return words.filter(Boolean).join(" ").toLocaleLowerCase(lang);
  }

  return { article, dateText, heading, placeText, searchText, sentence, typeText };
}
