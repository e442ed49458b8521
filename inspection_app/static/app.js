// What htmx leaves to the page: saying that a save failed, guarding typed text, putting the focus where the work goes on.
// Sentences come from data-say-* on <body>, so that they are translated.
"use strict";

(() => {
  const say = document.body.dataset;
  const trouble = document.getElementById("trouble");
  const troubleText = document.getElementById("trouble-text");
  const signIn = document.getElementById("trouble-sign-in");
  const unsent = new Set(); // forms with typed text the server does not have
  const underWay = new WeakMap(); // request -> what to set right when it ends
  let placed = null; // the request whose answer has been given the focus

  const kind = (detail) => detail.requestConfig?.triggeringEvent?.type; // none for a poll
  const byPerson = (detail) => ["click", "submit"].includes(kind(detail));
  const isSave = (detail) => detail.requestConfig?.verb !== "get";
  const ownForm = (detail) => detail.elt.closest("form");

  function guard(form) {
    if (form?.getAttribute("method") === "post" && !form.hasAttribute("data-unguarded")) unsent.add(form);
  }

  function wouldLose(root, except) {
    return [...unsent].some((form) => form !== except && root.contains(form));
  }

  function showTrouble(detail) {
    const status = detail.xhr?.status ?? 0;
    troubleText.textContent = say[`say${status}`] ?? (isSave(detail) ? say.sayUnsaved : say.sayUnreachable);
    signIn.hidden = status !== 401;
    openTrouble(detail);
  }

  function openTrouble(detail) {
    trouble.dataset.saving = isSave(detail);
    trouble.hidden = false;
  }

  function setBusy(detail) {
    const form = kind(detail) === "submit" ? ownForm(detail) : null;
    underWay.set(detail.xhr, { target: detail.target, form, focus: document.activeElement });
    detail.target.setAttribute("aria-busy", "true");
    if (form) form.inert = true; // what is typed while saving would be lost with the answer
  }

  function setFree(detail) {
    const { target, form, focus } = underWay.get(detail.xhr);
    target.removeAttribute("aria-busy");
    if (form) form.inert = false;
    if (document.activeElement === document.body && focus?.isConnected) focus.focus({ preventScroll: true });
  }

  function placeFocus(root, detail) {
    const wrong = root.querySelector(".is-invalid");
    const inside = root.querySelector("[data-takes-focus]"); // the one line of a table with which the work goes on
    const pane = inside ?? root.closest("[data-takes-focus]");
    if (!(wrong ?? pane) || !byPerson(detail) || placed === detail.xhr) return;
    placed = detail.xhr;
    (wrong ?? pane).focus({ preventScroll: true });
    if (!wrong && kind(detail) === "click") pane.scrollTop = 0;
    const behavior = inside ? "instant" : "auto"; // a form that closed above would make it a long way
    const block = inside && !wrong && pane.offsetHeight > window.innerHeight ? "start" : "nearest"; // a long form from its top
    if (wrong || inside || kind(detail) === "click") (wrong?.closest(".field") ?? wrong ?? pane).scrollIntoView({ block, behavior });
  }

  function guardInvalid() {
    for (const field of document.querySelectorAll("form .is-invalid")) guard(field.form);
  }

  document.addEventListener("input", ({ target }) => guard(target.form));
  document.addEventListener("reset", ({ target }) => unsent.delete(target));
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) unsent.delete(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    if (wouldLose(document)) event.preventDefault();
  });

  // Another item, another form or a poll must not sweep away a form that is being filled in.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { detail } = event;
    if (!wouldLose(detail.target, isSave(detail) ? ownForm(detail) : null)) return;
    if (byPerson(detail) && window.confirm(say.sayLeave)) return;
    event.preventDefault();
  });
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const sendsFiles = [...detail.formData.values()].some((value) => value instanceof File);
    if (sendsFiles) detail.timeout = 0; // a slow line takes its time
  });
  document.addEventListener("htmx:beforeSend", ({ detail }) => setBusy(detail));
  // A refusal of a save is said above the form, which stays as it was; an answer with a form replaces it.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const refused = [403, 404, 409].includes(detail.xhr.status) && isSave(detail);
    if (!refused || detail.serverResponse.includes("<form")) return;
    detail.target = troubleText;
    detail.swapOverride = "innerHTML";
    signIn.hidden = true;
    openTrouble(detail);
  });
  // The list marks the item that is open beside it.
  function markOpen() {
    for (const row of document.querySelectorAll("a.item-row")) {
      if (row.pathname === location.pathname) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }
  document.addEventListener("htmx:pushedIntoHistory", markOpen);

  document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
    if (detail.xhr?.status === 422) guardInvalid();
    if (target !== troubleText && !trouble.contains(target)) placeFocus(target, detail);
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    setFree(detail);
    if (!detail.successful || detail.xhr.status >= 400) return;
    if (isSave(detail)) unsent.delete(ownForm(detail));
    if (trouble.dataset.saving === String(isSave(detail))) trouble.hidden = true;
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, ({ detail }) => showTrouble(detail));
  }

  for (const open of document.querySelectorAll(".tabs [aria-current]")) { // the row of tabs scrolls on a phone
    const row = open.closest(".tabs");
    row.scrollLeft = open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }

  guardInvalid(); // a whole page that came back with 422
  document.querySelector("form .is-invalid")?.focus();
})();
