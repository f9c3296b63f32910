// The base map: outlines of countries with their names, drawn from the page's own data.

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

function addOutlines(map, outlines) {
  map.createPane("land").style.zIndex = 150;
  const renderer = L.svg({ pane: "land", padding: 0.6 });
  for (const country of outlines.countries) {
    const rings = country.parts.map((part) => part.map((line) => decodeLine(line, outlines.scale)));
    L.polygon(rings, { renderer, pane: "land", interactive: false, className: "land", weight: 1, smoothFactor: 1 })
      .addTo(map);
  }
}

function overlaps(box, taken) {
  return taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
}

// `named` countries have an event of their own, whose mark bears the name.
function addCountryNames(map, outlines, lang, named) {
  map.createPane("country-names").style.zIndex = 160;
  const names = L.layerGroup().addTo(map);
  const labelled = outlines.countries.filter((country) => country.at && !named.has(country.id));
  labelled.sort((a, b) => b.size - a.size);
  function draw() {
    names.clearLayers();
    const taken = [];
    const degreePx = (256 * 2 ** map.getZoom()) / 360;
    const view = map.getBounds().pad(0.1);
    for (const country of labelled) {
      const text = country[lang] || country.en;
      if (Math.sqrt(country.size) * degreePx < text.length * 5.5 || !view.contains(country.at)) continue;
      const { x, y } = map.latLngToContainerPoint(country.at);
      const box = [x - text.length * 5, y - 9, x + text.length * 5, y + 9];
      if (overlaps(box, taken)) continue;
      taken.push(box);
      const label = L.divIcon({ className: "country-name", html: html("span", {}, [text]), iconSize: [0, 0] });
      L.marker(country.at, { icon: label, pane: "country-names", interactive: false, keyboard: false }).addTo(names);
    }
  }
  map.on("moveend", draw);
  draw();
}

function addTiles(map, tiles) {
  const attribution = html("span", {}, [tiles.attribution]).innerHTML; // escaped by the DOM
  L.tileLayer(tiles.url, { attribution, maxZoom: 19 }).addTo(map);
}
