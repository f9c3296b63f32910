// DOM nodes and words. Every word from outside goes in as text, never as markup.

function html(name, attributes = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null) continue;
    if (key === "class") node.className = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function button(attributes, children, action) {
  const node = html("button", { type: "button", ...attributes }, children);
  node.addEventListener("click", action);
  return node;
}

function filledIn(words, values) {
  return words.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
}

function show(node, pane) {
  const box = node.getBoundingClientRect();
  const view = pane.getBoundingClientRect();
  if (box.top < view.top + 8 || box.bottom > view.bottom - 8) node.scrollIntoView({ block: "nearest" });
}

// Moves the focus among `nodes` and keeps one of them reachable by Tab.
function moveFocus(nodes, from, step) {
  if (!nodes.length) return;
  const at = from === null ? (step > 0 ? 0 : nodes.length - 1) : nodes.indexOf(from) + step;
  const next = nodes[Math.min(nodes.length - 1, Math.max(0, at))];
  rove(nodes, next);
  next.focus();
}

function rove(nodes, reachable) {
  for (const node of nodes) node.tabIndex = node === reachable ? 0 : -1;
}
