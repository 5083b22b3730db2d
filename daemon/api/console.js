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
    // Somebody typed on meanwhile.
    if (turn !== asked || !reply?.ok) return;
    // The session is over: to the door, which leads back to this search.
    if (reply.redirected) {
      location.assign(url);
      return;
    }
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

/** Who is signed in now, and what their forms send along; null where nobody is. */
async function askSession() {
  const reply = await fetch('/console/password', { headers: { accept: 'text/html' } });
  if (reply.redirected || !reply.ok) return null;
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  return { who: nameIn(page), word: page.querySelector('form.out input[name=form]').value };
}

const nameIn = (page) => page.querySelector('.who a').textContent;

/** Says on top why a form was not sent, with a way to the door that leaves this page where it is. */
function sayNotSent(words, signIn) {
  const alert = document.createElement('p');
  alert.className = 'alert';
  alert.setAttribute('role', 'alert');
  alert.textContent = `${words} Nothing was sent, and what you typed is still here. `;
  if (signIn) {
    const link = document.createElement('a');
    link.href = '/console/sign-in';
    link.target = '_blank';
    link.textContent = 'Sign in in another tab';
    alert.append(link, ', come back to this one, and send it again.');
  }
  document.querySelector('main > .alert')?.remove();
  document.querySelector('h1').after(alert);
  alert.scrollIntoView({ block: 'center' });
}

/**
 * Sends a form only while somebody is signed in, and once: what was typed is not lost with the session. A newer session of
 * the same person serves as well as that of the page.
 */
function sendInSession(form) {
  let asking = false;
  let sure = false;

  form.addEventListener('submit', async (event) => {
    if (sure) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    try {
      const session = await askSession();
      const me = nameIn(document);
      if (!session) sayNotSent('You are signed out.', true);
      else if (session.who !== me) sayNotSent(`This page is ${me}’s, and ${session.who} is signed in now.`);
      else {
        form.elements.form.value = session.word;
        sure = true;
        form.requestSubmit(event.submitter);
      }
    } catch {
      sayNotSent('Licit does not answer.');
    } finally {
      asking = sure = false;
    }
  });
}

for (const input of document.querySelectorAll('form:not(.out) > input[name=form]')) sendInSession(input.form);
for (const form of document.querySelectorAll('form[data-live]')) followTyping(form);
for (const button of document.querySelectorAll('button[data-confirm]')) askFirst(button);
// What went wrong is read out by its role; who cannot see it hears it first.
document.querySelector('.alert')?.scrollIntoView({ block: 'nearest' });
