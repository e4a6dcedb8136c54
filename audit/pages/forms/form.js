// A form that keeps itself while it is filled in, and whose button carries all that stands in it.
// A passphrase is never kept, and nothing is where nobody is known yet: such a field holds what is typed by itself.
// Of each field, `base` is the value that is known to be kept: what differs from it is handed over after a pause, when
// the field is left and when the page is left. Nothing is handed over between pressing a button and letting go of it,
// so that no drawing anew can move the button away from under a finger.
const PAUSE = 700;
const PATIENCE = 8000;
const forms = new WeakMap();
const open = new Set();
const rescued = new Map();  // by the form's id: what is typed and not kept, should its place on the page be drawn anew
let pressing = false;

function keepAll() { for (const form of open) form.keep(); }
function count() {
  for (const form of open) if (!form.root.isConnected) open.delete(form);
  document.documentElement.toggleAttribute("data-ss-form-unsaved", [...open].some((form) => form.differing().length));
}
document.addEventListener("pointerdown", () => { pressing = true; }, true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { setTimeout(() => { pressing = false; }, 60); }, true);
document.addEventListener("visibilitychange", () => { if (document.hidden) keepAll(); });
window.addEventListener("beforeunload", (event) => {
  count(); keepAll();
  if ([...open].some((form) => form.differing().length)) { event.preventDefault(); event.returnValue = ""; }
});

function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) element.setAttribute(name, ""); else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...inside.filter((one) => one != null));
  return element;
}

// Each control returns how its value is read and put; a value is always a text.
const CONTROLS = {
  text(field, id) {
    const input = field.rows > 1
      ? make("textarea", { id, rows: field.rows, maxlength: field.most, spellcheck: "true", lang: "en-GB" })
      : make("input", { id, type: "text", maxlength: field.most, class: field.wide ? "" : "ssf-short", spellcheck: "true", lang: "en-GB" });
    return plain(input);
  },
  secret(field, id) { return plain(make("input", { id, type: "password", autocomplete: "new-password" })); },
  number(field, id) { return plain(make("input", { id, type: "text", inputmode: field.decimal ? "decimal" : "numeric", class: "ssf-short" })); },
  date(field, id) { return plain(make("input", { id, type: "date", min: field.least || null, max: field.most || null, class: "ssf-short" })); },
  time(field, id) { return plain(make("input", { id, type: "time", class: "ssf-short" })); },
  select(field, id) {
    const input = make("select", { id }, make("option", { value: "" }, field.placeholder));
    for (const [value, words] of field.options) if (value !== "") input.append(make("option", { value }, words));
    return plain(input);
  },
  tick(field, id) {
    const input = make("input", { id, type: "checkbox" });
    return { inputs: [input], read: () => (input.checked ? "yes" : ""), put: (value) => { input.checked = value === "yes"; } };
  },
  radios(field, id) { return several(field, id, "radio", (values) => values[0] || ""); },
  ticks(field, id) { return several(field, id, "checkbox", (values) => values.join("\n")); },
};

function plain(input) {
  return { inputs: [input], read: () => input.value, put: (value) => { if (input.value !== value) input.value = value; } };
}

function several(field, id, type, join) {
  const inputs = field.options.map(([value], place) => make("input", { id: `${id}-${place}`, type, name: id, value }));
  return {
    inputs,
    read: () => join(inputs.filter((input) => input.checked).map((input) => input.value)),
    put: (value) => { const on = new Set(value.split("\n")); for (const input of inputs) input.checked = on.has(input.value); },
  };
}

function drawn(form, field) {
  const id = `${form.id}-${field.name.replace(/[^\w]+/g, "-")}`;
  const control = CONTROLS[field.control](field, id);
  const words = field.label + (field.optional ? " (optional)" : "");
  const hint = field.hint ? make("div", { id: `${id}-hint`, class: "ssf-hint" }, field.hint) : null;
  const wrong = make("p", { id: `${id}-wrong`, class: "ssf-wrong", hidden: true });
  const marks = make("div", { class: "ssf-marks", hidden: true });
  let box;
  if (field.control === "radios" || field.control === "ticks") {
    const options = field.options.map(([, label, caption], place) => option(control.inputs[place], label, caption));
    const list = make("div", { class: field.side_by_side ? "ssf-options ssf-row" : "ssf-options" }, ...options);
    box = make("fieldset", { class: "ssf-field" }, make("legend", { class: "ssf-label" }, words), hint, wrong, list, marks);
  } else if (field.control === "tick") {
    box = make("div", { class: "ssf-field" }, wrong, option(control.inputs[0], words, field.hint), marks);
  } else {
    box = make("div", { class: "ssf-field" }, make("label", { class: "ssf-label", for: id }, words), hint, wrong, ...control.inputs, marks);
  }
  const about = field.control === "radios" || field.control === "ticks" ? box : control.inputs[0];
  const described = () => {
    const ids = [hint && hint.id, wrong.hidden ? null : wrong.id, field.control === "tick" && field.hint ? `${id}-caption` : null].filter(Boolean).join(" ");
    if (ids) about.setAttribute("aria-describedby", ids); else about.removeAttribute("aria-describedby");
  };
  described();
  for (const input of control.inputs) {
    input.addEventListener("input", () => form.typed(field.name));
    input.addEventListener("change", () => form.typed(field.name));
    input.addEventListener("blur", () => form.left());
    input.addEventListener("focus", () => requestAnimationFrame(() => input.scrollIntoView({ block: "nearest" })));
  }
  return { ...control, name: field.name, box, wrong, marks, described, base: "", sent: null };
}

