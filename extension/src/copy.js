/**
 * Copies a page. The function is sent into the page as text, so it uses nothing from outside itself. It runs in a
 * world of its own: the page's scripts can neither see it nor change what it calls.
 */

/**
 * What somebody typed, what scripts say to each other, and what forms carry unseen stays in the page.
 * @param {number} max characters of the page
 */
export function copyPage(max) {
  // eslint-disable-next-line no-restricted-syntax -- read, not written
  const whole = document.documentElement.outerHTML;
  // A document of its own runs no script and loads nothing.
  const copy = new DOMParser().parseFromString(whole.slice(0, max), 'text/html');
  for (const script of copy.querySelectorAll('script:not([type="application/ld+json" i])')) script.remove();
  for (const typed of copy.querySelectorAll('textarea, [contenteditable]:not([contenteditable="false" i])'))
    typed.textContent = '';
  for (const field of copy.querySelectorAll('input')) {
    if (!['button', 'submit', 'reset'].includes(field.type)) field.removeAttribute('value');
    field.removeAttribute('checked');
  }
  for (const option of copy.querySelectorAll('option')) option.removeAttribute('selected');
  // eslint-disable-next-line no-restricted-syntax -- read, not written
  return { url: location.href, html: copy.documentElement.outerHTML, cut: whole.length > max };
}
