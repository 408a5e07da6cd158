/// The report's script: sorting, filtering, opening what a link leads to.
///
/// The report is whole without it.
///
/// It makes elements and sets their text; it never turns text into markup and never asks the network.
enum HTMLScript {
  static let text: StaticString = #"""
    (function () {
    "use strict";
    var word = document.body.dataset;
    function make(name, className, text) {
      var element = document.createElement(name);
      if (className) element.className = className;
      if (text) element.textContent = text;
      return element;
    }
    function key(row, index) {
      var cell = row.cells[index];
      if (!cell) return "";
      return cell.dataset.v !== undefined ? parseFloat(cell.dataset.v) : cell.textContent;
    }
    function compare(a, b) {
      if (typeof a === "number" && typeof b === "number") return a - b;
      if (typeof a === "number") return 1;
      if (typeof b === "number") return -1;
      return a < b ? -1 : a > b ? 1 : 0;
    }
    document.querySelectorAll("table.sortable").forEach(function (table) {
      var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
      if (rows.length < 2) return;
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, index) {
        var button = make("button", "sort", head.textContent);
        button.type = "button";
        button.title = word.sort + " " + head.textContent;
        head.textContent = "";
        head.appendChild(button);
        button.addEventListener("click", function () {
          var first = head.classList.contains("number") ? -1 : 1;
          var now = head.getAttribute("aria-sort");
          var direction = now === null ? first : now === "ascending" ? -1 : 1;
          Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) {
            other.removeAttribute("aria-sort");
          });
          head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
          rows.map(function (row, place) { return { row: row, key: key(row, index), place: place }; })
            .sort(function (a, b) { return direction * compare(a.key, b.key) || a.place - b.place; })
            .forEach(function (entry) { body.appendChild(entry.row); });
        });
      });
      if (rows.length < 9) return;
      var bar = make("div", "filter"), label = make("label", "", word.filter + " ");
      var input = make("input"), count = make("output");
      input.type = "search";
      label.appendChild(input);
      bar.appendChild(label);
      bar.appendChild(count);
      table.parentNode.parentNode.insertBefore(bar, table.parentNode);
      function apply() {
        var wanted = input.value.toLowerCase(), shown = 0;
        rows.forEach(function (row) {
          var keep = row.textContent.toLowerCase().indexOf(wanted) >= 0;
          row.hidden = !keep;
          if (keep) shown += 1;
        });
        count.textContent = shown + " / " + rows.length + " " + word.rows;
      }
      input.addEventListener("input", apply);
      apply();
    });
    function reveal() {
      var id = location.hash.slice(1), target = id && document.getElementById(id);
      if (!target) return;
      for (var node = target; node; node = node.parentElement) {
        if (node.tagName === "DETAILS") node.open = true;
      }
      target.scrollIntoView();
    }
    window.addEventListener("hashchange", reveal);
    document.addEventListener("click", function (event) {
      var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
      if (link && link.getAttribute("href") === location.hash) reveal();
    });
    reveal();
    var folded = document.querySelectorAll("#conversations > details");
    if (folded.length > 1) {
      var all = make("button", "all", word.open), open = false;
      all.type = "button";
      all.addEventListener("click", function () {
        open = !open;
        folded.forEach(function (entry) { entry.open = open; });
        all.textContent = open ? word.close : word.open;
      });
      folded[0].parentNode.insertBefore(all, folded[0]);
    }
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll("details[open] details, .chart details").forEach(function (entry) { entry.open = true; });
    });
    })();
    """#
}