function option(input, words, caption) {
  const described = caption ? `${input.id}-caption` : null;
  if (described) input.setAttribute("aria-describedby", described);
  return make("div", { class: "ssf-option" }, input, make("div", {}, make("label", { for: input.id }, words),
    caption ? make("div", { id: described, class: "ssf-hint" }, caption) : null));
}

function setUp(root, data) {
  const form = { root, id: `ssf-${data.id}`, fields: [], turn: 0, acting: null, timer: null, watch: null, reset: data.reset, told: 0 };
  form.summary = make("div", { class: "ssf-summary", role: "alert", tabindex: "-1", hidden: true, id: `${form.id}-problems` });
  form.status = make("p", { class: "ssf-status", role: "status" });
  form.say = (words, kind) => { if (form.status.textContent !== words) form.status.textContent = words; form.status.className = `ssf-status ${kind || ""}`; };
  form.differing = () => form.fields.filter((field) => field.read() !== field.base);
  form.changed = () => form.differing().filter((field) => field.keeps).map((field) => field.name);
  form.values = (of) => Object.fromEntries(form.fields.map((field) => [field.name, of(field)]));
  form.tell = (event) => {
    clearTimeout(form.timer); form.timer = null;
    form.turn = Math.max(Date.now(), form.turn + 1);
    for (const field of form.fields) field.sent = field.read();
    form.set("said", { turn: form.turn, values: form.values((field) => field.sent), shown: form.values((field) => field.base), ...event });
    clearTimeout(form.watch);
    form.watch = setTimeout(() => { form.acting = null; form.say("No answer yet. Check the connection; what you typed is still here.", "failed"); form.busy(); }, PATIENCE);
  };
  form.keep = () => {
    const changed = form.changed();
    if (form.acting || !changed.length || changed.every((name) => form.of(name).sent === form.of(name).read())) return;
    if (pressing) { form.timer = setTimeout(form.keep, 80); return; }
    form.say("Keeping your draft …", "");
    form.tell({ act: "type", changed });
  };
  form.typed = () => {
    count();
    if (form.changed().length) form.say("Not kept yet", "");
    clearTimeout(form.timer); form.timer = setTimeout(form.keep, PAUSE);
  };
  form.left = () => { if (form.changed().length) { clearTimeout(form.timer); form.timer = setTimeout(form.keep, pressing ? 150 : 0); } };
  form.act = (event) => {
    if (form.acting) return;
    form.acting = event.act; form.busy(); form.say("Saving …", "");
    form.tell(event);
  };
  form.busy = () => { for (const button of form.buttons) button.setAttribute("aria-disabled", form.acting ? "true" : "false"); };
  form.of = (name) => form.fields.find((field) => field.name === name);
  build(form, data);
  return form;
}

