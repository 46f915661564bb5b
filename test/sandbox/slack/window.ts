import { type Html, html } from '../../../src/web/html.ts';
import { type Regions, region } from '../page.ts';
import { COMMAND } from './acts.ts';
import { HOME, type Place, type Viewer } from './desk.ts';
import { hrefOf, SIGNS, type Sight } from './page.ts';

/** What the message box offers when a command is begun. */
export interface Verb {
  readonly verb: string;
  readonly usage: string;
  readonly summary: string;
}

/** The whole window. */
export function drawWindow(
  viewer: Viewer,
  sight: Sight,
  place: Place,
  regions: Regions,
  verbs: readonly Verb[],
): Html {
  const { team } = viewer.member;
  const inside = (name: string) => regions[name] ?? html``;
  const isHome = place.kind === 'home';
  return html`<div class="desk${sight.thread ? ' with-thread' : ''}" data-act="/slack/${viewer.member.id}/act">
<nav class="side" aria-label="Conversations of ${team.name}"><h1>${team.name}</h1>${region('places', inside('places'))}</nav>
<main>
<header class="place"><h2><span class="sign" aria-hidden="true">${place.kind === 'channel' ? '#' : ''}</span>${place.name}</h2>${tabs(viewer, place)}</header>
${region('faults', inside('faults'), 'div', html` role="status"`)}
${region('stage', inside('stage'), 'div', isHome ? html` class="stage"` : html` class="stage" role="log" aria-label="Messages" tabindex="0"`)}
${isHome ? '' : composer('composer', `Message ${SIGNS[place.kind] === '#' ? '#' : ''}${place.name}`, sight.place, undefined, verbs)}
</main>
${sight.thread ? threadPane(viewer, sight, inside('thread')) : ''}
<dialog id="modal-dialog">${region('modal', inside('modal'))}</dialog>
<dialog id="question" class="question" aria-labelledby="question-title"><form method="dialog"><h2 id="question-title"></h2><p id="question-text"></p><footer><button class="button plain" value="no" id="question-no"></button><button class="button" value="yes" id="question-yes"></button></footer></form></dialog>
<div id="toast" role="alert"></div>
</div>`;
}

/** The app’s chat and its home are two sides of one thing. */
function tabs(viewer: Viewer, { kind }: Place): Html {
  if (kind !== 'app' && kind !== 'home') return html``;
  const direct = viewer.member.id.replace(/^./, 'D');
  const tab = (place: string, name: string, current: boolean) =>
    html`<a href="${hrefOf(viewer, place)}"${current ? html` aria-current="page"` : ''}>${name}</a>`;
  return html`<nav class="tabs" aria-label="The app">${tab(HOME, 'Home', kind === 'home')}${tab(direct, 'Messages', kind === 'app')}</nav>`;
}

function threadPane(viewer: Viewer, sight: Sight, inside: Html): Html {
  return html`<aside class="thread" aria-label="Thread"><header class="place"><h2>Thread</h2><a class="cross" href="${hrefOf(viewer, sight.place)}" aria-label="Close the thread">✕</a></header>${region('thread', inside, 'div', html` class="stage" role="log" aria-label="Replies" tabindex="0"`)}${composer('reply', 'Reply', sight.place, sight.thread, [])}</aside>`;
}

/** The message box; a command that is begun gets its verbs as suggestions. */
function composer(
  id: string,
  label: string,
  place: string,
  ts: string | undefined,
  verbs: readonly Verb[],
): Html {
  const combobox =
    verbs.length > 0
      ? html` role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="${id}-list"`
      : '';
  return html`<form class="composer" id="${id}" data-place="${place}"${ts ? html` data-thread="${ts}"` : ''}>
${verbs.length > 0 ? html`<ul class="verbs" id="${id}-list" role="listbox" aria-label="Commands" hidden>${verbs.map(({ verb, usage, summary }, at) => html`<li role="option" id="${id}-verb-${String(at)}" aria-selected="false" data-verb="${verb}"><strong>${COMMAND} ${usage}</strong> <small>${summary}</small></li>`)}</ul>` : ''}
<input id="${id}-box" aria-label="${label}" placeholder="${label}" autocomplete="off" maxlength="4000"${combobox}>
<button class="button primary" type="submit" aria-label="Send">➤</button>
</form>`;
}
