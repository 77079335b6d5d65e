"use strict";
// Keys, mouse and the one way to the server. Every decision is judged and recorded there; here nothing is decided.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const csrf = $('meta[name="csrf"]').content;
const words = $("#words").dataset;
const main = $("#line");
const later = new Set(JSON.parse(sessionStorage.getItem("later") || "[]"));

// ------------------------------------------------------------------------------------------------------ server
async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refusal([{ sentence: words.gone, remedy: "", excerpt: "" }]);
  }
  const kind = answer.headers.get("Content-Type") || "";
  const content = kind.startsWith("application/json") ? await answer.json() : await answer.text();
  if (answer.ok) return content;
  const problems = content.problems || [{ sentence: typeof content === "string" ? content : words.gone, remedy: "", excerpt: "" }];
  throw new Refusal(problems, content);
}

class Refusal extends Error {
  constructor(problems, content = {}) {
    super(problems.map((one) => one.sentence).join("; "));
    this.problems = problems;
    this.content = content;
  }
}

let typedIn = null;  // the amount from which Enter approved

function show(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  update(refusal.content);
  const box = $("#problems");
  if (!box) return say(refusal.message);
  const title = Object.assign(document.createElement("b"), { textContent: words.problems });
  const list = document.createElement("ul");
  for (const one of refusal.problems) {
    const item = document.createElement("li");
    const excerpt = one.excerpt ? `“${one.excerpt}” ` : "";
    item.textContent = `${excerpt}${one.sentence}${one.remedy ? `. → ${one.remedy}` : ""}`;
    list.append(item);
  }
  box.replaceChildren(title, list);
  box.scrollIntoView({ block: "nearest" });
  // Who typed what is refused goes on typing there.
  if (typedIn?.isConnected) { typedIn.focus({ preventScroll: true }); typedIn.select(); }
  else box.focus({ preventScroll: true });
  return undefined;
}

// What is pressed while the server answers waits its turn: nothing is lost, nothing overtakes.
let turn = Promise.resolve();
function inTurn(action) {
  turn = turn.then(action).catch(show).catch((error) => say(String(error)));
  return turn;
}

function say(text) {
  $("#outcome").textContent = text;
}

// ------------------------------------------------------------------------------------------------------- queue
const items = () => $$("#queue .item");
const shown = () => items().filter((item) => !item.hidden);
const current = () => document.getElementById(`q-${main.dataset.line}`);
const isOpen = (item) => item.dataset.standing === "open";

function applyFilter() {
  const light = $('.filters [aria-pressed="true"]').dataset.filter;
  const only = $("#only-open").checked;
  for (const item of items()) {
    item.hidden = (light && item.dataset.light !== light) || (only && !isOpen(item) && item !== current());
  }
  $("#queue-empty").hidden = shown().length > 0;
}

function step(by) {
  const list = shown();
  const at = list.indexOf(current());
  return list[Math.min(list.length - 1, Math.max(0, at + by))];
}

// After a decision: the next undecided line below, then from the top; what was put off comes last.
function nextOpen(from) {
  const list = shown();
  const at = list.indexOf(from);
  const after = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))].filter(isOpen);
  return after.find((item) => !later.has(item.dataset.id)) || after[0];
}

function point(id) {
  $("#queue [aria-current]")?.removeAttribute("aria-current");
  const item = document.getElementById(`q-${id}`);
  item?.querySelector("a").setAttribute("aria-current", "true");
  if (item) reveal(item);
  history.replaceState(null, "", `?line=${id}`);
}

// Within the queue alone: scrollIntoView would move a narrow window, too, and with it the line out of sight.
function reveal(item) {
  const list = $("#queue"), box = list.getBoundingClientRect(), own = item.getBoundingClientRect();
  if (own.top < box.top) list.scrollTop -= box.top - own.top;
  else if (own.bottom > box.bottom) list.scrollTop += own.bottom - box.bottom;
}

// A narrow window scrolls as a whole: nobody may decide a line whose head is above or below what is seen.
function showTop() {
  main.scrollTop = 0;
  const top = main.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight / 3) main.scrollIntoView({ block: "start" });
}

function put(html, id) {
  main.innerHTML = html;
  main.dataset.line = id;
  typedIn = null;
  point(id);
  if (!inDialog() && !typing()) $("#headline")?.focus({ preventScroll: true });
  countRest();
  showTop();
}

