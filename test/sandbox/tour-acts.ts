import type { Answer } from '../kit/person.ts';
import type { Front } from '../kit/slack/front.ts';
import type { SlackPerson } from '../kit/slack/slack-person.ts';
import type { TeamsPerson } from '../kit/teams/teams-person.ts';
import type { Violation } from '../kit/teams/world.ts';
import type { Letter } from './mail/letter.ts';
import { cardOf, formOf, inChannel, inChat, NotSeen, type Seen, says, until } from './tour.ts';

/** Who takes part, and where they can look. */
export interface Cast {
  inSlack(user: string): SlackPerson;
  inTeams(email: string): TeamsPerson;
  readonly front: Front;
  letters(): readonly Letter[];
  violations(): readonly Violation[];
}

interface Act {
  readonly title: string;
  go(cast: Cast, seen: Seen): Promise<void>;
}

const ANA = 'U0FABRIANA';
const GRACE = 'U0FABRIGRACE';
const OMAR = 'U0CONTOOMAR';
const PARTNERS = 'C0FABRIKAMPARTNERS';
const carla = ({ inTeams }: Cast) => inTeams('carla@contoso.com');
const nina = ({ inTeams }: Cast) => inTeams('nina@northwind.com');

const ASKED = /Fabrikam asks Contoso/;

