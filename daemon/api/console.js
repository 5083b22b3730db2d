// What the console's pages do besides being read: search as you type, and asking before what cannot be undone. Every page
// works without it. Text from lists reaches the page only as our server wrote it, parsed inertly.

/** How long a pause in typing is, in milliseconds. */
const PAUSE_MS = 120;

/** Results that follow the typing: the form's own page, of which one part is taken. */
function followTyping(form) {
  const results = document.getElementById('results');
  if (!results) return;
  let timer;
  let asked = 0;

  const look = async () => {
    const turn = ++asked;
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form)).toString();
    const reply = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null);
    // Somebody typed on meanwhile, or the session is over: the form's own button says so.
    if (turn !== asked || !reply?.ok || reply.redirected) return;
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const found = page.getElementById('results');
    if (turn !== asked || !found) return;
    results.replaceChildren(...found.childNodes);
    const told = document.getElementById('told');
    if (told) told.textContent = document.getElementById('count')?.textContent ?? '';
    history.replaceState(null, '', url);
  };

  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
}

/** A question before a form is sent, in a dialog of the browser's own kind. */
function askFirst(button) {
  button.addEventListener('click', (event) => {
    event.preventDefault();
    if (!button.form.reportValidity()) return;
    const dialog = document.createElement('dialog');
    const heading = document.createElement('h2');
    const row = document.createElement('form');
    const yes = document.createElement('button');
    const no = document.createElement('button');
    heading.id = 'question';
    heading.textContent = button.dataset.confirm;
    dialog.setAttribute('aria-labelledby', heading.id);
    row.method = 'dialog';
    row.className = 'row';
    no.textContent = 'Cancel';
    no.value = '';
    no.autofocus = true;
    yes.textContent = button.firstChild.textContent;
    yes.className = 'danger';
    yes.value = 'yes';
    row.append(no, yes);
    dialog.append(heading, row);
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (dialog.returnValue === 'yes') button.form.requestSubmit(button);
      else button.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

for (const form of document.querySelectorAll('form[data-live]')) followTyping(form);
for (const button of document.querySelectorAll('button[data-confirm]')) askFirst(button);
// What went wrong is read out by its role; who cannot see it hears it first.
document.querySelector('.alert')?.scrollIntoView({ block: 'nearest' });
