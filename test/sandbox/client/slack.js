// Slack's window: tells the server what a person does.

const { act: address } = document.querySelector('.desk').dataset;
const byId = (id) => document.getElementById(id);

async function tell(what) {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(what),
    });
    const told = await response.json();
    say(told.problem ?? '');
    return told;
  } catch {
    say('The sandbox does not answer. Is it still running?');
    return { problem: 'gone' };
  }
}

function say(problem) {
  byId('toast').textContent = problem;
}

/** Everything that can be filled in below an element, by block and action. */
function valuesIn(root) {
  const values = {};
  for (const element of root.querySelectorAll('[data-element]')) {
    const inputs = [...element.querySelectorAll('input, select, textarea')];
    if (inputs.length === 0) continue;
    const { block, action } = element.dataset;
    values[block] ??= {};
    values[block][action] = heldIn(inputs);
  }
  return values;
}

function heldIn(inputs) {
  const [{ type, value }] = inputs;
  const chosen = inputs.filter(({ checked }) => checked).map((input) => input.value);
  if (type === 'checkbox') return chosen;
  return type === 'radio' ? (chosen[0] ?? '') : value;
}

/** The question of an element that asks one; resolves with whether to go on. */
function confirmed({ dataset }) {
  if (!dataset.confirm) return Promise.resolve(true);
  const { title, text, yes, no, style } = JSON.parse(dataset.confirm);
  byId('question-title').textContent = title;
  byId('question-text').textContent = text;
  byId('question-yes').textContent = yes;
  byId('question-no').textContent = no;
  byId('question-yes').className = `button ${style}`;
  const dialog = byId('question');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

async function press(element, value, control) {
  if (!(await confirmed(element))) return;
  const root = element.closest('[data-ts], [data-view]');
  const { place, ts, view } = root.dataset;
  const { block, action } = element.dataset;
  control.setAttribute('aria-busy', 'true');
  await tell({ act: 'press', place, ts, view, block, action, value, values: valuesIn(root) });
  control.removeAttribute('aria-busy');
}

document.addEventListener('click', (event) => {
  const control = event.target.closest('[data-press]');
  const element = control?.closest('[data-element]');
  if (element && !control.matches('[aria-busy]')) {
    if (control.closest('details.menu')) control.closest('details.menu').open = false;
    press(element, control.dataset.press, control);
  }
  if (event.target.closest('[data-close]')) close();
});

document.addEventListener('change', ({ target }) => {
  const element = target.closest('[data-acts]');
  if (element) press(element, target.value, target);
});

// --- Modals

const modal = byId('modal-dialog');
let opened;
/** What has been filled in, by view: a form that another one covers for a while keeps it. */
const filled = new Map();

modal.addEventListener('input', ({ target }) => {
  const { id } = target.closest('form');
  filled.set(id, (filled.get(id) ?? new Map()).set(target.id, target));
});

/** The dialog is there exactly while there is a view; a new one is read from its title. */
function follow() {
  const form = modal.querySelector('form');
  if (!form) {
    opened = undefined;
    if (modal.open) modal.close();
    return;
  }
  if (!modal.open) modal.showModal();
  const title = form.querySelector('h2');
  const content = `${form.id} ${title.textContent}`;
  if (opened === content) {
    // What had the focus may be gone with what was there before.
    if (!modal.contains(document.activeElement)) title.focus();
    return;
  }
  opened = content;
  for (const [id, { value, checked }] of filled.get(form.id) ?? []) {
    const input = byId(id);
    if (input) Object.assign(input, { value, checked });
  }
  const first = form.querySelector('.input input, .input select, .input textarea');
  (first ?? title).focus();
  form.querySelector('.blocks').scrollTop = 0;
}

const close = () => tell({ act: 'close' });

modal.addEventListener('cancel', (event) => {
  event.preventDefault();
  close();
});
byId('modal').addEventListener('drawn', follow);
follow();

modal.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = event.submitter ?? form.querySelector('[type=submit]');
  if (button.getAttribute('aria-busy')) return;
  const faults = heldBack(form);
  showErrors(form, faults);
  if (faults.length > 0) return;
  button.setAttribute('aria-busy', 'true');
  const { errors = {} } = await tell({ act: 'send', view: form.dataset.view, values: valuesIn(form) });
  button.removeAttribute('aria-busy');
  const elements = [...form.querySelectorAll('.input [data-element]')];
  showErrors(
    form,
    elements.flatMap((element) => {
      const words = errors[element.dataset.block];
      return words ? [{ field: element.closest('.input'), words }] : [];
    }),
  );
});

