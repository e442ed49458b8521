// Arrow and page keys of a keyboard or a presenter go from part to part; without script the links below do.
"use strict";
const slides = [...document.querySelectorAll(".slide")];
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

function current() {
  const middle = window.innerHeight / 2;
  return Math.max(0, slides.findLastIndex((slide) => slide.getBoundingClientRect().top <= middle));
}

// A part longer than the screen is scrolled through before the next one comes.
function turn(step) {
  const here = slides[current()].getBoundingClientRect();
  const more = step > 0 ? here.bottom > window.innerHeight + 2 : here.top < -2;
  if (more) return window.scrollBy({ top: step * Math.min(0.8 * window.innerHeight, Math.abs(step > 0 ? here.bottom - window.innerHeight : here.top)) });
  const slide = slides[current() + step];
  if (!slide) return;
  slide.scrollIntoView({ block: step > 0 ? "start" : "end" });
  slide.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  turn(step);
});