const inDialog = () => $("dialog[open]") !== null;
const typing = () => document.activeElement?.matches("input:not([type=checkbox]), select, textarea") ?? false;

async function open(id, choose = "") {
  put(await ask(`lines/${id}${choose ? `?choose=${encodeURIComponent(choose)}` : ""}`), id);
}

function update(content) {
  for (const [id, html] of Object.entries(content.lines || {})) {
    const item = document.getElementById(`q-${id}`);
    if (!item) continue;
    const chosen = item.querySelector("a").hasAttribute("aria-current");
    const hidden = item.hidden;
    item.outerHTML = html;
    const fresh = document.getElementById(`q-${id}`);
    fresh.hidden = hidden;
    fresh.classList.toggle("later", later.has(id) && isOpen(fresh));
    if (chosen) fresh.querySelector("a").setAttribute("aria-current", "true");
  }
  if (content.progress) $("#progress").innerHTML = content.progress;
  if (content.say) say(content.say);
}

// ---------------------------------------------------------------------------------------------------- decisions
const line = () => $(".line");
const decidable = () => line()?.dataset.decidable === "true";

function parts() {
  if (line().dataset.edited !== "true") return null;
  return $$("#parts .part").map((part) => ({
    item: part.dataset.item,
    allocate: $("input", part).value,
    kind: $("select", part).value,
  }));
}

async function decide(approved) {
  if (!line()) return;
  const id = line().dataset.id;
  const item = document.getElementById(`q-${id}`);
  const next = nextOpen(item) || item;
  const content = await ask(`lines/${id}`, {
    approved,
    parts: approved ? parts() : null,
    rest_kind: approved ? $('[name="rest_kind"]')?.value || "" : "",
    note: $("#note")?.value || "",
    version: Number(line().dataset.version),
    next: next.dataset.id,
  });
  later.delete(id);
  update(content);
  document.activeElement?.blur();
  put(content.line, next.dataset.id);
  applyFilter();
  if (!shown().some(isOpen)) say(`${content.say} ${words.allDecided}`);
}

async function putOff() {
  const item = current();
  if (!item) return;
  later.add(item.dataset.id);
  sessionStorage.setItem("later", JSON.stringify([...later]));
  item.classList.toggle("later", isOpen(item));
  const name = $(".who", item).textContent;
  const next = nextOpen(item) || step(1);
  await open(next.dataset.id);
  say(words.saidLater.replace("%", name.replace(/\.$/, "")));
}

// What is written beside a line stays with it, wherever one goes next. `change` comes before what the click or key does.
function keepNote(field) {
  const { id, version } = line().dataset;
  const note = field.value;
  inTurn(async () => {
    const shownNow = line()?.dataset.id === id ? line().dataset : { version };
    const content = await ask(`lines/${id}/note`, { note, version: Number(shownNow.version) });
    field.defaultValue = note;
    shownNow.version = content.version;
    say(content.say);
  });
}

async function undo() {
  const content = await ask("undo", {});
  update(content);
  if (content.line) put(content.line, content.id);
  applyFilter();
}

// ------------------------------------------------------------------------------------------------- split editor
function editor(visible = true) {
  if (!decidable()) return;
  $("#editor").hidden = !visible;
  if (!visible) return;
  line().dataset.edited = "true";
  countRest();
  $("#editor").scrollIntoView({ block: "nearest" });
  const first = $("#parts input");
  if (first) { first.focus(); first.select(); } else search();
}

