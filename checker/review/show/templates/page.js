(function () {
  "use strict";
  var form = document.getElementById("filters");
  var grid = document.getElementById("grid");
  var pointed = document.getElementById("pointed");
  var rows = Array.prototype.slice.call(grid.tBodies[0].rows);
  var titles = Array.prototype.map.call(grid.querySelectorAll(".items th"), function (head) { return head.title; });
  var names = {};
  Array.prototype.forEach.call(form.elements.status.options, function (option) { names[option.value] = option.textContent; });
  var FIRST = 2;  // cells before those of the items
  var current = null;

  function matches(row, data, words) {
    var cells = row.cells;
    if (data.level && row.dataset.level !== data.level) { return false; }
    if (data.above && row.dataset.above !== data.above) { return false; }
    if (data.year && row.dataset.year !== data.year) { return false; }
    if (data.status) {
      var found = data.asked ? cells[FIRST + Number(data.asked)].className === data.status : !!row.querySelector("td." + data.status);
      if (!found) { return false; }
    }
    if (!words.length) { return true; }
    var text = (cells[0].textContent + " " + row.dataset.above + " " + row.dataset.text).toLowerCase();
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  }

  function apply() {
    var data = {};
    ["level", "above", "year", "status", "asked"].forEach(function (name) { data[name] = form.elements[name].value; });
    var words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row) {
      row.hidden = !matches(row, data, words);
      shown += row.hidden ? 0 : 1;
    });
    document.getElementById("count").textContent = "显示 " + shown + " 份，共 " + rows.length + " 份";
  }

  function tell(cell) {
    var row = cell.parentElement;
    var title = titles[cell.cellIndex - FIRST];
    pointed.textContent = row.cells[0].textContent.trim() + " · " + title + " · " + cell.textContent + " " + (names[cell.className] || "");
  }

  function isVerdict(node) {
    return node && node.tagName === "TD" && node.cellIndex >= FIRST && node.className;
  }

  function focus(cell) {
    if (current) { current.tabIndex = -1; }
    current = cell;
    cell.tabIndex = 0;
    cell.focus();
  }

  function open(cell) {
    var link = cell.parentElement.querySelector("a");
    location.hash = link.hash + "-" + titles[cell.cellIndex - FIRST].split(" ")[0];
  }

  function step(row, by) {
    do { row = by < 0 ? row.previousElementSibling : row.nextElementSibling; } while (row && row.hidden);
    return row;
  }

  grid.addEventListener("mouseover", function (event) { if (isVerdict(event.target)) { tell(event.target); } });
  grid.addEventListener("focusin", function (event) { if (isVerdict(event.target)) { tell(event.target); } });
  grid.addEventListener("click", function (event) { if (isVerdict(event.target)) { focus(event.target); open(event.target); } });
  grid.addEventListener("keydown", function (event) {
    var cell = event.target;
    if (!isVerdict(cell)) { return; }
    var goal = null;
    if (event.key === "Enter") { open(cell); }
    if (event.key === "ArrowLeft") { goal = cell.previousElementSibling; }
    if (event.key === "ArrowRight") { goal = cell.nextElementSibling; }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      var row = step(cell.parentElement, event.key === "ArrowUp" ? -1 : 1);
      goal = row && row.cells[cell.cellIndex];
    }
    if (isVerdict(goal)) { focus(goal); }
    if (/^Arrow/.test(event.key)) { event.preventDefault(); }
  });

  function goal() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (error) {
      return null;
    }
  }

  var place = 0;
  function show() {
    var target = goal();
    var unit = target && target.closest(".unit");
    Array.prototype.forEach.call(document.querySelectorAll(".unit.on"), function (node) { node.classList.remove("on"); });
    if (unit && !document.body.classList.contains("one")) { place = window.scrollY; }
    var back = !unit && document.body.classList.contains("one");
    document.body.classList.toggle("one", !!unit);
    if (unit) {
      unit.classList.add("on");
      if (target === unit) { window.scrollTo(0, 0); unit.focus(); } else { target.scrollIntoView({ block: "center" }); }
    } else if (back) {
      window.scrollTo(0, place);
      if (current) { current.focus(); }
    }
  }

  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("reset", function () { window.setTimeout(apply, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", show);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && document.body.classList.contains("one")) { location.hash = "matrix"; }
  });
  var print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", function () { window.print(); });
  form.hidden = false;
  if (rows.length) {
    current = rows[0].cells[FIRST] || null;
    if (current) { current.tabIndex = 0; }
  }
  apply();
  show();
}());
