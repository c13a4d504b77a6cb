// Shows the notice beside each trainer that it needs a connection, as long as there is none.

const update = () => {
  for (const notice of document.querySelectorAll("[data-needs-connection]")) notice.hidden = navigator.onLine;
};

addEventListener("online", update);
addEventListener("offline", update);
update();
