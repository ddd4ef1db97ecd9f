/* Tells what a mark of a picture says, on hover and on keyboard focus; arrow keys walk the marks in order. Forms that show what
   follows from a choice send themselves when one is made, and come back to where they were. */
(() => {
  "use strict";
  const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function place(tip, figure, mark) {
    const box = mark.getBoundingClientRect();
    const frame = figure.getBoundingClientRect();
    const centre = box.left + box.width / 2 - frame.left;
    const left = Math.max(0, Math.min(centre - tip.offsetWidth / 2, frame.width - tip.offsetWidth));
    const above = box.top - frame.top - tip.offsetHeight - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${box.top - tip.offsetHeight - 8 < 0 ? box.bottom - frame.top + 8 : above}px`;
  }

  for (const figure of document.querySelectorAll(".picture")) {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    figure.append(tip);
    const tell = (mark) => {
      tip.textContent = mark.getAttribute("aria-label");
      tip.hidden = false;
      place(tip, figure, mark);
    };
    const hush = () => { tip.hidden = true; };
    for (const svg of figure.querySelectorAll("svg")) {
      const marks = [...svg.querySelectorAll("[data-mark]")];
      marks.forEach((mark, at) => {
        mark.setAttribute("tabindex", at === 0 ? "0" : "-1");
        mark.addEventListener("pointerenter", () => tell(mark));
        mark.addEventListener("pointerleave", hush);
        mark.addEventListener("focus", () => tell(mark));
        mark.addEventListener("blur", hush);
        mark.addEventListener("keydown", (event) => {
          if (event.key === "Escape") { hush(); return; }
          const to = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : STEP[event.key] ? at + STEP[event.key] : -1;
          const next = marks[to];
          if (!next) return;
          event.preventDefault();
          mark.setAttribute("tabindex", "-1");
          next.setAttribute("tabindex", "0");
          next.focus();
        });
      });
    }
  }

  const HELD = "clearspan-live";
  for (const field of document.querySelectorAll("form[data-live] :is(select, [type=number], [list])")) {
    field.addEventListener("change", () => {
      sessionStorage.setItem(HELD, JSON.stringify([location.pathname, field.name, scrollY]));
      field.form.requestSubmit(field.form.querySelector("[formnovalidate]"));
    });
  }

  const held = JSON.parse(sessionStorage.getItem(HELD) ?? "[]");
  sessionStorage.removeItem(HELD);
  if (held[0] === location.pathname) {
    document.querySelector(`form[data-live] [name="${held[1]}"]`)?.focus({ preventScroll: true });
    scrollTo(0, held[2]);
  }
})();
