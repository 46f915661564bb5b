// Every page: draws anew what the server says has changed, and leaves alone what a person is at.

const KEPT = new Set(['open', 'value', 'checked']);

/** Makes one element like another, children matched by id; what is typed and where one is stays. */
function morph(from, to) {
  if (from.isEqualNode(to)) return;
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !KEPT.has(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (!KEPT.has(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  const named = new Map([...from.children].filter(({ id }) => id).map((child) => [child.id, child]));
  let here = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const known = wanted.id ? named.get(wanted.id) : undefined;
    if (known) {
      if (known === here) here = here.nextSibling;
      else from.insertBefore(known, here);
      morph(known, wanted);
    } else if (here && !here.id && !wanted.id && here.nodeName === wanted.nodeName) {
      const next = here.nextSibling;
      if (here.nodeType === Node.ELEMENT_NODE) morph(here, wanted);
      else if (here.nodeValue !== wanted.nodeValue) here.nodeValue = wanted.nodeValue;
      here = next;
    } else {
      from.insertBefore(wanted.cloneNode(true), here);
    }
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

/** Draws one region; a list that was read to its end stays at its end. */
function draw(name, html) {
  const region = document.getElementById(name);
  if (!region) return;
  const atEnd = region.scrollHeight - region.scrollTop - region.clientHeight < 80;
  const wanted = region.cloneNode(false);
  wanted.innerHTML = html;
  morph(region, wanted);
  if (atEnd && region.role === 'log') region.scrollTop = region.scrollHeight;
  region.dispatchEvent(new CustomEvent('drawn', { bubbles: true, detail: name }));
}

for (const log of document.querySelectorAll('[role=log]')) log.scrollTop = log.scrollHeight;

const { live } = document.body.dataset;
if (live) {
  const source = new EventSource(live);
  source.onmessage = ({ data }) => {
    for (const [name, html] of Object.entries(JSON.parse(data))) draw(name, html);
    document.body.dataset.ready = 'true';
  };
  source.onerror = () => {
    document.body.dataset.lost = 'true';
  };
  source.onopen = () => {
    delete document.body.dataset.lost;
  };
}

/** Menus close when one leaves them, and by Escape. */
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(target)) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
