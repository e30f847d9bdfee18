import { filter } from 'rxjs';
import { InvalidArgumentError, type ChatDetails, type Checkpoint } from '../../lib/index.js';
import { patiently, type Actor } from '../scenarios/support/actor.js';
import { openStage, told, type Stage } from '../scenarios/support/stage.js';
import { everythingSaid } from './support/everything-said.js';

/** What whoever can write to the store makes of a checkpoint: text, as stores keep it. */
type Forge = (checkpoint: Checkpoint) => string;

const forged =
  (change: (checkpoint: Checkpoint) => object): Forge =>
  (checkpoint) =>
    JSON.stringify({ ...checkpoint, ...change(checkpoint) });

const standing = (change: object): Forge =>
  forged((checkpoint) => ({ standing: { ...checkpoint.standing, ...change } }));

const connection = (change: object): Forge =>
  forged((checkpoint) => ({
    standing: { ...checkpoint.standing, connection: { ...checkpoint.standing.connection, ...change } },
  }));

describe('a checkpoint that somebody else has written to', () => {
  let stage: Stage;
  let checkpoint: Checkpoint;
  beforeEach(async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.post('before');
    await jane.hears('before');
    checkpoint = await patiently(
      jane.session.checkpoint$.pipe(
        filter(({ told: marks, standing: { places } }) => marks.length > 0 && places !== undefined),
      ),
    );
    jane.leave();
    await stage.emulator.until(() => stage.emulator.connections().open === 0);
  });
  afterEach(() => stage.end());

  const detailsFrom = (forge: Forge): ChatDetails => {
    const resumeFrom: Checkpoint = JSON.parse(forge(checkpoint));
    return { ...stage.details, resumeFrom };
  };
  const resume = (forge: Forge): Actor => {
    const jane = stage.actor(detailsFrom(forge));
    jane.connect();
    return jane;
  };

  it.each<readonly [string, Forge]>([
    ['all in its __proto__', (good) => `{"__proto__":${JSON.stringify(good)}}`],
    [
      'with a standing all in its __proto__',
      forged((good) => ({ standing: JSON.parse(`{"__proto__":${JSON.stringify(good.standing)}}`) })),
    ],
    ['that is a list', () => '[]'],
    ['of another version', forged(() => ({ version: 2 }))],
    ['of another contact', forged(() => ({ contactId: 'other' }))],
    ['with a URL that is no text', connection({ url: { toString: 'secret' } })],
    ['with a token that begins another header', standing({ credentials: { connectionToken: 'secret\r\nHost: evil' } })],
    [
      'with a message that is no text',
      forged(() => ({ unsent: [{ clientToken: 't', contentType: 'text/plain', content: {} }] })),
    ],
    ['with an absurd list', forged(({ told: [mark] }) => ({ told: Array.from({ length: 1_000_001 }, () => mark) }))],
  ])('is refused at the call: one %s', (_, forge) => {
    const details = detailsFrom(forge);
    let error: unknown;
    try {
      stage.engine.session(details);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ field: 'resumeFrom' });
    expect(everythingSaid(error)).not.toContain('secret');
  });

  it.each([
    'http://foreign.invalid/secret',
    'ws://foreign.invalid/secret',
    'WS://LOCALHOST.foreign.invalid/secret',
    'file:///secret',
    'javascript:secret',
    'secret',
    '',
  ])('leads no socket to %j: the session obtains a connection of its own', async (url) => {
    const jane = resume(connection({ url }));
    await jane.is('live');
    stage.post('after');
    await jane.hears('after');
    expect(jane.texts()).toEqual(['after']);
    expect(jane.diagnosticsOf('socketLost')).toMatchObject([{ error: { name: 'InvalidArgumentError', field: 'url' } }]);
    expect(everythingSaid([jane.statuses, jane.diagnostics])).not.toMatch(/secret|foreign/);
  });

  it('fails for a URL in clear where the service has not accepted the participant before', async () => {
    const jane = resume(
      forged(() => ({
        standing: {
          accepted: false,
          connection: { number: 1, url: 'ws://foreign.invalid', refreshAt: 1e308, obtainedAt: Date.now() },
        },
      })),
    );
    expect(await jane.is('failed')).toMatchObject({ error: { name: 'InvalidArgumentError', field: 'url' } });
    expect(jane.events).toEqual([]);
  });

  it('does not send a token of others for long: a refused one is replaced', async () => {
    const jane = resume(standing({ credentials: { connectionToken: 'somebody-elses' } }));
    await jane.say('hello');
    await jane.hears('hello');
    expect(stage.emulator.transcript(stage.details.contactId).map(({ Content }) => Content)).toContain('hello');
  });

  it.each<readonly [string, Forge]>([
    ['instants beyond all time', connection({ refreshAt: 1e308, number: -1e308 })],
    ['instants before all time', connection({ refreshAt: -1e308 })],
    [
      'a token to be renewed before all time',
      (good) => standing({ credentials: { ...good.standing.credentials, renewAt: -1e308 } })(good),
    ],
    [
      'a token to be renewed beyond all time',
      (good) => standing({ credentials: { ...good.standing.credentials, renewAt: 1e308 } })(good),
    ],
    [
      'places that nobody knows',
      standing({
        places: [
          { at: -1e308, id: '__proto__' },
          { at: 1e300, id: 'constructor' },
        ],
      }),
    ],
    ['no places', standing({ places: [] })],
    [
      'many marks, named like members of objects',
      forged(() => ({
        told: Array.from({ length: 100_000 }, (_, index) => ({
          id: ['__proto__', 'constructor', `${index}`][index % 3],
          state: 'whole',
          receipts: [{ recipientId: '__proto__', readAt: 1e308 }],
        })),
      })),
    ],
  ])('does no harm to what comes after it: %s', async (_, forge) => {
    const jane = resume(forge);
    await jane.isSettled();
    stage.post('after');
    await jane.hears('after');
    expect(jane.texts().filter((text) => text === 'after')).toEqual(['after']);
    expect(told(jane).length).toBeLessThanOrEqual(stage.truth().length);
    expect({}).not.toHaveProperty('whole');
  });
});
