// After a step within one page, go to the top of what is new, as a browser does between two pages.
let last = null;

export default function (component) {
  const { data, parentElement } = component;
  if (parentElement.parentElement) parentElement.setAttribute("aria-hidden", "true");
  if (data.at === last) return;
  const first = last === null;
  last = data.at;
  if (first && !data.to) return;
  let tries = 40;
  const go = () => {
    const found = document.getElementById(data.to) || (data.to ? null : document.querySelector("h1"));
    if (found) { if (found.tabIndex < 0) found.tabIndex = -1; found.focus(); found.scrollIntoView({ block: "start" }); }
    else if (tries--) setTimeout(go, 50);
  };
  setTimeout(go, 120);
}
