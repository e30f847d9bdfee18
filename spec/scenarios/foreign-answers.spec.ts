import { readFileSync } from 'node:fs';
import { lastValueFrom } from 'rxjs';
import { createChatEngine } from '../../lib/index.js';
import { createActor, type Actor } from './support/actor.js';
import { openFront, type Front, type Interference } from './support/front.js';
import { FAST } from './support/policies.js';
import { openStage, told, type Stage } from './support/stage.js';

const INTERFERENCES: ReadonlyArray<Interference> = JSON.parse(
  readFileSync('spec/fixtures/foreign-answers.json', 'utf8'),
);
const BLOCKED: Interference = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>Blocked</html>' };

describe.each([...INTERFERENCES, BLOCKED])(
  'a session for which something in between answers $status $body',
  (interference) => {
    let stage: Stage;
    let front: Front;
    let jane: Actor;

    beforeEach(async () => {
      stage = await openStage();
      front = await openFront(stage.emulator.endpoint);
      const engine = createChatEngine({ endpoint: front.origin, policies: FAST });
      jane = createActor(stage.details, engine.session(stage.details));
    });
    afterEach(async () => {
      jane.leave();
      await stage.end();
      await front.stop();
    });

    const names = (operation: string): object => {
      const contentType = interference.headers['content-type'];
      return { type: 'foreignAnswer', operation, status: interference.status, ...(contentType && { contentType }) };
    };

    it.each([1, 2])('becomes live at last, %i times refused at first', async (times) => {
      front.interfere('/participant/connection', interference, times);
      jane.connect();
      await jane.isSettled();
      stage.post('heard');
      await jane.hears('heard');
      expect(jane.statuses[2]).toMatchObject({
        type: 'waiting',
        error: { name: 'ForeignAnswerError', status: interference.status },
      });
      expect(jane.diagnosticsOf('foreignAnswer')).toHaveLength(times);
      expect(jane.diagnosticsOf('foreignAnswer')[0]).toMatchObject(names('CreateParticipantConnection'));
    });

    it('sends a message all the same, and once', async () => {
      jane.connect();
      await jane.isSettled();
      front.interfere('/participant/message', interference, 2);
      const progress = await jane.say('hello');
      expect(progress.at(-1)).toMatchObject({ type: 'sent' });
      await jane.hears('hello');
      expect(told(jane)).toEqual(stage.truth());
      expect(jane.diagnosticsOf('foreignAnswer')[1]).toMatchObject(names('SendMessage'));
    });

    it('misses nothing of a transcript that is answered for, and takes it for no gap', async () => {
      stage.post('before');
      front.interfere('/participant/transcript', interference, 2);
      jane.connect();
      await jane.hears('before');
      expect(told(jane)).toEqual(stage.truth());
      expect(jane.eventsOf('gap')).toEqual([]);
      expect(jane.diagnosticsOf('foreignAnswer')[0]).toMatchObject(names('GetTranscript'));
    });

    it('leaves the chat only when the service says so', async () => {
      jane.connect();
      await jane.isSettled();
      front.interfere('/participant/disconnect', interference, 1);
      await lastValueFrom(jane.session.disconnect(), { defaultValue: undefined });
      expect(jane.diagnosticsOf('foreignAnswer')).toMatchObject([names('DisconnectParticipant')]);
      expect(stage.requests('DisconnectParticipant')).toHaveLength(1);
    });

    it('goes on with the chat when it is a courtesy that is refused', async () => {
      jane.connect();
      await jane.isSettled();
      front.interfere('/participant/event', interference, 1);
      await lastValueFrom(jane.session.sendTyping(), { defaultValue: undefined });
      stage.post('still here');
      await jane.hears('still here');
      expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
      expect(jane.diagnosticsOf('foreignAnswer')).toMatchObject([names('SendEvent')]);
    });
  },
);
