"use strict";
// Without this script every number still leads to the list of its answers; with it the number of a
// group shows that group's answers only.
(function () {
  function only(list, by, group) {
    const wanted = by + "=" + group;
    for (const item of list.querySelectorAll("li")) {
      const values = by ? Object.values(item.dataset) : [];
      item.hidden = by !== "" && !values.includes(wanted);
    }
    const told = list.querySelector(".filter");
    told.hidden = by === "";
    told.textContent = by === "" ? "" : by + ": " + group;
    if (by !== "") {
      const all = document.createElement("button");
      all.type = "button";
      all.textContent = "×";
      all.addEventListener("click", function () { only(list, "", ""); });
      told.append(all);
    }
  }
  function open(link) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const list = target && target.closest("details.answers");
    if (!list) { return; }
    list.open = true;
    only(list, (link && link.dataset.by) || "", (link && link.dataset.group) || "");
    list.scrollIntoView({ block: "start" });
  }
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a.n");
    if (link) { setTimeout(function () { open(link); }, 0); }
  });
  open(null);
})();
