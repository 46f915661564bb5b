import { describe, expect, test } from 'vitest';
import { defineEvents, notificationKindsOf, specsOfEvents } from '../../src/kernel/event.ts';
import { eventSpecs } from '../../src/subjects.ts';

describe('events', () => {
  test('R-NOTE-02: the kinds that a channel can subscribe to are those that events notify of, each once', () => {
    const events = defineEvents({
      'tree.planted': { tone: 'good', notifies: 'trees' },
      'tree.watered': { tone: 'neutral' },
      'fence.built': { tone: 'good', notifies: 'fences' },
      'tree.felled': { tone: 'bad', notifies: 'trees' },
    });
    expect(notificationKindsOf(specsOfEvents(events))).toEqual(['trees', 'fences']);
  });

  test('R-AUD-02: codes, drafts and the organization’s own settings are recorded and told to nobody', () => {
    for (const kind of ['invitation.drafted', 'member.code_created', 'organization.changed']) {
      expect(eventSpecs[kind]).toBeDefined();
      expect(eventSpecs[kind]?.notifies).toBeUndefined();
      expect(eventSpecs[kind]?.tell).toBeUndefined();
    }
  });
});
