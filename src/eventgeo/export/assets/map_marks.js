// Marks of events: small drawings made of DOM nodes, coloured by classes of the style sheet.

const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes, children = []) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function html(name, attributes = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

// One event: filled where it happened, hollow where not; crossed out where denied, dashed where planned.
function eventMark(event, size = 20) {
  const parts = [svg("circle", { cx: 10, cy: 10, r: 7, class: "disc" })];
  if (event.modality === "negated") parts.push(svg("path", { d: "M5.4 14.6 14.6 5.4", class: "slash" }));
  return svg(
    "svg",
    {
      viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true",
      class: `mark family-${event.event_family} modality-${event.modality}`,
    },
    parts,
  );
}

// Several events: a ring with a share for each family, and their number.
function groupMark(events) {
  const radius = events.length < 10 ? 13 : events.length < 100 ? 16 : 19;
  const size = 2 * radius + 4;
  const middle = size / 2;
  const counts = new Map();
  for (const event of events) counts.set(event.event_family, (counts.get(event.event_family) || 0) + 1);
  const round = 2 * Math.PI * (radius - 2);
  const parts = [svg("circle", { cx: middle, cy: middle, r: radius, class: "group-disc" })];
  let done = 0;
  for (const [family, count] of counts) {
    const share = (count / events.length) * round;
    parts.push(svg("circle", {
      cx: middle, cy: middle, r: radius - 2, class: `group-share family-${family}`,
      "stroke-dasharray": `${share} ${round - share}`, "stroke-dashoffset": -done,
      transform: `rotate(-90 ${middle} ${middle})`,
    }));
    done += share;
  }
  const number = svg("text", { x: middle, y: middle, class: "group-number" });
  number.textContent = String(events.length);
  parts.push(number);
  const attributes = { viewBox: `0 0 ${size} ${size}`, width: size, height: size, "aria-hidden": "true" };
  return svg("svg", { ...attributes, class: "mark" }, parts);
}

function icon(drawing) {
  const size = Number(drawing.getAttribute("width"));
  const box = html("div", {}, [drawing]);
  return L.divIcon({ html: box, className: "event-icon", iconSize: [size, size], popupAnchor: [0, -size / 2 + 2] });
}
