"use strict";
(() => {
  const form = document.getElementById("filter");
  const [text, kind, found] = ["text", "kind", "found"].map((id) => document.getElementById(id));
  const groups = [...document.querySelectorAll("details[data-group]")].map((node) => ({
    node,
    own: node.querySelector("summary").textContent.toLowerCase(),
    rows: [...node.querySelectorAll("[data-kinds]")].map((row) => ({
      row, text: row.textContent.toLowerCase(), kinds: row.dataset.kinds.split(" "),
    })),
    rest: [...node.querySelectorAll("[data-rest]")].map((each) => each.textContent.toLowerCase()).join(" "),
  }));
  const sections = [...document.querySelectorAll("section[data-groups]")];
  const FEW = 12;

  // A method is looked for by its Python name, too, of which only the dots differ.
  function has(where, word) {
    return where.includes(word) || where.includes(word.replaceAll(".", "_"));
  }

  function apply() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = kind.value;
    const asked = words.length > 0 || chosen !== "";
    let shownGroups = 0;
    let shownRows = 0;
    for (const group of groups) {
      let rows = 0;
      const around = words.every((word) => has(group.own, word) || has(group.rest, word));
      for (const each of group.rows) {
        const fits = (chosen === "" || each.kinds.includes(chosen))
          && (around || words.every((word) => has(each.text, word) || has(group.own, word)));
        each.row.hidden = !fits;
        rows += fits ? 1 : 0;
      }
      group.fits = rows > 0 || (around && chosen === "");
      group.node.hidden = !group.fits;
      shownGroups += group.fits ? 1 : 0;
      shownRows += rows;
    }
    for (const group of groups) {
      group.node.open = asked && group.fits && shownGroups <= FEW;
    }
    for (const section of sections) {
      section.hidden = asked && !section.querySelector("details[data-group]:not([hidden])");
    }
    found.textContent = asked ? `${shownGroups} of ${groups.length} operations, models and lists of rows, ${shownRows} lines in them` : "";
  }

  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
      if (target.hidden) {
        form.reset();
        apply();
      }
      target.open = true;
      target.scrollIntoView();
    }
  }

  let waiting;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  kind.addEventListener("change", apply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("reset", () => setTimeout(apply));
  for (const [id, open] of [["open", true], ["close", false]]) {
    document.getElementById(id).addEventListener("click", () => {
      groups.filter((group) => !group.node.hidden).forEach((group) => { group.node.open = open; });
    });
  }
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  apply();
  reveal();
})();
