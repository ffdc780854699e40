(function () {
  "use strict";
  var input = document.getElementById("filter");
  var lines = Array.prototype.slice.call(document.querySelectorAll("#page li"));
  var at = -1;
  input.parentNode.hidden = false;
  input.addEventListener("input", function () {
    var wanted = input.value.trim().toLowerCase();
    lines.forEach(function (line) { line.hidden = line.textContent.toLowerCase().indexOf(wanted) < 0; });
  });
  function move(step) {
    var shown = lines.filter(function (line) { return !line.hidden; });
    if (!shown.length) { return; }
    at = Math.min(shown.length - 1, Math.max(0, at + step));
    shown[at].focus();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.target === input) {
      if (event.key === "Escape") { input.value = ""; input.dispatchEvent(new Event("input")); input.blur(); }
      return;
    }
    if (event.key === "/") { event.preventDefault(); input.focus(); }
    if (event.key === "j") { move(1); }
    if (event.key === "k") { move(-1); }
    if (event.key === "Enter" && document.activeElement.tagName === "LI") {
      var link = document.activeElement.querySelector("a");
      if (link) { link.click(); }
    }
  });
})();