function build(form, data) {
  const parts = data.parts.map((part) => {
    const fields = part.fields.map((field) => {
      const one = { ...drawn(form, field), keeps: data.keeps && field.control !== "secret" };
      form.fields.push(one);
      return one.box;
    });
    const heading = part.heading ? make(`h${part.level}`, { class: "ssf-heading" }, part.heading) : null;
    return make("div", { class: "ssf-part" }, heading, part.text ? make("p", {}, part.text) : null, ...fields);
  });
  form.buttons = data.buttons.map(([pressed, words], place) => {
    const button = make("button", { type: place ? "button" : "submit", class: place ? "ssf-button" : "ssf-button ssf-primary" }, words);
    if (place) button.addEventListener("click", () => form.act({ act: "send", pressed }));
    return button;
  });
  form.afresh = make("button", { type: "button", class: "ssf-button ssf-quiet", hidden: true }, "Begin this form afresh");
  form.afresh.addEventListener("click", () => form.act({ act: "afresh" }));
  form.root.replaceChildren(form.summary, ...parts, make("div", { class: "ssf-buttons" }, ...form.buttons, form.afresh), form.status);
  form.root.onsubmit = (event) => { event.preventDefault(); form.act({ act: "send", pressed: "" }); };
  form.root.onkeydown = (event) => {
    if (!data.enter && event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
  };
}

function take(form, data, fresh) {
  const begun = fresh || data.reset !== form.reset;
  const heard = form.turn && data.heard === form.turn;
  const left = fresh ? rescued.get(form.id) : null;
  if (heard) { clearTimeout(form.watch); form.acting = null; form.busy(); }
  form.reset = data.reset;
  for (const field of form.fields) {
    const value = data.values[field.name] || "";
    const asSent = field.read() === field.sent;
    if (begun || field.read() === field.base || field.read() === value) field.put(value);
    else if (heard && field.keeps && !data.failed && asSent && !data.problems.length) field.put(value);
    field.base = value;
    if (left && left[field.name] !== undefined) field.put(left[field.name]);
  }
  if (begun) { rescued.delete(form.id); for (const field of form.fields) field.sent = null; }
}

function tellProblems(form, data) {
  const said = Object.fromEntries([...data.problems].reverse());
  for (const field of form.fields) {
    const words = said[field.name];
    field.wrong.hidden = !words;
    field.wrong.replaceChildren(...(words ? [make("span", { class: "ssf-vh" }, "Error: "), words] : []));
    for (const input of field.inputs) { if (words) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid"); }
    field.described();
  }
  form.summary.hidden = !data.problems.length;
  const lines = data.problems.map(([name, words]) => {
    const field = form.of(name);
    if (!field) return make("li", {}, words);
    const link = make("a", { href: `#${field.inputs[0].id}` }, words);
    link.addEventListener("click", (event) => { event.preventDefault(); field.inputs[0].focus(); field.box.scrollIntoView({ block: "center" }); });
    return make("li", {}, link);
  });
  form.summary.replaceChildren(...(lines.length ? [make("p", { class: "ssf-there" }, "There is a problem"), make("ul", {}, ...lines)] : []));
  if (data.problems.length && data.told !== form.told) {
    form.told = data.told;
    requestAnimationFrame(() => { form.summary.focus({ preventScroll: true }); form.summary.scrollIntoView({ block: "center" }); });
  }
}

function tellMarks(form, data) {
  for (const part of data.parts) for (const told of part.fields) {
    const field = form.of(told.name), marks = told.marks, key = JSON.stringify(marks || null);
    if (!field || field.marked === key) continue;
    field.marked = key;
    field.marks.hidden = !marks || !(marks.html || marks.choices.length);
    field.marks.innerHTML = marks ? marks.html : "";  // made by us, every text in it escaped
    for (const [kind, times, words, on] of marks ? marks.choices : []) {
      const input = make("input", { type: "checkbox", id: `${field.inputs[0].id}-${kind}-${times}`, checked: on });
      input.addEventListener("change", () => form.act({ act: "mark", mark: [told.name, kind, times], on: input.checked }));
      field.marks.append(option(input, words, ""));
    }
  }
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".ssf");
  const shape = JSON.stringify([data.id, data.enter, data.buttons, data.parts.map((part) => ({ ...part, fields: part.fields.map(({ marks, ...field }) => field) }))]);
  let form = forms.get(root);
  const fresh = !form;
  if (!fresh && form.shape !== shape) {  // it asks other things now: what stands in it stays where it is asked still
    const typed = Object.fromEntries(form.differing().map((field) => [field.name, field.read()]));
    const here = document.activeElement || {}, { id, selectionStart, selectionEnd } = here;
    form.fields = []; build(form, data);
    for (const field of form.fields) { field.base = data.values[field.name] || ""; field.put(typed[field.name] ?? field.base); field.sent = null; }
    const there = id && document.getElementById(id);
    if (there) there.focus({ preventScroll: true });
    if (there && selectionStart != null) there.setSelectionRange(selectionStart, selectionEnd);
  }
  if (fresh) { form = setUp(root, data); forms.set(root, form); }
  form.shape = shape;
  form.set = setStateValue;
  open.add(form);
  take(form, data, fresh);
  tellProblems(form, data);
  tellMarks(form, data);
  form.afresh.hidden = !data.kept;
  const changed = form.changed();
  if (form.differing().length) rescued.set(form.id, form.values((field) => field.read())); else rescued.delete(form.id);
  if (data.failed) form.say(`Not saved. ${data.failed}`, "failed");
  else if (!changed.length && !form.acting) form.say(data.kept ? `✓ ${data.kept}` : "", "");
  count();
  return () => setTimeout(() => { if (!root.isConnected) { clearTimeout(form.timer); clearTimeout(form.watch); count(); } });
}
