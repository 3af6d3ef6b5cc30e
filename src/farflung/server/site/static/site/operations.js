// Sends an operation of the documentation as the reader, and shows the answer below it.
"use strict";

function asked(form) {
  const query = new URLSearchParams();
  let path = form.getAttribute("action");
  for (const input of form.querySelectorAll("input[data-in]")) {
    if (input.dataset.in === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else for (const value of input.value.split(",")) if (value.trim()) query.append(input.name, value.trim());
  }
  return query.size ? `${path}?${query}` : path;
}

function sent(form) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const options = { method: form.dataset.method, headers: { "X-CSRFToken": token } };
  const body = form.querySelector("textarea.sent");
  const files = form.querySelector("input[type=file]");
  if (body) {
    options.headers["Content-Type"] = "application/json";
    options.body = body.value;
  } else if (files) {
    options.body = new FormData();
    for (const file of files.files) options.body.append("files", file);
  }
  return options;
}

async function tried(event) {
  event.preventDefault();
  const form = event.target;
  const shown = form.querySelector("pre.answer");
  shown.hidden = false;
  shown.textContent = "…";
  try {
    const answer = await fetch(asked(form), sent(form));
    const text = await answer.text();
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    const told = json ? JSON.stringify(JSON.parse(text), null, 2) : text.slice(0, 2000);
    shown.textContent = `${answer.status} ${answer.statusText}\n${told}`;
  } catch (error) {
    shown.textContent = String(error);
  }
}

for (const form of document.querySelectorAll("form.operation")) form.addEventListener("submit", tried);
