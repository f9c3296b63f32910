// The page: a map of spots, a list of all events, filters over both.

const content = JSON.parse(document.getElementById("content").textContent);
const outlines = JSON.parse(document.getElementById("outlines").textContent);
const { events, labels, lang } = content;
const details = makeDetails(labels, lang);
const FAMILIES = Object.keys(labels.family);
const MODALITIES = Object.keys(labels.modality);
const CELL_PX = 40; // marks nearer than this are drawn as one
const PLACE_NAME_ZOOM = 4;
const WIDE_KM = 250;

const map = L.map("map", {
  zoomControl: false, attributionControl: false, minZoom: 1, maxZoom: content.tiles ? 18 : 12,
  fadeAnimation: false, maxBounds: [[-85, -220], [85, 220]], zoomSnap: 0.5,
});
map.setView([20, 15], 2);
L.control.zoom({ zoomInTitle: labels.zoom_in, zoomOutTitle: labels.zoom_out }).addTo(map);
L.control.attribution({ prefix: false }).addAttribution(labels.base_map).addTo(map);
// In the corner of the attribution, which Leaflet stacks: elsewhere a narrow map lays one over the other.
L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
if (content.tiles) addTiles(map, content.tiles);
else {
  const countries = addOutlines(map, outlines);
  const named = events.flatMap((event) => event.places).filter((place) => place.kind === "country");
  addCountryNames(map, countries, lang, new Set(named.map((place) => place.country)));
}
const circles = L.layerGroup().addTo(map);
const trails = L.layerGroup().addTo(map);
const marks = L.layerGroup().addTo(map);

// Spots: points with events, each event at its main place and at others where it happened.

const spots = new Map();
events.forEach((event, index) => {
  event.index = index;
  event.words = details.searchText(event);
  event.places.forEach((place, rank) => {
    if (rank && place.role !== event.places[0].role) return;
    const key = `${place.latitude.toFixed(4)},${place.longitude.toFixed(4)}`;
    if (!spots.has(key)) spots.set(key, { at: L.latLng(place.latitude, place.longitude), name: place.text || place.name, events: [] });
    const spot = spots.get(key);
    spot.radius_km = Math.max(spot.radius_km || 0, place.radius_km || 0);
    if (!spot.events.includes(event)) spot.events.push(event);
    if (!event.spot) event.spot = spot;
  });
});

// Filters.

const chosen = { event_family: new Set(FAMILIES), modality: new Set(MODALITIES), words: "" };

function fits(event) {
  return chosen.event_family.has(event.event_family) && chosen.modality.has(event.modality)
    && (!chosen.words || event.words.includes(chosen.words));
}

function count(field, value) {
  return events.filter((event) => event[field] === value).length;
}

function checkboxes(field, values, legend, text, sample) {
  const boxes = values.filter((value) => count(field, value)).map((value) => {
    const box = html("input", { type: "checkbox", name: field, value, checked: "" });
    box.addEventListener("change", () => {
      if (box.checked) chosen[field].add(value);
      else chosen[field].delete(value);
      redraw();
    });
    const number = html("span", { class: "number" }, [String(count(field, value))]);
    return html("label", {}, [box, eventMark(sample(value), 16), text[value], number]);
  });
  return html("fieldset", {}, [html("legend", {}, [legend]), ...boxes]);
}

function buildFilters() {
  const form = document.getElementById("filters");
  const search = html("input", { type: "search", id: "search", placeholder: labels.search, "aria-label": labels.search });
  search.addEventListener("input", () => {
    chosen.words = search.value.trim().toLocaleLowerCase(lang);
    redraw();
    lookAt(spotsShown());
  });
  form.addEventListener("submit", (submit) => submit.preventDefault());
  form.append(
    search,
    checkboxes("event_family", FAMILIES, labels.families, labels.family,
      (family) => ({ event_family: family, modality: "asserted" })),
    checkboxes("modality", MODALITIES, labels.modalities, labels.modality,
      (modality) => ({ event_family: "any", modality })),
    legend(),
  );
}

function legend() {
  const circle = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "mark family-any" },
    [svg("circle", { cx: 8, cy: 8, r: 7, class: "radius" })]);
  const ring = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "mark family-any" },
    [svg("circle", { cx: 8, cy: 8, r: 6, class: "group-share" })]);
  return html("div", { class: "legend" }, [
    html("span", {}, [circle, labels.legend_radius]), html("span", {}, [ring, labels.several]),
  ]);
}

// The list.

const items = [];

function buildList() {
  document.getElementById("list-title").textContent = labels.list;
  const list = document.getElementById("list");
  for (const event of events) {
    const place = event.places.length ? details.placeText({ ...event.places[0], radius_km: 0 }) : labels.no_place;
    const where = html("span", { class: event.places.length ? "where" : "where nowhere", dir: "auto" }, [place]);
    const button = html("button", { type: "button", "data-event": event.index }, [
      html("span", { class: "heading" }, details.heading(event)), where, details.sentence(event, "excerpt", 50),
    ]);
    const item = html("li", {}, [button]);
    button.addEventListener("click", () => choose(event, item));
    if (!event.spot) button.setAttribute("aria-expanded", "false");
    items.push(item);
    list.append(item);
  }
}

