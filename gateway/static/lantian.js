// Enhancement only: every page works without this file.
(() => {
  "use strict";

  // A second tap on a slow line must not send the form twice (the server would refuse the copy anyway).
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button && button.dataset.busy) button.textContent = button.dataset.busy;
    window.setTimeout(() => { delete form.dataset.sent; }, 15000);
  });

  // Filters take effect as they are chosen.
  document.querySelectorAll("form[data-auto] select").forEach((select) => {
    select.addEventListener("change", () => select.form.requestSubmit());
  });

  // "All present" on the attendance sheet.
  document.querySelectorAll("[data-choose-all]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.querySelectorAll(button.dataset.chooseAll).forEach((box) => { box.checked = true; });
      count();
    });
  });
  function count() {
    document.querySelectorAll("[data-count-of]").forEach((place) => {
      place.textContent = document.querySelectorAll(place.dataset.countOf + ":checked").length;
    });
  }
  document.addEventListener("change", count);
  count();

  // Menus close when the page is tapped elsewhere.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // What was typed survives a dropped line: the form says so instead of showing the browser's error page.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.defaultPrevented) return;
    event.preventDefault();
    delete event.target.dataset.sent;
    const note = document.getElementById("offline-note");
    if (note) { note.hidden = false; note.focus(); }
    window.addEventListener("online", () => event.target.requestSubmit(event.submitter), { once: true });
  });
  window.addEventListener("online", () => {
    const note = document.getElementById("offline-note");
    if (note) note.hidden = true;
  });

  // Long work: ask again and show the new state in place; without script a refresh does it.
  const watched = document.querySelector("[data-watch]");
  if (watched) {
    const again = async () => {
      try {
        const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
        if (!answer.ok) throw new Error(answer.status);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-watch]");
        if (!fresh) { location.replace(location.pathname); return; }
        watched.replaceChildren(...fresh.childNodes);
      } catch (_) { /* the line is down: the next turn may find it up again */ }
      window.setTimeout(again, Number(watched.dataset.watch));
    };
    window.setTimeout(again, Number(watched.dataset.watch));
  }

  // Date and file boxes speak the browser's language; here ours stands beside them.
  const words = document.body.dataset;
  document.querySelectorAll("input[type=date]").forEach((box) => {
    const said = document.createElement("span");
    said.className = "date-said";
    const say = () => {
      const [year, month, day] = box.value.split("-").map(Number);
      said.textContent = day ? year + words.year + month + words.month + day + words.day : "";
    };
    box.lang = "zh-CN";
    box.after(said);
    box.addEventListener("input", say);
    say();
  });
  document.querySelectorAll("input[type=file]").forEach((box) => {
    const frame = document.createElement("div");
    const name = document.createElement("span");
    const button = document.createElement("span");
    frame.className = "file-box form-control";
    button.className = "btn btn-quiet";
    button.textContent = words.pick;
    const say = () => { name.textContent = [...box.files].map((file) => file.name).join(", ") || words.none; };
    box.before(frame);
    frame.append(button, name, box);
    box.addEventListener("change", say);
    say();
  });

  // First wrong field gets the cursor.
  const wrong = document.querySelector(".has-error input, .has-error select, .has-error textarea");
  if (wrong) wrong.focus({ preventScroll: true });

  const top = document.querySelector("[data-focus]");
  if (top && !wrong) top.focus();
})();
