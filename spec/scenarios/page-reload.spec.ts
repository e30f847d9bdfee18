import { filter, map } from 'rxjs';
import type { Checkpoint, ChatSession, Policies, Transcript } from '../../lib/index.js';
import { createActor, patiently, type Actor } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

const MANY = 130;

/** What a reader sees, line by line. */
const screen = ({ items }: Transcript): ReadonlyArray<string> =>
  items.map((item) => (item.type === 'message' || item.type === 'pending' ? item.content : item.type));

const shows = (session: ChatSession, count: number): Promise<ReadonlyArray<string>> =>
  patiently(
    session.transcript$.pipe(
      map(screen),
      filter(({ length }) => length >= count),
    ),
  );

describe('a page that is reloaded', () => {
  let stage: Stage;
  let second: Actor;
  beforeEach(async () => {
    stage = await openStage({ policies: { pageSize: 20 } });
    for (let count = 1; count <= MANY; count += 1) stage.post(`message ${count}`);
  });
  afterEach(async () => {
    second.leave();
    await stage.end();
  });

  const live = async (policies: Partial<Policies>): Promise<Actor> => {
    const one = createActor(stage.details, stage.engineWith(policies).session(stage.details));
    one.connect();
    await one.isSettled();
    stage.post('last before');
    await one.hears('last before');
    return one;
  };
  /** Keeps the newest checkpoint for which this holds, and closes the page. */
  const close = async (one: Actor, isRight: (checkpoint: Checkpoint) => boolean): Promise<Checkpoint> => {
    const kept = await patiently(one.session.checkpoint$.pipe(filter(isRight)));
    one.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
    const parsed: Checkpoint = JSON.parse(JSON.stringify(kept));
    return parsed;
  };
  const knows =
    (one: Actor) =>
    ({ told }: Checkpoint): boolean =>
      told.some(({ id }) => id === one.messages().at(-1)?.id);
  const open = (resumeFrom: Checkpoint, policies: Partial<Policies> = {}): Actor => {
    second = createActor(stage.details, stage.engineWith(policies).session({ ...stage.details, resumeFrom }));
    return second;
  };

  it.each<readonly [string, Partial<Policies>]>([
    ['all', {}],
    ['the most recent', { history: { mostRecent: 7 } }],
    ['none', { history: 'none' }],
  ])(
    'shows the same screen as before where the history policy asks for %s, and tells nothing again',
    async (_, policies) => {
      const first = await live(policies);
      const before = await patiently(first.session.transcript$.pipe(map(screen)));
      const checkpoint = await close(first, knows(first));
      stage.post('meanwhile');
      const { session } = open(checkpoint, policies);
      const after = shows(session, before.length + 1);
      second.connect();
      expect(await after).toEqual([...before, 'meanwhile']);
      expect(second.texts()).toEqual(['meanwhile']);
      expect(before.length).toBeGreaterThan(0);
    },
  );

  it('shows a late reader the same as one who has been looking all the time', async () => {
    const first = await live({});
    const { length } = await patiently(first.session.transcript$.pipe(map(screen)));
    const { session } = open(await close(first, knows(first)));
    const early = session.transcript$.subscribe();
    second.connect();
    await shows(session, length);
    const seen = await patiently(session.transcript$);
    early.unsubscribe();
    expect(await patiently(session.transcript$)).toEqual(seen);
  });

  it('shows also what a session with a smaller memory had forgotten, and tells it no more', async () => {
    const first = await live({ maxRememberedItems: 100 });
    const checkpoint = await close(first, knows(first));
    expect(checkpoint.forgotten).toBeDefined();
    const { session } = open(checkpoint);
    const after = shows(session, MANY + 2);
    second.connect();
    expect((await after).filter((line) => line !== 'participantJoined')).toEqual(first.texts());
    expect(second.texts()).toEqual([]);
  });

  it('sends what had not left, behind the screen of before', async () => {
    const first = await live({});
    const before = await patiently(first.session.transcript$.pipe(map(screen)));
    first.leave();
    const sending = first.session.send('unsent').subscribe();
    const checkpoint = await close(first, (kept) => knows(first)(kept) && kept.unsent.length === 1);
    sending.unsubscribe();
    const { session } = open(checkpoint);
    expect(await shows(session, 1)).toEqual(['unsent']);
    const after = shows(session, before.length + 1);
    second.connect();
    expect(await after).toEqual([...before, 'unsent']);
    await second.hears('unsent');
    expect(await shows(session, before.length + 1)).toEqual([...before, 'unsent']);
    expect(
      stage.emulator.transcript(stage.details.contactId).filter(({ Content }) => Content === 'unsent'),
    ).toHaveLength(1);
  });

  it('reads no further back than it is asked to, and nothing while nobody looks', async () => {
    const policies: Partial<Policies> = { overlapMs: 0, overlapItems: 5, settleMs: 600_000 };
    const first = await live(policies);
    const checkpoint = await close(first, knows(first));
    const asked = stage.requests('GetTranscript').length;
    const { session } = open(checkpoint, { ...policies, restore: { mostRecent: 70 } });
    second.connect();
    await second.isSettled();
    const resumed = stage.requests('GetTranscript').length;
    const seen = await shows(session, 70);
    expect(seen.length).toBeLessThan(MANY);
    const messages = Array.from({ length: 68 }, (_, index) => `message ${MANY - 67 + index}`);
    expect(seen.slice(-70)).toEqual([...messages, 'participantJoined', 'last before']);
    expect(resumed - asked).toBeLessThanOrEqual(1);
    // One to catch up, and four to show 70 of the messages again.
    expect(stage.requests('GetTranscript').length - asked).toBe(5);
  });

  it('knows who is there, however long ago they came and whatever is read', async () => {
    const names = (one: Actor): Promise<unknown> =>
      patiently(one.session.participants$.pipe(map((all) => all.map(({ displayName }) => displayName))));
    const first = await live({});
    expect(await names(first)).toEqual(['Jane']);
    for (const history of ['all', 'none'] as const) {
      const { session, leave, connect } = open(await close(first, knows(first)), { history, restore: 'none' });
      expect(await names(second)).toEqual(['Jane']);
      connect();
      await second.isSettled();
      expect(await names({ ...second, session })).toEqual(['Jane']);
      leave();
    }
  });

  it('hands out with loadEarlier what is older than the screen', async () => {
    const first = await live({ history: { mostRecent: 7 } });
    const { session } = open(await close(first, knows(first)));
    second.connect();
    await second.isSettled();
    const { items } = await patiently(session.loadEarlier(3));
    // Besides six messages, the screen begins with Jane's joining.
    const wanted = [MANY - 8, MANY - 7, MANY - 6].map((number) => `message ${number}`);
    expect(items.map((item) => item.type === 'message' && item.content)).toEqual(wanted);
    expect(await shows(session, 8)).not.toContain(wanted[2]);
  });
});