// Minor units as BigInt; null where the text is no plain amount. The server judges again, by the file's rules.
function minor(text, digits) {
  const plain = text.trim().replace(/[\s\u202f\u00a0']/g, "");
  const found = /^(\d+)(?:[.,](\d*))?$/.exec(plain) || /^(\d{1,3}(?:\.\d{3})+)(?:,(\d*))?$/.exec(plain)
    || /^(\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(plain);
  if (!found || (found[2] || "").length > digits) return plain === "" ? 0n : null;
  return BigInt(found[1].replace(/[.,]/g, "") + (found[2] || "").padEnd(digits, "0"));
}

function countRest() {
  const box = $("#parts");
  if (!box) return;
  const total = box.dataset.total;
  const mark = total.includes(",") ? "," : ".";
  const digits = (total.split(mark)[1] || "").length;
  let rest = minor(total, digits);
  for (const part of $$(".part", box)) {
    const value = minor($("input", part).value, digits);
    if (value === null || rest === null) { rest = null; break; }
    rest -= part.dataset.credit === "true" ? -value : value;
  }
  const out = $("#rest"), said = $("#rest-words"), kind = $('[name="rest_kind"]');
  out.textContent = rest === null ? "?" : written(rest, digits, mark);
  const state = rest === null ? "Unclear" : rest < 0n ? "Over" : rest === 0n ? "Zero" : kind.value ? "" : "Needs";
  said.textContent = state ? words[`rest${state}`] : "";
  said.className = state === "Zero" || !state ? "good" : "bad";
  kind.disabled = rest === 0n;
}

function written(value, digits, mark) {
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  const whole = digits ? text.slice(0, -digits) : text;
  return `${value < 0n ? "−" : ""}${whole}${digits ? mark + text.slice(-digits) : ""}`;
}

function addPart(hit) {
  const fresh = $("#new-part").content.firstElementChild.cloneNode(true);
  Object.assign(fresh.dataset, { item: hit.item, open: hit.typed });
  $("b", fresh).textContent = hit.number;
  $(".party", fresh).textContent = hit.party;
  $(".of", fresh).textContent = hit.open;
  $("#parts").append(fresh);
  countRest();
  const mark = $("#parts").dataset.total.includes(",") ? "," : ".";
  const digits = ($("#parts").dataset.total.split(mark)[1] || "").length;
  const rest = minor($("#rest").textContent.replace("−", ""), digits) ?? 0n;
  const over = $("#rest").textContent.startsWith("−");
  const open = hit.typed ? minor(hit.typed, digits) : rest;
  $("input", fresh).value = written(over ? 0n : open < rest ? open : rest, digits, mark);
  countRest();
  $("input", fresh).focus();
  $("input", fresh).select();
}

// ------------------------------------------------------------------------------------------------------- search
let asked = 0;
function search() {
  if (!decidable()) return;
  const dialog = $("#search");
  $("#search-words").value = "";
  dialog.showModal();
  find();
}

async function find() {
  const mine = ++asked;
  const query = new URLSearchParams({ line: line().dataset.id, words: $("#search-words").value });
  const html = await ask(`search?${query}`).catch((refusal) => refusal.message);
  if (mine !== asked) return;
  $("#hits").innerHTML = html;
  mark($("#hits li"));
}

function mark(hit) {
  $$("#hits li").forEach((one) => one.setAttribute("aria-selected", String(one === hit)));
  hit?.scrollIntoView({ block: "nearest" });
  $("#search-words").setAttribute("aria-activedescendant", hit?.id || "");
}

function pick(hit) {
  if (!hit) return;
  $("#search").close();
  if ($("#editor").hidden) inTurn(() => open(line().dataset.id, hit.dataset.item));
  else addPart({ ...hit.dataset });
}

$("#search-words").addEventListener("input", () => find());
$("#search").addEventListener("keydown", (event) => {
  const hits = $$("#hits li");
  const at = hits.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(hits[Math.min(at + 1, hits.length - 1)]);
  else if (event.key === "ArrowUp") mark(hits[Math.max(at - 1, 0)]);
  else if (event.key === "Enter" && event.target.id === "search-words") pick(hits[at]);
  else return;
  event.preventDefault();
});
$("#hits").addEventListener("click", (event) => pick(event.target.closest("li")));

// --------------------------------------------------------------------------------------------------------- bulk
async function bulk() {
  const lines = shown().filter((item) => item.dataset.light === "sure" && isOpen(item)).map((item) => item.dataset.id);
  const question = await ask("bulk", { lines, confirmed: [] });
  $("#bulk-question").innerHTML = question.html;
  const dialog = $("#bulk");
  dialog.showModal();
  $("[autofocus]", dialog).focus();
  $("#bulk-no").onclick = () => dialog.close();
  const yes = $("#bulk-yes");
  if (yes) {
    yes.onclick = () => {
      dialog.close();
      inTurn(async () => {
        update(await ask("bulk", { lines, confirmed: question.confirmed }));
        const here = current();
        await open((nextOpen(here) || here).dataset.id);
        applyFilter();
      });
    };
  }
}

// ------------------------------------------------------------------------------------------------------ actions
const actions = {
  approve: () => inTurn(() => decide(true)),
  reject: () => inTurn(() => decide(false)),
  later: () => inTurn(putOff),
  split: () => editor($("#editor")?.hidden),
  search,
  note: () => $("#note")?.focus(),
  undo: () => inTurn(undo),
  bulk: () => inTurn(bulk),
  help: () => $("#help").showModal(),
  escape: () => inTurn(() => open(line().dataset.id)),
  save: () => inTurn(async () => update(await ask("save", {}))),
  finish: () => inTurn(async () => {
    $("#finished-words").innerHTML = await ask("finish", {});
    $("#finished").showModal();
  }),
  theme: () => {
    const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
      || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    setTheme(dark ? "light" : "dark");
  },
};

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}
if (localStorage.getItem("theme")) setTheme(localStorage.getItem("theme"));

async function speak(language) {
  await ask("settings", { language });
  location.reload();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, .item a");
  if (!button) return;
  if (button.matches(".item a")) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    inTurn(() => open(button.closest(".item").dataset.id));
  } else if (button.dataset.act) actions[button.dataset.act]();
  else if (button.dataset.take) inTurn(() => open(line().dataset.id, button.dataset.take));
  else if (button.dataset.language) inTurn(() => speak(button.dataset.language));
  else if (button.dataset.filter !== undefined) {
    $$(".filters button").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    applyFilter();
    if (current()?.hidden && shown().length) inTurn(() => open((shown().find(isOpen) || shown()[0]).dataset.id));
  } else if (button.hasAttribute("data-remove")) {
    button.closest(".part").remove();
    countRest();
    ($("#parts input") || $('.restline [data-act="search"]')).focus();
  }
});

