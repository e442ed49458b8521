// Compares a file with the hashes on the page, in the browser alone: the file is never sent anywhere.
// Without a secure address there is no SubtleCrypto; then the box stays hidden and the hash can be typed.
const box = document.getElementById("compare-file");
const result = document.getElementById("compare-result");

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function compare(file) {
  const hash = await sha256(file);
  const same = document.querySelector(`[data-sha256="${hash}"]`) !== null;
  document.getElementById("sha256").value = hash;
  result.textContent = same ? result.dataset.same : result.dataset.other;
}

if (box && globalThis.crypto?.subtle) {
  box.hidden = false;
  document.getElementById("file").addEventListener("change", (event) => {
    result.textContent = "";
    if (event.target.files.length) compare(event.target.files[0]);
  });
}
