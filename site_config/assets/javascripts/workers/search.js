/* Material fetches the index of the search with every page. Here that is an empty one: the index itself is fetched when somebody
   searches. This script stands before Material's own, whose name its address has, and holds queries back until the index is there. */
"use strict";
const READY = 1, QUERY = 2;
const INDEX = new URL("../../../search/index.json", self.location.href);
const waiting = [];
let stage = "nobody has searched", passing = false;

const answer = self.postMessage.bind(self);
self.postMessage = message => {
  if (stage === "reading" && message.type === READY) {
    stage = "ready";
    waiting.splice(0).forEach(pass);
  } else answer(message);
};

function pass(data) {
  passing = true;
  self.dispatchEvent(new MessageEvent("message", { data }));
  passing = false;
}

self.addEventListener("message", event => {
  const { type, data } = event.data;
  if (passing || stage === "ready") return;
  if (type !== QUERY) { if (data.docs && data.docs.length) stage = "ready"; return; }
  if (!data) return;
  event.stopImmediatePropagation();
  waiting.push(event.data);
  if (stage !== "nobody has searched") return;
  stage = "reading";
  fetch(INDEX).then(answered => answered.ok ? answered.json() : Promise.reject(answered.status))
    .then(index => pass({ type: 0, data: { ...index, options: { suggest: false } } }))
    .catch(() => { stage = "nobody has searched"; waiting.splice(0).forEach(pass); });
});

const theirs = new URLSearchParams(self.location.search).get("of");
if (/^search\.[\w.]+\.js$/.test(theirs)) importScripts(new URL(theirs, self.location.href).href);