$("#only-open").addEventListener("change", applyFilter);
document.addEventListener("change", (event) => { if (event.target.id === "note") keepNote(event.target); });
addEventListener("beforeunload", (event) => {
  const field = $("#note");
  if (field && field.value !== field.defaultValue) event.preventDefault();
});
document.addEventListener("input", (event) => { if (event.target.closest("#editor")) countRest(); });
document.addEventListener("submit", (event) => {
  if (event.target.matches(".answer")) { event.preventDefault(); }
});

// --------------------------------------------------------------------------------------------------------- keys
const keys = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  Enter: actions.approve, a: actions.approve, "+": actions.approve,
  x: actions.reject, "-": actions.reject,
  s: actions.later, "/": search, e: actions.split, n: actions.note, u: actions.undo, A: actions.bulk, "?": actions.help,
  Escape: actions.escape,
};

function move(by) {
  const item = step(by);
  if (item && item !== current()) inTurn(() => (step(by) ? open(step(by).dataset.id) : undefined));
}

function take(number) {
  const button = $$("[data-take]")[number - 1];
  if (button) inTurn(() => open(line().dataset.id, button.dataset.take));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || inDialog()) return;
  const target = event.target;
  if (target.matches("input:not([type=checkbox]), select, textarea")) return inField(event, target);
  // Who has tabbed to a button or a link means that one.
  if ((event.key === "Enter" || event.key === " ") && target.matches("button, a, summary, input")) return undefined;
  if (event.key === "+" && event.code !== "NumpadAdd") return undefined;
  if (event.key === "-" && event.code !== "NumpadSubtract") return undefined;
  const moves = event.key.startsWith("Arrow") || event.key === "j" || event.key === "k";
  if (event.repeat && !moves) return event.preventDefault();  // a key held down decides one line, not twenty
  if (/^[1-9]$/.test(event.key)) { event.preventDefault(); return take(Number(event.key)); }
  const action = keys[event.key];
  if (!action) return undefined;
  event.preventDefault();
  return action();
});

function inField(event, field) {
  if (event.key === "/" && field.closest("#editor")) {  // no amount has one, and the button beside it says so
    event.preventDefault();
    search();
  } else if (event.key === "Escape") {
    event.preventDefault();
    field.blur();
    $("#headline")?.focus({ preventScroll: true });
    if (field.closest("#editor")) actions.escape();
  } else if (event.key === "Enter" && !event.repeat && field.matches("input")) {
    event.preventDefault();
    field.blur();
    $("#headline")?.focus({ preventScroll: true });
    if (field.closest("#editor")) { typedIn = field; actions.approve(); }
  }
}

// -------------------------------------------------------------------------------------------------------- begin
history.scrollRestoration = "manual";  // a reloaded page begins at the head of its line, too
for (const id of later) document.getElementById(`q-${id}`)?.classList.toggle("later", true);
if (main.dataset.line) point(main.dataset.line);
$("#headline")?.focus({ preventScroll: true });
countRest();
