import { openStage, told, type Stage } from './support/stage.js';

const operation = 'CreateParticipantConnection';

const clientTokenIn = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'ClientToken' in body ? body.ClientToken : undefined;

describe('a session whose connection token expires', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  const tokensOf = ({ requests }: Stage) => requests('SendMessage').map(({ body }) => clientTokenIn(body));
  const renewals = ({ requests }: Stage) =>
    requests(operation).filter(({ body }) => JSON.stringify(body) === '{"Type":["CONNECTION_CREDENTIALS"]}');

  it('renews it alone, without a socket, and sends again with the same ClientToken', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    await jane.say('one');
    stage.emulator.expireTokens(stage.details.participantId);
    await jane.say('two');
    await jane.hears('two');
    expect(renewals(stage)).toHaveLength(1);
    expect(stage.emulator.connections().opened).toBe(1);
    expect(stage.requests('SendMessage').map(({ status }) => status)).toEqual([200, 403, 200]);
    const [, refused, accepted] = tokensOf(stage);
    expect(accepted).toBe(refused);
    expect(jane.texts()).toEqual(['one', 'two']);
  });

  it('renews it once for all calls that were refused', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.emulator.expireTokens(stage.details.participantId);
    const [history] = await Promise.all([
      new Promise((resolve) => jane.session.loadEarlier(5).subscribe(resolve)),
      new Promise((resolve) => jane.session.sendTyping().subscribe({ complete: () => resolve(undefined) })),
      jane.say('hello'),
    ]);
    await jane.hears('hello');
    expect(history).toMatchObject({ done: true });
    expect(renewals(stage)).toHaveLength(1);
  });

  it('sends through several lives of it', async () => {
    stage = await openStage({ emulator: { connectionTokenLifetimeMs: 400 }, policies: { tokenMarginMs: 100 } });
    const jane = await stage.customer();
    const sent: string[] = [];
    while (renewals(stage).length < 2) {
      const text = `message ${sent.length}`;
      sent.push(text);
      await jane.say(text);
    }
    await jane.hears(sent.at(-1)!);
    expect(jane.texts()).toEqual(sent);
    expect(new Set(told(jane)).size).toBe(told(jane).length);
    expect(jane.path()).toEqual(['idle', 'connecting', 'live']);
  });

  it('renews it before it expires', async () => {
    stage = await openStage({ emulator: { connectionTokenLifetimeMs: 2_500 }, policies: { tokenMarginMs: 2_000 } });
    const jane = await stage.customer();
    await stage.emulator.until(() => renewals(stage).length === 1);
    await jane.say('with the next one');
    expect(stage.requests('SendMessage').map(({ status }) => status)).toEqual([200]);
    await jane.hears('with the next one');
  });

  it('goes on renewing while that fails', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.emulator.expireTokens(stage.details.participantId);
    stage.emulator.inject({ fault: 'response.error', operation, status: 500, times: 2 });
    stage.emulator.inject({ fault: 'response.error', operation, status: 429 });
    await jane.say('at last');
    await jane.hears('at last');
    expect(renewals(stage).map(({ status }) => status)).toEqual([500, 500, 429, 200]);
  });

  it('ends when the participant token is refused too', async () => {
    stage = await openStage();
    const jane = await stage.customer();
    stage.emulator.expireTokens(stage.details.participantId);
    stage.emulator.inject({ fault: 'response.error', operation, status: 403, times: 2 });
    await expect(jane.say('too late')).rejects.toMatchObject({ name: 'ChatEndedError' });
    expect(await jane.is('ended')).toEqual({ type: 'ended', reason: 'accessDenied' });
  });
});
