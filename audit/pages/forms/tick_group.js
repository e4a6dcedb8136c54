// A group of checkboxes with a name of its own; every change hands over the whole choice at once.
const groups = new WeakMap();
const PATIENCE = 5000;

function setUp(root) {
  const group = { row: root.querySelector(".ssf-row"), legend: root.querySelector("legend"), boxes: new Map(), touched: new Set(), sent: null };
  const those = (checked) => [...group.touched].filter((value) => group.boxes.get(value).checked === checked);
  group.hand = () => {
    group.sent = Date.now();
    group.set("chosen", { on: those(true), off: those(false), turn: group.sent });
    clearTimeout(group.watch);
    group.watch = setTimeout(() => { if (group.sent) group.hand(); }, PATIENCE);
  };
  return group;
}

function draw(group, options) {
  for (const [value, words] of options) {
    if (group.boxes.has(value)) continue;
    const label = document.createElement("label"), box = document.createElement("input");
    box.type = "checkbox";
    box.addEventListener("change", () => { group.touched.add(value); group.hand(); });
    label.append(box, words);
    group.row.append(label);
    group.boxes.set(value, box);
  }
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".ssf");
  let group = groups.get(root);
  if (!group) { group = setUp(root); groups.set(root, group); }
  group.set = setStateValue;
  group.legend.textContent = data.legend;
  draw(group, data.options);
  if (group.sent && data.heard !== group.sent) return;
  clearTimeout(group.watch);
  group.sent = null; group.touched.clear();
  for (const [value, box] of group.boxes) { box.checked = data.chosen.includes(value); box.disabled = !!data.readonly; }
}
