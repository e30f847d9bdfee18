import type { Policies } from '../../lib/index.js';
import { FAST } from './support/policies.js';
import { openStage, type Stage } from './support/stage.js';

const RATE = { perSecond: 20, burst: 2 };
/** What leaves evenly does not arrive evenly. */
const LIMIT = { ...RATE, burst: RATE.burst + 2 };
const rates: Policies['rates'] = { ...FAST.rates, SendMessage: RATE };

describe('the sessions of one engine', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('share the rate budget, and are never throttled', async () => {
    stage = await openStage({ policies: { rates }, emulator: { rateLimits: { SendMessage: LIMIT } } });
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    const before = Date.now();
    await Promise.all([1, 2, 3, 4].flatMap((count) => [jane.say(`Jane ${count}`), ana.say(`Ana ${count}`)]));
    expect(Date.now() - before).toBeGreaterThanOrEqual(((8 - RATE.burst) / RATE.perSecond) * 1_000 - 20);
    expect(new Set(stage.requests('SendMessage').map(({ status }) => status))).toEqual(new Set([200]));
    const waits = [...jane.diagnosticsOf('rateLimited'), ...ana.diagnosticsOf('rateLimited')];
    expect(waits).toContainEqual(expect.objectContaining({ operation: 'SendMessage' }));
    await jane.hears('Ana 4');
    await ana.hears('Jane 4');
  });

  it('all slow down when the service throttles one of them', async () => {
    stage = await openStage();
    const [jane, ana] = [await stage.customer(), await stage.guest()];
    stage.emulator.inject({
      fault: 'response.error',
      operation: 'SendMessage',
      status: 429,
      retryAfterSeconds: 1,
      participantId: stage.details.participantId,
    });
    const before = Date.now();
    const first = jane.say('throttled');
    await stage.asked('SendMessage', 1);
    await Promise.all([first, ana.say('patient')]);
    expect(Date.now() - before).toBeGreaterThanOrEqual(900);
    await ana.hears('throttled');
    await jane.hears('patient');
  });
});
