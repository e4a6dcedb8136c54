// A text box that hands over what is typed after a pause, when it is left, and when the page is left.
// `base` is the text that is known to be kept, `sent` what was handed over and not acknowledged yet. Each handing over
// says what the text stood on, so that nobody else's words are written over unseen; what was `refused` is not handed
// over again until it changes.
const PAUSE = 700;
const PATIENCE = 5000;
const boxes = new WeakMap();
const unkept = new Set();
const rescued = new Map();  // by the box's id: what is typed and not kept, should its place on the page be drawn anew

function handAll() { for (const box of unkept) box.hand(); }
function guard(event) { count(); handAll(); if (unkept.size) { event.preventDefault(); event.returnValue = ""; } }
document.addEventListener("visibilitychange", () => { if (document.hidden) handAll(); });
window.addEventListener("beforeunload", guard);

function count(box) {
  if (box && box.dirty()) { unkept.add(box); rescued.set(box.id, { text: box.field.value, base: box.base, stood: box.stood }); }
  else if (box) { unkept.delete(box); rescued.delete(box.id); }
  for (const other of unkept) if (!other.field.isConnected) unkept.delete(other);
  document.documentElement.toggleAttribute("data-ss-unsaved", unkept.size > 0);
}

function setUp(root, id) {
  const box = { id, field: root.querySelector("textarea"), label: root.querySelector("label"),
    help: root.querySelector(".ssb-help"), status: root.querySelector(".ssb-status"),
    base: "", sent: null, refused: null, stood: [], timer: null, watch: null, reset: 0 };
  box.field.id = `ssb-${id}`; box.label.htmlFor = box.field.id;
  box.help.id = `ssb-${id}-help`; box.status.id = `ssb-${id}-status`;
  box.say = (words, kind) => {
    if (box.status.textContent !== words) box.status.textContent = words;
    box.status.className = `ssb-status ${kind || ""}`;
  };
  box.dirty = () => box.field.value !== box.base;
  box.hand = () => {
    clearTimeout(box.timer); box.timer = null;
    if (!box.dirty() || box.field.readOnly) return;
    if ((box.sent && box.sent.text === box.field.value) || box.refused === box.field.value) return;
    box.sent = { text: box.field.value, turn: Date.now() };
    box.stood.push(box.sent.text);
    box.say("Saving …", "dirty");
    box.set("text", { text: box.sent.text, turn: box.sent.turn, was: [box.base, ...box.stood.slice(0, -1)] });
    clearTimeout(box.watch);
    box.watch = setTimeout(() => {
      if (!box.sent) return;
      box.sent = null; box.say("Not saved yet. Trying again …", "dirty"); box.hand();
    }, PATIENCE);
  };
  box.settle = (text) => { clearTimeout(box.watch); box.sent = null; box.refused = null; box.stood = []; box.base = text; };
  box.field.addEventListener("input", () => {
    if (box.dirty()) box.say("Not saved yet", "dirty");
    count(box);
    clearTimeout(box.timer); box.timer = setTimeout(box.hand, PAUSE);
  });
  box.field.addEventListener("blur", box.hand);
  // A browser brings the caret into sight, not the box: the bar at the top would hide it.
  box.field.addEventListener("focus", () => requestAnimationFrame(() => box.field.scrollIntoView({ block: "nearest" })));
  box.field.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); box.hand(); } });
  return box;
}

function put(box, text) { box.field.value = text; box.settle(box.field.value); }

function take(box, data, fresh) {
  if (fresh || data.reset !== box.reset) {
    const left = fresh ? rescued.get(box.id) : null;
    box.reset = data.reset; put(box, data.value);
    if (left && left.text !== data.value) { box.base = left.base; box.stood = left.stood; box.field.value = left.text; }
    return;
  }
  if (box.sent && data.heard === box.sent.turn) {
    if (data.failed) { clearTimeout(box.watch); box.refused = box.sent.text; box.sent = null; } else box.settle(box.sent.text);
  }
  if (!box.dirty() || box.field.value === data.value) put(box, data.value);
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".ssb");
  let box = boxes.get(root);
  const fresh = !box;
  if (fresh) { box = setUp(root, data.id); boxes.set(root, box); }
  box.set = setStateValue;
  box.label.textContent = data.label;
  box.help.textContent = data.help || "";
  box.field.setAttribute("aria-describedby", `${box.help.id} ${box.status.id}`);
  box.field.rows = data.rows; box.field.readOnly = !!data.readonly;
  if (data.max) box.field.maxLength = data.max;
  take(box, { ...data, value: data.value.replace(/\r\n?/g, "\n") }, fresh);
  count(box);
  if (!box.dirty()) box.say(data.failed || data.saved || "", data.failed ? "failed" : "");
  else if (data.failed && !box.timer && !box.sent) box.say(data.failed, "failed");
  else if (!box.timer && !box.sent && box.refused !== box.field.value) box.timer = setTimeout(box.hand, PAUSE);
  return () => setTimeout(() => { if (!root.isConnected) { clearTimeout(box.timer); clearTimeout(box.watch); count(); } });
}
