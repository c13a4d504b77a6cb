// Says beside each trainer that it needs the connection, as long as there is none.

const tell = () => {
  for (const note of document.querySelectorAll("[data-needs-connection]")) note.hidden = navigator.onLine;
};

addEventListener("online", tell);
addEventListener("offline", tell);
if (window.document$) window.document$.subscribe(tell);
else tell();
