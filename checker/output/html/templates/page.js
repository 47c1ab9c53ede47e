(function () {
  "use strict";
  var form = document.getElementById("filters");
  var articles = list(document, "#items article");
  var others = list(document, "#findings article, #facts tbody tr");
  var blocks = list(document, ".block");
  var back = document.getElementById("back");
  var lit = [];

  function list(root, selector) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }

  // Filters

  function checked(name) {
    return list(form, "input[name=" + name + "]:checked").map(function (box) { return box.value; });
  }

  function plain(text) {
    return text.toLowerCase().replace(/\s+/g, "");
  }

  function holds(row, words) {
    if (!words) { return true; }
    if (row.words === undefined) { row.words = plain(row.textContent); }
    return row.words.indexOf(words) >= 0;
  }

  function apply() {
    var statuses = checked("status");
    var forces = checked("force");
    var review = form.elements.review.checked;
    var group = form.elements.group.value;
    var words = plain(form.elements.search.value);
    var shown = 0;
    articles.forEach(function (article) {
      var data = article.dataset;
      var wanted = statuses.indexOf(data.status) >= 0 && forces.indexOf(data.force) >= 0 &&
        (!group || data.group === group) && (!review || data.review !== undefined) && holds(article, words);
      article.hidden = !wanted;
      shown += wanted ? 1 : 0;
    });
    others.forEach(function (row) { row.hidden = !holds(row, words); });
    blocks.forEach(function (block) { block.hidden = !block.querySelector("article:not([hidden])"); });
    document.getElementById("count").textContent = "显示 " + shown + " 项，共 " + articles.length + " 项";
  }

  function preset(name) {
    list(form, "input[type=checkbox]").forEach(function (box) {
      var gap = box.value !== "covered" && box.value !== "not_applicable";
      box.checked = box.name === "force" || (box.name === "status" && (name === "all" || gap));
    });
    form.elements.group.value = "";
    form.elements.search.value = "";
    apply();
  }

  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  list(form, "[data-preset]").forEach(function (button) {
    button.addEventListener("click", function () { preset(button.dataset.preset); });
  });

  // Jumps: the browser scrolls; here the goal is brought to light if a filter or a fold hides it, and lit from end to end.

  function reveal(target) {
    for (var node = target; node; node = node.parentElement) {
      node.hidden = false;
      if (node.tagName === "DETAILS") { node.open = true; }
    }
  }

  function light(letter, first, last) {
    lit.forEach(function (node) { node.classList.remove("on"); });
    lit = [];
    for (var number = first; number <= last; number++) {
      lit.push(document.getElementById(letter + number));
      lit[lit.length - 1].classList.add("on");
    }
  }

  function goal(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch (error) {
      return null;
    }
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']");
    var target = link && goal(link.hash);
    if (!target) { return; }
    reveal(target);
    if (link.dataset.last) {
      light(target.id.charAt(0), Number(target.id.slice(1)), Number(link.dataset.last));
      var from = link.closest("article, tr");
      back.hidden = !from;
      if (from) {
        back.hash = from.id;
        back.textContent = "↩ 返回 " + (from.querySelector(".id, .name, td") || from).textContent.slice(0, 12);
      }
    }
  });

  window.addEventListener("hashchange", function () {
    var target = goal(location.hash);
    if (target && lit.indexOf(target) < 0) { light("", 1, 0); }
    if (target) { reveal(target); }
  });

  var print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", function () { window.print(); });
  form.hidden = false;
  apply();
  if (goal(location.hash)) {
    reveal(goal(location.hash));
    goal(location.hash).scrollIntoView();
  }
}());
