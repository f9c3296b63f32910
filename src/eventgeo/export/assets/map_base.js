// The base map: outlines of countries with their names, drawn from the page's own data.

const INNER_BORDER_ZOOM = 4.5;

// Google's polyline form, longitude first; see scripts/build_outlines.py.
function decodeLine(text, scale) {
  const points = [];
  let at = 0;
  const last = [0, 0];
  while (at < text.length) {
    for (const axis of [0, 1]) {
      let shift = 0;
      let value = 0;
      let digit;
      do {
        digit = text.charCodeAt(at++) - 63;
        value |= (digit & 31) << shift;
        shift += 5;
      } while (digit >= 32);
      last[axis] += value & 1 ? ~(value >> 1) : value >> 1;
    }
    points.push([last[1] / scale, last[0] / scale]);
  }
  return points;
}

// Draws the countries, and nearer by the borders inside them; returns them with their rings and bounds.
function addOutlines(map, outlines) {
  map.createPane("land").style.zIndex = 150;
  const renderer = L.svg({ pane: "land", padding: 0.6 });
  const inner = outlines.countries.flatMap((country) => country.inner.map((line) => decodeLine(line, outlines.scale)));
  const borders = L.polyline(inner, { renderer, pane: "land", interactive: false, className: "inner-border", weight: 1 });
  function showBorders() {
    if (map.getZoom() >= INNER_BORDER_ZOOM) borders.addTo(map);
    else borders.remove();
  }
  const countries = outlines.countries.map((country) => {
    const parts = country.parts.map((part) => part.map((line) => decodeLine(line, outlines.scale)));
    const options = { renderer, pane: "land", interactive: false, className: "land", weight: 1, smoothFactor: 1 };
    const bounds = L.polygon(parts, options).addTo(map).getBounds();
    return { ...country, rings: parts.flat(), bounds };
  });
  map.on("zoomend", showBorders);
  showBorders();
  return countries;
}

function overlaps(box, taken) {
  return taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
}

function isInside(latitude, longitude, rings) {
  let inside = false;
  for (const ring of rings) {
    for (let here = 0, last = ring.length - 1; here < ring.length; last = here++) {
      const [lat1, lon1] = ring[here];
      const [lat2, lon2] = ring[last];
      if (lat1 > latitude !== lat2 > latitude
        && longitude < ((lon2 - lon1) * (latitude - lat1)) / (lat2 - lat1) + lon1) inside = !inside;
    }
  }
  return inside;
}

// Where the part of each country that is in view has most room for its name: a point of a grid over the view
// that is farthest from points of other countries.
function roomiest(map, countries) {
  const size = map.getSize();
  const columns = Math.max(4, Math.round(size.x / 60));
  const rows = Math.max(4, Math.round(size.y / 60));
  const owner = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const pixel = [((column + 0.5) / columns) * size.x, ((row + 0.5) / rows) * size.y];
      const at = map.containerPointToLatLng(pixel);
      const country = countries.find((one) => one.bounds.contains(at) && isInside(at.lat, at.lng, one.rings));
      owner.push({ row, column, at, country });
    }
  }
  const best = new Map();
  for (const cell of owner.filter((one) => one.country)) {
    let room = Math.min(cell.row, rows - 1 - cell.row, cell.column, columns - 1 - cell.column) + 1;
    for (const other of owner) {
      if (other.country === cell.country) continue;
      room = Math.min(room, Math.max(Math.abs(cell.row - other.row), Math.abs(cell.column - other.column)));
    }
    const known = best.get(cell.country);
    if (!known || room > known.room) best.set(cell.country, { room, at: cell.at });
  }
  return best;
}

// `named` countries have an event of their own, whose mark bears the name.
function addCountryNames(map, countries, lang, named) {
  map.createPane("country-names").style.zIndex = 160;
  const names = L.layerGroup().addTo(map);
  const labelled = countries.filter((country) => country.at && !named.has(country.id)).sort((a, b) => b.size - a.size);
  function draw() {
    names.clearLayers();
    const taken = [];
    const degreePx = (256 * 2 ** map.getZoom()) / 360;
    const view = map.getBounds();
    const inView = labelled.filter((country) => view.intersects(country.bounds));
    const rooms = map.getZoom() >= 5 ? roomiest(map, inView) : new Map();
    for (const country of inView) {
      const text = country[lang] || country.en;
      if (Math.sqrt(country.size) * degreePx < text.length * 5.5) continue;
      const at = view.pad(-0.05).contains(country.at) ? country.at : rooms.get(country)?.at;
      if (!at) continue;
      const { x, y } = map.latLngToContainerPoint(at);
      const box = [x - text.length * 5, y - 9, x + text.length * 5, y + 9];
      if (overlaps(box, taken)) continue;
      taken.push(box);
      const label = L.divIcon({ className: "country-name", html: html("span", {}, [text]), iconSize: [0, 0] });
      L.marker(at, { icon: label, pane: "country-names", interactive: false, keyboard: false }).addTo(names);
    }
  }
  map.on("moveend", draw);
  draw();
}

function addTiles(map, tiles) {
  const attribution = html("span", {}, [tiles.attribution]).innerHTML; // escaped by the DOM
  L.tileLayer(tiles.url, { attribution, maxZoom: 19 }).addTo(map);
}
