import { type NextFunction, type Request, type Response, Router } from 'express';
import { stream } from '../live.ts';
import { page, type Seat } from '../page.ts';
import { act, perform } from './acts.ts';
import { type Desk, HOME, type Place, type Viewer } from './desk.ts';
import { drawRegions, hrefOf, type Sight } from './page.ts';
import { drawWindow, type Verb } from './window.ts';

/** The pages of Slack's window, below `/slack`. */
export function slackRoutes(desk: Desk, seats: readonly Seat[], verbs: readonly Verb[]): Router {
  const router = Router();
  const windows = new Map<Viewer, number>();

  router.get('/:user', viewing(desk), async (request, response) => {
    const viewer = viewerOf(response);
    const places = await viewer.places();
    const first =
      places.find(({ name }) => name === request.query.channel) ?? places.find(({ kind }) => kind === 'app');
    response.redirect(hrefOf(viewer, first?.id ?? HOME));
  });

  router.get('/:user/:place', viewing(desk), async (request, response) => {
    const viewer = viewerOf(response);
    const sight = sightOf(request);
    const place = await placeOf(viewer, sight.place);
    if (!place) return void response.redirect(`/slack/${viewer.member.id}`);
    const regions = await drawRegions(desk, viewer, sight);
    const body = drawWindow(viewer, sight, place, regions, verbs);
    const title = `${viewer.member.realName} – ${place.name} – Slack sandbox`;
    const { pathname, search } = new URL(request.originalUrl, 'http://localhost');
    const live = `${pathname}/live${search}`;
    response.type('html').send(page({ title, who: viewer.member.id, body, live, script: 'slack.js' }, seats));
  });

  router.get('/:user/:place/live', viewing(desk), (request, response) => {
    const viewer = viewerOf(response);
    const sight = sightOf(request);
    // Slack tells the app when somebody opens its home.
    if (sight.place === HOME) viewer.person.home().catch(() => undefined);
    stream(request, response, desk.follow, () => drawRegions(desk, viewer, sight));
    windows.set(viewer, (windows.get(viewer) ?? 0) + 1);
    request.on('close', () => {
      const left = (windows.get(viewer) ?? 1) - 1;
      windows.set(viewer, left);
      // As in Slack, what was open goes with the last window.
      if (left === 0) viewer.forgetModals();
    });
  });

  router.post('/:user/act', viewing(desk), async (request, response) => {
    const parsed = act.safeParse(request.body);
    if (!parsed.success)
      return void response.status(400).json({ problem: 'The page asked for something unknown.' });
    const told = await perform(viewerOf(response), parsed.data);
    desk.stir();
    response.json(told);
  });

  return router;
}

const viewing = (desk: Desk) => (request: Request, response: Response, next: NextFunction) => {
  const viewer = desk.viewer(String(request.params.user));
  if (!viewer) return void response.status(404).type('text').send('Nobody here has that id.\n');
  response.locals.viewer = viewer;
  next();
};

const viewerOf = (response: Response): Viewer => response.locals.viewer;

const sightOf = (request: Request): Sight => ({
  place: String(request.params.place),
  ...(typeof request.query.thread === 'string' ? { thread: request.query.thread } : {}),
});

async function placeOf(viewer: Viewer, id: string): Promise<Place | undefined> {
  if (id === HOME) return { id, name: 'Accord', kind: 'home' };
  return (await viewer.places()).find((place) => place.id === id);
}
