// A text box that hands over what is typed after a pause, when it is left, and when the page is left.
const PAUSE = 700;
const boxes = new WeakMap();

function guard(event) { event.preventDefault(); }

function setUp(root, id) {
  const box = { field: root.querySelector("textarea"), label: root.querySelector("label"),
    help: root.querySelector(".ssb-help"), status: root.querySelector(".ssb-status"), sent: null, timer: null, data: null };
  box.field.id = `ssb-${id}`; box.label.htmlFor = box.field.id;
  box.help.id = `ssb-${id}-help`; box.status.id = `ssb-${id}-status`;
  box.say = (words, kind) => {
    if (box.status.textContent !== words) box.status.textContent = words;
    box.status.className = `ssb-status ${kind || ""}`;
  };
  box.dirty = () => box.field.value !== (box.data ? box.data.value : "");
  box.hand = () => {
    clearTimeout(box.timer); box.timer = null;
    if (!box.dirty() || box.field.readOnly) return;
    if (box.sent === box.field.value) return;
    box.sent = box.field.value;
    box.say("Saving …", "dirty");
    box.set("text", { text: box.field.value, turn: Date.now() });
  };
  box.field.addEventListener("input", () => {
    if (box.dirty()) { box.sent = null; box.say("Not saved yet", "dirty"); window.addEventListener("beforeunload", guard); }
    clearTimeout(box.timer); box.timer = setTimeout(box.hand, PAUSE);
  });
  box.field.addEventListener("blur", box.hand);
  box.field.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); box.hand(); } });
  return box;
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".ssb");
  let box = boxes.get(root);
  const fresh = !box;
  if (fresh) { box = setUp(root, data.id); boxes.set(root, box); }
  box.set = setStateValue;
  const before = box.data ? box.data.value : null;
  const typed = !fresh && box.field.value !== before;
  box.data = data;
  box.label.textContent = data.label;
  box.help.textContent = data.help || "";
  box.field.setAttribute("aria-describedby", `${box.help.id} ${box.status.id}`);
  box.field.rows = data.rows; box.field.readOnly = !!data.readonly;
  if (data.max) box.field.maxLength = data.max;
  if (fresh || (!typed && box.field.value !== data.value)) box.field.value = data.value;
  if (data.failed) { box.sent = null; box.say(data.failed, "failed"); }
  else if (!box.dirty()) { box.sent = null; box.say(data.saved || "", ""); }
  else if (!box.timer && box.sent !== box.field.value) { box.timer = setTimeout(box.hand, PAUSE); }
  if (!box.dirty()) window.removeEventListener("beforeunload", guard);
}