function choose(event, item) {
  document.querySelectorAll("#list .chosen").forEach((other) => other.classList.remove("chosen"));
  item.classList.add("chosen");
  if (event.spot) {
    const zoom = Math.max(map.getZoom(), closeZoom(event.places[0].radius_km));
    map.setView(event.spot.at, zoom, { animate: false });
    openSpot(event.spot, event);
    return;
  }
  const open = item.querySelector(".event-details");
  if (open) open.remove();
  else item.append(details.article(event));
  item.querySelector("button").setAttribute("aria-expanded", String(!open));
}

function closeZoom(radius_km) {
  return radius_km > 300 ? 4 : radius_km > 80 ? 5.5 : 7;
}

// Pop-ups.

let opened = null; // the pop-up that is open, its spot and the event it was opened for

function spotBody(spot, event) {
  const shown = spot.events.filter(fits);
  const body = html("div", { class: "spot", tabindex: "-1" });
  if (shown.length === 1) {
    body.append(html("h3", {}, details.heading(shown[0])), details.article(shown[0]));
  } else {
    const number = html("span", { class: "number" }, [labels.many_events.replace("{n}", shown.length)]);
    body.append(html("h3", { dir: "auto" }, [spot.name || "", number]));
    for (const other of shown) {
      const fold = html("details", {}, [html("summary", {}, details.heading(other)), details.article(other)]);
      if (other === event) fold.open = true;
      body.append(fold);
    }
  }
  return body;
}

function openSpot(spot, event) {
  const before = document.activeElement;
  const small = map.getSize().x < 420;
  const body = spotBody(spot, event);
  const popup = L.popup({ maxWidth: small ? 250 : 360, minWidth: small ? 200 : 280, maxHeight: Math.max(160, map.getSize().y - 110), offset: [0, -4] })
    .setLatLng(spot.at).setContent(body).openOn(map);
  opened = { popup, spot, event };
  popup.on("remove", () => {
    opened = null;
    trails.clearLayers();
    const isElsewhere = document.activeElement !== document.body && !popup.getElement().contains(document.activeElement);
    if (before && before.isConnected && !isElsewhere) before.focus();
  });
  const close = document.querySelector(".leaflet-popup-close-button");
  if (close) close.setAttribute("aria-label", labels.close);
  body.focus({ preventScroll: true });
  drawTrail(shownAlone(spot) || event);
}

function shownAlone(spot) {
  const shown = spot.events.filter(fits);
  return shown.length === 1 ? shown[0] : null;
}

// The open pop-up tells only what the filters let through, and goes when that is nothing.
function refreshSpot() {
  if (!opened) return;
  const { popup, spot, event } = opened;
  if (!spot.events.some(fits)) {
    map.closePopup(popup);
    return;
  }
  popup.options.autoPan = false; // the view is the search's to move
  popup.setContent(spotBody(spot, event));
  drawTrail(shownAlone(spot) || (fits(event) ? event : null));
}

// From where to where an event leads.
function drawTrail(event) {
  trails.clearLayers();
  if (!event || event.places.length < 2) return;
  const order = { origin: 0, via: 1, location: 2, destination: 3 };
  const stops = [...event.places].sort((a, b) => order[a.role] - order[b.role]);
  const line = stops.map((place) => [place.latitude, place.longitude]);
  const className = `trail family-${event.event_family}`;
  if (stops.some((place) => place.role === "origin" || place.role === "destination")) {
    L.polyline(line, { className, interactive: false, weight: 2 }).addTo(trails);
  }
  for (const place of stops.filter((stop) => stop !== event.places[0])) {
    L.circleMarker([place.latitude, place.longitude], { className, radius: 4, weight: 2 })
      .bindTooltip(html("span", { dir: "auto" }, [details.placeText(place)])).addTo(trails);
  }
}

// Marks on the map: spots near each other on the screen are drawn as one.

function clusters() {
  const cells = new Map();
  for (const spot of spots.values()) {
    const shown = spot.events.filter(fits);
    if (!shown.length) continue;
    const point = map.project(spot.at);
    let home = null;
    for (const cluster of cells.values()) {
      if (Math.abs(cluster.point.x - point.x) < CELL_PX && Math.abs(cluster.point.y - point.y) < CELL_PX) {
        home = cluster;
        break;
      }
    }
    if (home) {
      home.spots.push(spot);
      home.events.push(...shown.filter((event) => !home.events.includes(event)));
    } else cells.set(spot, { point, at: spot.at, spots: [spot], events: shown });
  }
  return [...cells.values()];
}

