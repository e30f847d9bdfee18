import { patiently } from './support/actor.js';
import { openStage, type Stage } from './support/stage.js';

const VIEW = {
  Id: 'view-1',
  Name: 'Form',
  Version: 3,
  Content: { InputSchema: '{"type":"object"}', Template: '{"Head":{}}', Actions: ['Submit', 'Cancel'] },
};

describe('views and authentication', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ emulator: { authenticationWindowMs: 60_000 } });
  });
  afterEach(() => stage.end());

  it.each(['plain', 'with/slash+plus=equals:colon and space', 'ünïcode'])(
    'describes the view of token %j',
    async (token) => {
      const jane = await stage.customer();
      stage.emulator.addView(VIEW, token);
      expect(await patiently(jane.session.describeView(token))).toMatchObject({
        id: 'view-1',
        name: 'Form',
        version: 3,
      });
      expect(stage.requests('DescribeView')).toMatchObject([{ method: 'GET', status: 200 }]);
    },
  );

  it('says that there is no such view', async () => {
    const jane = await stage.customer();
    await expect(patiently(jane.session.describeView('nothing'))).rejects.toMatchObject({
      name: 'NotFoundError',
      status: 404,
    });
  });

  it('takes a customer to the page at which to authenticate, and back', async () => {
    const jane = await stage.customer();
    const sessionId = stage.emulator.initiateAuthentication(stage.details.contactId);
    expect(await jane.untilType('authenticationInitiated')).toMatchObject({ sessionId });
    const url = await patiently(jane.session.authenticationUrl({ sessionId, redirectUri: 'https://example.com/back' }));
    expect(url).toMatch(/^https?:\/\//);
    stage.emulator.completeAuthentication(sessionId, 'Jane Doe');
    await jane.untilType('authenticationSucceeded');
    await jane.untilType('participantDisplayNameUpdated');
    const present = await patiently(jane.session.participants$);
    expect(present.map(({ displayName }) => displayName)).toEqual(['Jane Doe']);
  });

  it('lets a customer decline', async () => {
    const jane = await stage.customer();
    const sessionId = stage.emulator.initiateAuthentication(stage.details.contactId);
    await jane.untilType('authenticationInitiated');
    await patiently(jane.session.cancelAuthentication(sessionId));
    await jane.untilType('authenticationCancelled');
    expect(stage.requests('CancelParticipantAuthentication')).toMatchObject([{ status: 200 }]);
  });
});