/** The main job, in the order in which it happens. */
export const acts: readonly Act[] = [
  {
    title: 'Ana (Fabrikam, Slack) has #partners told of what happens',
    async go({ inSlack }, seen) {
      const answer = await inSlack(ANA).type(
        'notify on invitations, roles, relationships, partnerships',
        PARTNERS,
      );
      seen('Ana', says(answer, /notifications about .*invitations/).text);
    },
  },
  {
    title: 'Ana asks Contoso for a relationship with delegated administration, and looks at the draft',
    async go({ inSlack }, seen) {
      const ana = inSlack(ANA);
      const asking = formOf(await ana.type('request carla@contoso.com', PARTNERS));
      seen('Ana', `${asking.title}: ${asking.fields.map(({ label }) => label).join(', ')}`);
      const drafted = await ana.submit(asking, { 'Delegated administration': true });
      const draft = formOf(drafted);
      const letter = String(draft.fields.find(({ kind }) => kind === 'long_text')?.value ?? '');
      if (!LINK.test(letter)) throw new NotSeen('a personal link in the draft');
      seen('Ana', `${draft.title}: ${letter}`);
      const sent = await ana.submit(draft, {});
      seen('Ana', says(sent, ASKED).text);
      seen('#partners', (await inChannel(ana, PARTNERS, ASKED, /Withdraw/)).text);
    },
  },
  {
    title: 'The e-mail arrives, and its link leads to a page',
    async go({ letters }, seen) {
      const letter = await until('a mail to carla@contoso.com', () =>
        letters().find(({ to }) => to.includes('carla@contoso.com')),
      );
      seen('Mail', `${letter.subject} – to ${letter.to}`);
      const [link = ''] = LINK.exec(letter.text) ?? [];
      const page = await fetch(link);
      const words = (await page.text())
        .replace(/<(style|title)>.*?<\/\1>|<[^>]+>/gs, ' ')
        .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
        .replace(/\s+/g, ' ');
      if (page.status !== 200 || !/redeem/.test(words))
        throw new NotSeen(`the landing page; ${link} is ${page.status}`);
      seen('Page', words);
    },
  },
  {
    title: 'Contoso’s Global admins see the card: Carla in Teams, Omar in Slack',
    async go(cast, seen) {
      const card = await inChat(carla(cast), ASKED, /Review/);
      seen('Carla', `${card.text} [${card.buttons.join('] [')}]`);
      const same = await inChat(cast.inSlack(OMAR), ASKED, /Review/);
      seen('Omar', `${same.text} [${same.buttons.join('] [')}]`);
    },
  },
  {
    title: 'Carla reviews; without the tick nothing happens, with it the invitation is accepted',
    async go(cast, seen) {
      const person = carla(cast);
      const reviewed = await person.click(await inChat(person, ASKED, /Review/), 'Review & accept');
      const review = formOf(reviewed);
      const [document] = review.links;
      const { status } = await fetch(document?.url ?? '');
      if (status !== 200) throw new NotSeen(`the agreement at ${document?.url}; it is ${status}`);
      seen('Carla', `${review.title}: ${review.text}`);
      const unticked = formOf(await person.submit(review));
      const error = unticked.fields.find((field) => field.error)?.error;
      if (!error) throw new NotSeen('an error on the tick box');
      seen('Carla', error);
      const accepted = await person.submit(unticked, { 'I have read the agreement': true });
      seen('Carla', accepted.text);
    },
  },
  {
    title: 'Every card about it has changed, on both platforms, and has no buttons left',
    async go(cast, seen) {
      const ana = cast.inSlack(ANA);
      const decided = /accepted/i;
      seen('Carla', (await inChat(carla(cast), decided, 'none')).text);
      seen('Omar', (await inChat(cast.inSlack(OMAR), decided, 'none')).text);
      const parent = await inChannel(ana, PARTNERS, /asks Contoso[\s\S]*accepted/i, 'none');
      seen('#partners', parent.text);
      const reply = await until('a reply in the card’s thread', async () =>
        (await ana.channel(PARTNERS)).find(({ thread }) => thread !== undefined && thread === parent.ref),
      );
      seen('in its thread', reply.text);
    },
  },
  {
    title: 'Both sides have each other in their lists',
    async go(cast, seen) {
      seen('Ana, customers', says(await cast.inSlack(ANA).type('customers'), /Contoso/).text);
      seen('Carla, partners', says(await carla(cast).type('partners'), /Fabrikam/).text);
    },
  },
  {
    title: 'Omar takes the admin roles back, and is asked first',
    async go(cast, seen) {
      const omar = cast.inSlack(OMAR);
      const question = cardOf(says(await omar.type('roles remove fabrikam.com'), /Remove roles/));
      seen('Omar', `${question.text} [${question.buttons.join('] [')}]`);
      const yes = question.buttons.find((label) => /yes|remove/i.test(label)) ?? '';
      seen('Omar', says(await omar.click(question, yes), /removed|Fabrikam/).text);
      seen('#partners', (await inChannel(cast.inSlack(ANA), PARTNERS, /removed/i)).text);
      seen('Ana, customers', says(await cast.inSlack(ANA).type('customers'), /Contoso/).text);
    },
  },
  {
    title: 'Nina (Northwind, Teams) invites Fabrikam to authorize it as indirect provider',
    async go(cast, seen) {
      const person = nina(cast);
      const asking = formOf(await person.type('provider invite fabrikam.com'));
      seen('Nina', `${asking.title}: ${asking.fields.map(({ label }) => label).join(', ')}`);
      seen('Nina', says(await sent(person, await person.submit(asking)), /Northwind/).text);
      const card = await inChat(cast.inSlack(GRACE), /Northwind/, /Review/);
      seen('Grace', `${card.text} [${card.buttons.join('] [')}]`);
    },
  },
  {
    title: 'Grace (Fabrikam’s Global admin, Slack) reads what it grants, ticks, and authorizes',
    async go(cast, seen) {
      const grace = cast.inSlack(GRACE);
      const card = await inChat(grace, /Northwind/, /Review/);
      const label = card.buttons.find((button) => /Review/.test(button)) ?? '';
      const review = formOf(await grace.click(card, label));
      seen('Grace', `${review.title}: ${review.text}`);
      const tick = review.fields.find(({ kind }) => kind === 'tick');
      const answer = await grace.submit(review, tick ? { [tick.label]: true } : {});
      seen('Grace', says(answer, /Northwind/).text);
      seen('Grace, providers', says(await grace.type('providers'), /Northwind/).text);
      seen('Nina, resellers', says(await nina(cast).type('resellers'), /Fabrikam/).text);
      seen('Nina', (await inChat(nina(cast), /Fabrikam/, 'none')).text);
    },
  },
  {
    title: 'Nothing of all this broke a rule of Slack or of Teams',
    async go(cast, seen) {
      const broken = [
        ...cast.front.violations,
        ...cast.front.pings,
        ...cast.violations().map(({ rule }) => rule),
      ];
      if (broken.length > 0) throw new NotSeen(`no broken rule; there are: ${broken.join('; ')}`);
      seen('Slack and Teams', `${cast.front.calls().length} calls of the bot, each as it must be`);
    },
  },
];

const LINK = /http:\/\/localhost:\d+\/i\/\w+/;

/** A draft is looked at and sent as it stands. */
const sent = async (person: TeamsPerson, drafted: Answer): Promise<Answer> =>
  drafted.form ? person.submit(drafted.form) : drafted;
