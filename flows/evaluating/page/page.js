"use strict";
// Filters of the error list; links of the form #errors?layer=events&type=merger set them.
const form = document.getElementById("filters");
const items = [...document.querySelectorAll("#list > li")];
const names = ["file", "layer", "type", "side"];
const plain = (text) => text.toLocaleLowerCase("de");

function filter() {
  const chosen = names.filter((name) => form.elements[name].value !== "");
  const words = plain(form.elements.words.value.trim());
  let shown = 0;
  for (const item of items) {
    const fits = chosen.every((name) => item.dataset[name] === form.elements[name].value)
      && (words === "" || plain(item.textContent).includes(words));
    item.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  form.querySelector("output").textContent = `${shown.toLocaleString("en")} of ${items.length.toLocaleString("en")} errors`;
}

function follow() {
  const [place, query] = location.hash.slice(1).split("?");
  if (place !== "errors" || query === undefined) return;
  const wanted = new URLSearchParams(query);
  for (const name of names) form.elements[name].value = wanted.get(name) ?? "";
  form.elements.words.value = "";
  filter();
  document.getElementById("errors").scrollIntoView();
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", follow);
filter();
follow();