/** What Slack's own client says before it sends anything. */
function heldBack(form) {
  return [...form.querySelectorAll('.input')].flatMap((field) => {
    const inputs = [...field.querySelectorAll('input, select, textarea')];
    const required = field.classList.contains('required');
    const value = inputs.length > 0 ? heldIn(inputs) : 'drawn elsewhere';
    if (required && value.length === 0) return [{ field, words: 'Please complete this required field.' }];
    const odd = inputs.find((input) => !input.validity.valid);
    return odd ? [{ field, words: odd.validationMessage }] : [];
  });
}

function showErrors(form, faults) {
  for (const field of form.querySelectorAll('.input')) {
    const words = faults.find((fault) => fault.field === field)?.words ?? '';
    const slot = field.querySelector('.error');
    slot.textContent = words;
    slot.hidden = words === '';
    for (const input of field.querySelectorAll('input, select, textarea')) {
      input.setAttribute('aria-invalid', String(words !== ''));
    }
  }
  faults[0]?.field.querySelector('input, select, textarea')?.focus();
}

// --- The message box

for (const composer of document.querySelectorAll('.composer')) {
  const box = composer.querySelector('input');
  const list = composer.querySelector('.verbs');
  composer.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (text === '') return;
    const { place, thread } = composer.dataset;
    box.value = '';
    const { problem } = await tell({ act: 'type', place, text, ...(thread ? { thread } : {}) });
    if (problem && box.value === '') box.value = text;
  });
  if (list) suggest(box, list);
}

/** Offers the verbs that fit what is typed after the command. */
function suggest(box, list) {
  const all = [...list.children];
  const command = all[0].querySelector('strong').textContent.split(' ')[0];
  let at = -1;

  const shown = () => all.filter(({ hidden }) => !hidden);
  function mark(index) {
    at = index;
    for (const [place, option] of shown().entries())
      option.setAttribute('aria-selected', String(place === at));
    const active = shown()[at];
    active?.scrollIntoView({ block: 'nearest' });
    if (active) box.setAttribute('aria-activedescendant', active.id);
    else box.removeAttribute('aria-activedescendant');
  }
  function fold(hidden) {
    list.hidden = hidden;
    box.setAttribute('aria-expanded', String(!hidden));
    mark(-1);
  }
  function look() {
    const typed = box.value.toLowerCase();
    const begun = typed !== '' && `${command} `.startsWith(typed);
    const words = typed.startsWith(`${command} `) ? typed.slice(command.length + 1) : undefined;
    for (const option of all) {
      const { verb } = option.dataset;
      option.hidden = !(begun || (words !== undefined && verb.startsWith(words) && verb !== words.trimEnd()));
    }
    fold(shown().length === 0);
  }
  function take(option) {
    box.value = `${command} ${option.dataset.verb} `;
    fold(true);
    box.focus();
  }

  box.addEventListener('input', look);
  box.addEventListener('blur', () => setTimeout(() => fold(true), 150));
  list.addEventListener('mousedown', (event) => {
    const option = event.target.closest('li');
    if (option) take(option);
    event.preventDefault();
  });
  box.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const options = shown();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      mark((at + step + options.length) % options.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && options[at]) take(options[at]);
    else if (event.key === 'Escape') fold(true);
    else return;
    event.preventDefault();
  });
}
