/* A request of a script that was refused: the page keeps what was written, and says how to go on.
   After signing in elsewhere the page's token is too old; the answer brings the one of now. */
export function refused(response) {
  const notice = document.getElementById("signed-out");
  const token = response.headers.get("X-CSRFToken");
  if (notice) notice.hidden = response.status !== 401;
  if (token) renew(token);
}

function renew(token) {
  const { body } = document;
  body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}
