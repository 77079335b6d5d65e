"use strict";
// The invitation stands behind the # and so reaches no log and no other server; it is sent once, by POST.
(async () => {
  const words = document.getElementById("enter");
  const invitation = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  const answer = invitation
    ? await fetch("session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ invitation }),
      }).catch(() => null)
    : null;
  if (answer && answer.ok) location.reload();
  else words.textContent = words.dataset.failed;
})();
