/* The passkey button of a page: shown where the browser has passkeys. What a browser refuses is said. */
const button = document.querySelector("[data-passkey]");
const trouble = document.getElementById("passkey_trouble");

function tell(event) {
  event.preventDefault();
  trouble.hidden = false;
}

if (button && window.PublicKeyCredential && window.allauth) {
  const kind = button.dataset.passkey;
  window.allauth.webauthn.forms[`${kind}Form`]({
    ids: {
      [kind]: button.id,
      credential: "passkey_credential",
      passwordless: "id_passwordless",
      ...(document.getElementById("passkey_data") ? { data: "passkey_data" } : {}),
    },
  });
  document.addEventListener("allauth.error", tell);
  button.hidden = false;
}