function drawMarks() {
  marks.clearLayers();
  circles.clearLayers();
  const taken = [];
  const groups = clusters().sort((a, b) => b.events.length - a.events.length);
  for (const group of groups) {
    const names = [...new Set(group.spots.map((spot) => spot.name).filter(Boolean))];
    const single = group.events.length === 1;
    const drawing = single ? eventMark(group.events[0], 22) : groupMark(group.events);
    const what = single ? details.typeText(group.events[0]) : labels.many_events.replace("{n}", group.events.length);
    const title = `${what}: ${names.slice(0, 5).join(", ")}`;
    const marker = L.marker(group.at, { icon: icon(drawing), title, riseOnHover: true, keyboard: true }).addTo(marks);
    const element = marker.getElement();
    element.setAttribute("aria-label", title);
    element.classList.add("event-marker");
    const act = () => (group.spots.length === 1 ? openSpot(group.spots[0], group.events[0]) : zoomTo(group.spots, map.getMaxZoom()));
    marker.on("click", act).on("keydown", (press) => {
      if (press.originalEvent.key === "Enter" || press.originalEvent.key === " ") {
        press.originalEvent.preventDefault();
        act();
      }
    });
    if (group.spots.length === 1) drawCircles(group);
    const size = Number(drawing.getAttribute("width"));
    taken.push([group.point.x - size / 2, group.point.y - size / 2, group.point.x + size / 2, group.point.y + size / 2]);
  }
  if (map.getZoom() >= PLACE_NAME_ZOOM || groups.length <= 12) nameSpots(groups, taken);
}

function drawCircles(group) {
  const drawn = new Set();
  for (const event of group.events) {
    const { radius_km: radius, area } = event.places[0];
    if (!(radius >= 1) || event.spot !== group.spots[0]) continue;
    const key = `${event.event_family}:${radius}:${JSON.stringify(area)}`;
    if (drawn.has(key)) continue;
    drawn.add(key);
    const line = area && area.type.includes("Line") ? " line" : "";
    const className = `radius family-${event.event_family}${radius < WIDE_KM ? "" : " wide"}${line}`;
    const style = { className, interactive: false, weight: 1 };
    (area ? L.geoJSON(area, { style, interactive: false }) : L.circle(group.at, { radius: radius * 1000, ...style })).addTo(circles);
  }
}

// Names beside the marks, where they cover neither marks nor each other.
function nameSpots(groups, taken) {
  for (const group of groups) {
    const [name, more] = [group.spots[0].name, group.spots.length - 1];
    if (!name) continue;
    const { x, y } = group.point;
    const side = group.events.length > 1 ? 19 : 13;
    const box = [x + side, y - 8, x + side + (name.length + (more ? 4 : 0)) * 6.6, y + 8];
    if (overlaps(box, taken)) continue;
    taken.push(box);
    const label = html("span", { dir: "auto" }, [more ? `${name} +${more}` : name]);
    const image = L.divIcon({ className: "spot-name", html: label, iconSize: [0, 0], iconAnchor: [-side, 8] });
    L.marker(group.at, { icon: image, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(marks);
  }
}

function zoomTo(some, maxZoom = Math.max(...some.map((spot) => closeZoom(spot.radius_km)))) {
  const bounds = L.latLngBounds(some.map((spot) => spot.at));
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.15), { maxZoom, padding: [30, 30], animate: false });
}

function spotsShown() {
  return [...spots.values()].filter((spot) => spot.events.some(fits));
}

// Looks first at what has a place of its own: a point for a whole country would take the view far away.
function lookAt(some) {
  const narrow = some.filter((spot) => spot.radius_km < WIDE_KM);
  zoomTo(narrow.length ? narrow : some);
}

function redraw() {
  let shown = 0;
  events.forEach((event, index) => {
    const fit = fits(event);
    items[index].hidden = !fit;
    shown += fit ? 1 : 0;
  });
  const total = events.length;
  let text = (shown === 1 ? labels.one_shown : labels.shown).replace("{n}", shown).replace("{total}", total);
  if (shown === total) text = total === 1 ? labels.one_event : labels.many_events.replace("{n}", total);
  if (!shown) text = total ? labels.none_shown : labels.no_events;
  document.getElementById("count").textContent = text;
  drawMarks();
  refreshSpot();
}

// The frame around.

function buildToggle() {
  const toggle = document.getElementById("toggle");
  toggle.textContent = "☰";
  toggle.setAttribute("aria-label", labels.open_list);
  toggle.title = labels.open_list;
  toggle.addEventListener("click", () => {
    const closed = document.body.classList.toggle("panel-closed");
    toggle.setAttribute("aria-expanded", String(!closed));
    map.invalidateSize();
  });
}

const Fit = L.Control.extend({
  onAdd() {
    const button = html("a", { href: "#", role: "button", title: labels.fit, "aria-label": labels.fit }, ["⤢"]);
    L.DomEvent.on(button, "click", (click) => { L.DomEvent.stop(click); zoomTo(spotsShown()); });
    return html("div", { class: "leaflet-bar leaflet-control" }, [button]);
  },
});
new Fit({ position: "topleft" }).addTo(map);

buildFilters();
buildList();
buildToggle();
lookAt(spotsShown());
redraw();
map.on("zoomend", drawMarks);
document.addEventListener("keydown", (press) => { if (press.key === "Escape") map.closePopup(); });
new ResizeObserver(() => map.invalidateSize()).observe(document.getElementById("map"));
