import { BehaviorSubject } from 'rxjs';
import type { Ports } from '../../lib/index.js';
import { openStage, told, type Stage } from './support/stage.js';

const CONNECT = 'CreateParticipantConnection';

describe('a session whose platform changes', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  const hints: ReadonlyArray<readonly [string, 'online$' | 'visible$', (port$: BehaviorSubject<boolean>) => void]> = [
    ['says that it is offline', 'online$', (online$) => online$.next(false)],
    ['hides the page', 'visible$', (visible$) => visible$.next(false)],
    ['restores the page', 'visible$', (visible$) => visible$.next(true)],
  ];

  it.each(hints)(
    'asks its socket at once when the platform %s, and stays live where it answers',
    async (_, name, say) => {
      const port$ = new BehaviorSubject(true);
      const ports: Partial<Ports> = { [name]: port$ };
      stage = await openStage({ ports });
      const jane = await stage.customer();
      say(port$);
      expect(jane.statuses.at(-1)).toEqual({ type: 'live', suspect: true });
      await jane.was('live', 3);
      expect(jane.path()).toEqual(['idle', 'connecting', 'live', 'live?', 'live']);
      expect(stage.requests(CONNECT)).toHaveLength(1);
      expect(stage.requests('GetTranscript')).toHaveLength(1);
    },
  );

  it('gives up a socket that does not answer then, long before its next beat', async () => {
    const online$ = new BehaviorSubject(true);
    stage = await openStage({ ports: { online$ }, policies: { heartbeatMs: 600_000, heartbeatPatienceMs: 50 } });
    const jane = await stage.customer();
    stage.emulator.deafenSockets(stage.details.participantId);
    stage.post('said to the deaf');
    online$.next(false);
    await jane.hears('said to the deaf');
    expect(jane.path().slice(2, 4)).toEqual(['live', 'live?']);
    expect(told(jane)).toEqual(stage.truth());
  });

  it('connects again as soon as the platform is back online', async () => {
    const online$ = new BehaviorSubject(true);
    const policies = { backoffBaseMs: 600_000, backoffCapMs: 600_000 };
    stage = await openStage({ ports: { online$, random: () => 0.9 }, policies });
    const jane = stage.actor();
    stage.emulator.inject({ fault: 'response.error', operation: CONNECT, status: 500 });
    jane.connect();
    await jane.is('waiting');
    online$.next(false);
    online$.next(true);
    await jane.is('live');
  });
});
