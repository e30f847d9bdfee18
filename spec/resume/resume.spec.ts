import { filter, firstValueFrom } from 'rxjs';
import type { Checkpoint } from '../../lib/index.js';
import type { CheckpointStore } from '../../lib/platform/stores/checkpoint-store.js';
import { memoryStore } from '../../lib/platform/stores/memory-store.js';
import { saveCheckpoints } from '../../lib/platform/stores/save-checkpoints.js';
import { webStorageStore } from '../../lib/platform/stores/web-storage-store.js';
import { withoutSecrets } from '../../lib/platform/stores/without-secrets.js';
import { createActor, patiently, type Actor } from '../scenarios/support/actor.js';
import { openStage, told, type Stage } from '../scenarios/support/stage.js';

const CREATE = 'CreateParticipantConnection';

/** The session storage of a page, which outlives it. */
const pageStore = (): CheckpointStore => {
  const items = new Map<string, string>();
  return webStorageStore({
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  });
};

describe('a session that resumes', () => {
  let stage: Stage;
  let store: CheckpointStore;
  let later: Actor[] = [];

  beforeEach(() => {
    store = pageStore();
    later = [];
  });
  afterEach(() => {
    later.forEach(({ leave }) => leave());
    return stage.end();
  });

  const key = (): string => stage.details.contactId;
  const stored = () => firstValueFrom(store.load(key()));
  const save = (actor: Actor): void => {
    saveCheckpoints(actor.session, store, key()).subscribe({ error: () => undefined });
  };
  /** Resolves when a checkpoint is stored of which something holds: a store of this page saves at once. */
  const saved = (actor: Actor, holds: (checkpoint: Checkpoint) => boolean): Promise<Checkpoint> =>
    patiently(actor.session.checkpoint$.pipe(filter(holds)));
  const knows =
    (id: string) =>
    ({ told: marks }: Checkpoint): boolean =>
      marks.some((mark) => mark.id === id);

  /** A customer who has heard something, and whose checkpoint says so. */
  const first = async (): Promise<Actor> => {
    const jane = stage.actor();
    save(jane);
    jane.connect();
    await jane.is('live');
    const id = stage.post('one');
    await Promise.all([jane.hears('one'), saved(jane, knows(id))]);
    return jane;
  };
  /** The page is left: no goodbye, and what was stored is all that is left. */
  const leave = async (jane: Actor): Promise<void> => {
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
  };
  /** Another machine: another engine, and a checkpoint that came as text. */
  const next = (resumeFrom: Checkpoint | undefined): Actor => {
    const copy: Checkpoint | undefined = resumeFrom && JSON.parse(JSON.stringify(resumeFrom));
    const details = { ...stage.details, ...(copy && { resumeFrom: copy }) };
    const actor = createActor(stage.details, stage.engineWith({}).session(details));
    later.push(actor);
    save(actor);
    actor.connect();
    return actor;
  };

  it('takes up the connection that it has, and is told only what is new', async () => {
    stage = await openStage();
    const jane = await first();
    await leave(jane);
    stage.post('two');
    const again = next(await stored());
    await again.hears('two');
    await again.say('three');
    await again.hears('three');
    expect(stage.requests(CREATE)).toHaveLength(1);
    expect(again.texts()).toEqual(['two', 'three']);
    expect([...told(jane), ...told(again)]).toEqual(stage.truth());
    expect(again.path().slice(0, 3)).toEqual(['idle', 'connecting', 'live']);
  });

  it('begins anew where the store has nothing', async () => {
    stage = await openStage();
    await leave(await first());
    await firstValueFrom(store.remove(key()));
    const again = next(await stored());
    await again.hears('one');
    expect(told(again)).toEqual(stage.truth());
    expect(stage.requests(CREATE)).toHaveLength(2);
  });

  it('goes on from store to store, life after life', async () => {
    stage = await openStage();
    const all = [...told(await first().then(async (jane) => (await leave(jane), jane)))];
    for (const text of ['two', 'three', 'four', 'five']) {
      const id = stage.post(text);
      const again = next(await stored());
      await Promise.all([again.hears(text), saved(again, knows(id))]);
      await leave(again);
      all.push(...told(again));
    }
    expect(all).toEqual(stage.truth());
    expect(stage.requests(CREATE)).toHaveLength(1);
  });

  it('obtains a new connection without its secrets, and loses nothing by it', async () => {
    store = memoryStore();
    stage = await openStage();
    const jane = await first();
    await leave(jane);
    stage.post('two');
    const checkpoint = withoutSecrets((await stored())!);
    expect(checkpoint.standing).not.toHaveProperty('connection');
    expect(checkpoint.standing).not.toHaveProperty('credentials');
    const again = next(checkpoint);
    await again.hears('two');
    expect(stage.requests(CREATE)).toHaveLength(2);
    expect([...told(jane), ...told(again)]).toEqual(stage.truth());
  });

  describe.each(['reject', 'empty'] as const)(
    'when the service does not know its places, and answers so: %s',
    (unknownStartPosition) => {
      const resumed = async (known: number): Promise<Actor> => {
        stage = await openStage({ emulator: { unknownStartPosition } });
        const jane = await first();
        stage.emulator.dropSockets(stage.details.participantId);
        const id = stage.post('two');
        await Promise.all([
          jane.hears('two'),
          saved(jane, (checkpoint) => knows(id)(checkpoint) && checkpoint.standing.places!.length >= 2),
        ]);
        await leave(jane);
        stage.post('three');
        const checkpoint = (await stored())!;
        const places = checkpoint.standing.places!.map(({ at, id: of }, index, { length }) => ({
          at,
          id: index < length - known ? `forgotten ${index}` : of,
        }));
        const again = next({ ...checkpoint, standing: { ...checkpoint.standing, places } });
        await again.hears('three');
        return again;
      };

      it('looks for one of them from the newest item backwards', async () => {
        const again = await resumed(1);
        expect(again.texts()).toEqual(['three']);
        expect(again.eventsOf('gap')).toEqual([]);
        expect(again.diagnosticsOf('rescanning')).toHaveLength(1);
        expect(stage.requests('GetTranscript').at(-1)?.body).toMatchObject({ ScanDirection: 'BACKWARD' });
      });

      it('says that something may be missing where it finds none', async () => {
        const again = await resumed(0);
        expect(again.texts()).toEqual(['three']);
        expect(again.eventsOf('gap')).toMatchObject([{ reason: 'overlapNotFound' }]);
        expect(again.events[0]).toMatchObject({ type: 'gap' });
      });
    },
  );

  it('obtains other tokens where those that it has are no longer good', async () => {
    stage = await openStage();
    const jane = await first();
    await leave(jane);
    stage.emulator.expireTokens(stage.details.participantId);
    stage.post('two');
    const again = next(await stored());
    await again.hears('two');
    await again.say('three');
    await again.hears('three');
    expect(again.texts()).toEqual(['two', 'three']);
    expect([...told(jane), ...told(again)]).toEqual(stage.truth());
    expect(stage.emulator.handshakes.map(({ status }) => status)).toEqual([101, 403, 101]);
    expect(again.path()).not.toContain('failed');
  });

  it('ends where the chat has ended meanwhile, and reads it to its end with the token that it has', async () => {
    stage = await openStage({ emulator: { afterEndGraceMs: 60_000 } });
    const jane = await first();
    await leave(jane);
    stage.post('farewell');
    stage.emulator.endChat(stage.details.contactId);
    stage.emulator.inject({ fault: 'response.error', operation: CREATE, status: 403 });
    const again = next(await stored());
    expect(await again.is('ended')).toEqual({ type: 'ended', reason: 'ended' });
    expect(again.texts()).toEqual(['farewell']);
    expect(again.eventsOf('gap')).toEqual([]);
    expect(again.events.at(-1)).toMatchObject({ type: 'chatEnded', reason: 'ended' });
    expect([...told(jane), ...told(again)]).toEqual(stage.truth());
  });

  it('ends, and says what it could not read, where everything is refused', async () => {
    stage = await openStage();
    const jane = await first();
    await leave(jane);
    stage.post('farewell');
    stage.emulator.endChat(stage.details.contactId);
    const again = next(await stored());
    expect(await again.is('ended')).toEqual({ type: 'ended', reason: 'accessDenied' });
    expect(again.events.map(({ type }) => type)).toEqual(['gap', 'chatEnded']);
    expect(again.eventsOf('gap')).toMatchObject([{ reason: 'transcriptDenied' }]);
    expect(stage.requests('GetTranscript').at(-1)?.status).toBe(403);
  });

  describe('with messages that an earlier session could not settle', () => {
    const texts = () =>
      stage.emulator
        .transcript(stage.details.contactId)
        .flatMap(({ Content }) => (Content === undefined ? [] : [Content]));
    const tokens = () =>
      stage.requests('SendMessage').map(({ body }) => (body as { readonly ClientToken: string }).ClientToken);

    it('posts each once, under the same ClientTokens, and finds the one that had arrived', async () => {
      stage = await openStage({ policies: { backoffBaseMs: 60_000, backoffCapMs: 60_000 } });
      const jane = await first();
      stage.emulator.inject({ fault: 'response.lost', operation: 'SendMessage' });
      jane.session.send({ content: 'arrived', clientToken: 'a' }).subscribe();
      jane.session.send({ content: 'waiting', clientToken: 'b' }).subscribe();
      await Promise.all([stage.asked('SendMessage', 1), saved(jane, ({ unsent }) => unsent.length === 2)]);
      await leave(jane);
      expect((await stored())?.unsent).toMatchObject([
        { clientToken: 'a', mayHaveArrived: true },
        { clientToken: 'b', mayHaveArrived: false },
      ]);

      const again = next(await stored());
      await again.hears('waiting');
      await again.say('new');
      await again.hears('new');
      expect(texts()).toEqual(['one', 'arrived', 'waiting', 'new']);
      // What had arrived is found in the chat, and not posted again.
      expect(tokens().slice(0, 2)).toEqual(['a', 'b']);
      expect([...told(jane), ...told(again)]).toEqual(stage.truth());
      const { items } = await patiently(again.session.transcript$);
      expect(items.some(({ type }) => type === 'pending')).toBe(false);
    });

    it('posts none that were left out of the checkpoint', async () => {
      stage = await openStage({ policies: { backoffBaseMs: 60_000, backoffCapMs: 60_000 } });
      const jane = await first();
      stage.emulator.inject({ fault: 'response.reset', operation: 'SendMessage' });
      jane.session.send('never arrived').subscribe();
      await saved(jane, ({ unsent }) => unsent.length === 1);
      await stage.asked('SendMessage', 1);
      await leave(jane);
      const again = next(withoutSecrets((await stored())!, { unsent: 'drop' }));
      await again.say('new');
      await again.hears('new');
      expect(texts()).toEqual(['one', 'new']);
    });
  });
});
