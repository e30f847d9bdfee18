import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../simulation/random.js';
import { chatOfLives } from './support/chat-of-lives.js';
import { buildProgram } from './support/program.js';
import { reckon } from './support/reckoning.js';

const KILLS = 200;
const CHATS = 4;
/** `KILL_SEED=… npx jest spec/resume/kill.spec.ts` draws the same moments again. */
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);

/** Who is killed leaves behind what was written, on disk or not: where there is a file system in memory, fsync is fast. */
const MEMORY = '/dev/shm';

const NOTHING = {
  lost: [],
  gaps: [],
  disordered: [],
  doubled: [],
  forgotten: [],
  failedSends: [],
  unsent: [],
  misplaced: [],
};

describe('a consumer that is killed at any moment', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'rx-connect-chat-kill-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it(`loses nothing in ${KILLS} deaths, and repeats only what no checkpoint knew of`, async () => {
    const program = await buildProgram(directory);
    const remains = await Promise.all(
      Array.from({ length: CHATS }, (_, chat) =>
        chatOfLives(program, join(directory, `chat-${chat}`), KILLS / CHATS, createRandom(SEED + chat)),
      ),
    ).catch((cause: unknown) => {
      throw new Error(`with KILL_SEED=${SEED}`, { cause });
    });
    const reckonings = remains.map(reckon);
    expect({ seed: SEED, wrong: reckonings.map(({ wrong }) => wrong) }).toEqual({
      seed: SEED,
      wrong: reckonings.map(() => NOTHING),
    });

    const total = (name: keyof (typeof reckonings)[number]['figures']): number =>
      reckonings.reduce((sum, { figures }) => sum + figures[name], 0);
    const totals = {
      events: total('events'),
      repeated: total('repeated'),
      exposed: total('exposed'),
      ownMessages: total('ownMessages'),
      resumed: total('resumed'),
      reused: total('reused'),
    };
    const { repeated, exposed, ownMessages, resumed, reused } = totals;
    expect({
      seed: SEED,
      totals,
      repeatsOnlyWhatNoCheckpointKnew: repeated <= exposed,
      takesUpItsConnection: resumed > KILLS / 2 && reused > 0.9 * resumed,
      goesOnSending: ownMessages > KILLS,
    }).toEqual({
      seed: SEED,
      totals,
      repeatsOnlyWhatNoCheckpointKnew: true,
      takesUpItsConnection: true,
      goesOnSending: true,
    });
  }, 240_000);
});
