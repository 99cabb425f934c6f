/* Each figure with data-spec is a still picture that a button turns into a live one: numbers at the pointer, zoom.

   data-spec          address of the picture's specification; data-spec-narrow: the same for narrow windows
   data-explore       what the button says
   data-failed        what is said where the live picture cannot be had
   Without this script the still picture is all there is, and nothing is missing but the button. */
"use strict";

(() => {
  const BUNDLE = "/static/vega.js";
  let engine;

  /** Vega, loaded when first wanted; a load that failed is tried again. */
  function loaded() {
    engine ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = BUNDLE;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = () => {
        script.remove();
        engine = undefined;
        reject(new Error(`${BUNDLE} cannot be loaded`));
      };
      document.head.append(script);
    });
    return engine;
  }

  async function specification(figure) {
    const narrow = figure.querySelector(":scope > .narrow");
    const isNarrow = narrow && getComputedStyle(narrow).display !== "none";
    const address = (isNarrow && figure.dataset.specNarrow) || figure.dataset.spec;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  /** A line of text beside the pointer. Styles are set one by one: no style sheet comes from a script. */
  function tooltip(parent) {
    const box = document.createElement("div");
    box.setAttribute("aria-hidden", "true");
    Object.assign(box.style, {
      position: "absolute", display: "none", maxWidth: "18rem", padding: ".25rem .5rem", background: "#fff",
      border: "1px solid #767676", fontSize: ".85rem", pointerEvents: "none", zIndex: "1",
    });
    parent.append(box);
    return (handler, event, item, value) => {
      box.style.display = value ? "block" : "none";
      if (!value) return;
      box.textContent = String(value);
      const frame = parent.getBoundingClientRect();
      const left = Math.min(event.clientX - frame.left + 12, frame.width - box.offsetWidth - 2);
      box.style.left = `${Math.max(0, left)}px`;
      box.style.top = `${event.clientY - frame.top + 14}px`;
    };
  }

  function furnish(figure, number) {
    const button = document.createElement("button");
    const live = document.createElement("div");
    const said = document.createElement("p");
    const stills = figure.querySelectorAll(":scope > .wide, :scope > .narrow");
    let drawing;

    button.type = "button";
    button.className = "explore";
    button.textContent = figure.dataset.explore;
    live.className = "live";
    live.id = `live-${number}`;
    live.hidden = true;
    live.style.position = "relative";
    said.setAttribute("role", "status");
    said.hidden = true;

    function show(open) {
      button.setAttribute("aria-expanded", String(open));
      live.hidden = !open;
      for (const still of stills) still.style.display = open ? "none" : "";
    }

    async function open() {
      const [embed, spec] = await Promise.all([loaded(), specification(figure)]);
      const place = document.createElement("div");
      live.replaceChildren(place);
      drawing = await embed(place, spec, {
        mode: "vega-lite",
        // The page's policy forbids code made from text: expressions are walked, not compiled.
        ast: true,
        renderer: "svg",
        actions: false,
        defaultStyle: false,
        tooltip: tooltip(live),
      });
      live.setAttribute("role", "group");
      live.setAttribute("aria-label", stills[0]?.getAttribute("aria-label") ?? figure.dataset.explore);
    }

    button.addEventListener("click", async () => {
      said.hidden = true;
      if (drawing) {
        drawing.finalize();
        drawing = undefined;
        live.replaceChildren();
        show(false);
        return;
      }
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
      try {
        await open();
        show(true);
      } catch (error) {
        said.textContent = figure.dataset.failed ?? "";
        said.hidden = !said.textContent;
        console.error(error);
      } finally {
        button.disabled = false;
        button.removeAttribute("aria-busy");
        button.focus();
      }
    });

    button.setAttribute("aria-controls", live.id);
    show(false);
    const caption = figure.querySelector(":scope > figcaption");
    for (const part of [live, button, said]) figure.insertBefore(part, caption);
  }

  document.querySelectorAll("figure[data-spec]").forEach(furnish);
})();
