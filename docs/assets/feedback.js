// Sends «Была ли страница полезна?» without leaving the page. Without this file it works as a plain form.

import { parse, request } from "./requests.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".feedback form");
  if (!form) return;
  event.preventDefault();
  if (!form.ariaBusy) send(form, event.submitter);
});

async function send(form, submitter) {
  const block = form.closest(".feedback");
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  form.ariaBusy = "true";
  block.querySelector(".notice")?.remove();
  try {
    const response = await request(form.action, { method: "POST", body });
    show(block, parse(await response.text(), ".feedback"));
  } catch {
    show(block, connectionLost(block));
  }
  form.ariaBusy = null;
}

// The server sends a new block, or only a notice of what went wrong: then the form stays.
function show(block, fresh) {
  if (fresh.matches(".feedback")) {
    keepTemplate(block, fresh);
    block.replaceWith(fresh);
  } else {
    fresh.tabIndex = -1;
    block.prepend(fresh);
  }
  (fresh.querySelector(".notice") ?? fresh).focus();
}

// The words for a lost connection are in the page, not here.
function keepTemplate(block, fresh) {
  const template = block.querySelector("template[data-lost]");
  if (template) fresh.append(template);
}

function connectionLost(block) {
  return block.querySelector("template[data-lost]").content.cloneNode(true).firstElementChild;
}
