import { startEmulator, type EmulatedChatDetails, type Emulator } from '../../lib/emulator/index.js';
import { buildCommandLine, type CommandLine } from './command.js';

const admission = ({ contactId, participantToken, participantId }: EmulatedChatDetails): Record<string, string> => ({
  CONTACT_ID: contactId,
  PARTICIPANT_TOKEN: participantToken,
  PARTICIPANT_ID: participantId,
});

describe('rx-connect-chat chat', () => {
  let cli: CommandLine;
  let emulator: Emulator;
  beforeAll(async () => {
    cli = buildCommandLine();
    emulator = await startEmulator();
  });
  afterAll(async () => {
    await emulator.close();
    cli.remove();
  });

  const texts = (contactId: string): ReadonlyArray<string> =>
    emulator.transcript(contactId).flatMap(({ Type, Content = '' }) => (Type === 'MESSAGE' ? [Content] : []));

  it('names the environment variables that it misses', async () => {
    const { code, stdout, stderr } = await cli.run(['chat', '--endpoint', emulator.endpoint], {
      CONTACT_ID: 'contact',
    });
    expect(stderr).toMatch(/CONTACT_ID.*PARTICIPANT_TOKEN/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('sends each line that is piped in, shows what others say, and leaves the chat when the input ends', async () => {
    const details = emulator.startChat({ displayName: 'Jane' });
    const { process: child, says, ended } = cli.start(['chat', '--endpoint', emulator.endpoint], admission(details));
    child.stdin.write('Hello, my kettle leaks.\n\n  It is new.  \n');
    await emulator.until(() => texts(details.contactId).length === 2);
    emulator.postMessage(details.contactId, { content: 'Which \u001b[31mkettle?', displayName: 'Ana', role: 'AGENT' });
    await says('[31mkettle?');
    child.stdin.end();

    const { code, stdout, stderr } = await ended;
    expect(texts(details.contactId).slice(0, 2)).toEqual(['Hello, my kettle leaks.', 'It is new.']);
    expect(emulator.requests.some(({ operation }) => operation === 'DisconnectParticipant')).toBe(true);
    expect(stdout).toContain('[ended]');
    expect(stdout).not.toContain('\u001b');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('sends what is piped in at once and leaves', async () => {
    const details = emulator.startChat({ displayName: 'Jane' });
    const { process: child, ended } = cli.start(['chat', '--endpoint', emulator.endpoint], admission(details));
    child.stdin.end('one\ntwo\nthree\n');
    const { code, stdout, stderr } = await ended;
    expect(texts(details.contactId)).toEqual(['one', 'two', 'three']);
    expect(stdout).toContain('[ended]');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('ends when the chat ends', async () => {
    const details = emulator.startChat({ displayName: 'Jane' });
    const { says, ended } = cli.start(['chat', '--endpoint', emulator.endpoint], admission(details));
    await says('[live]');
    emulator.endChat(details.contactId);
    const { code, stdout } = await ended;
    expect(stdout).toContain('[ended]');
    expect(code).toBe(0);
  });

  it('ends in failure when the participant is not admitted', async () => {
    const { ended } = cli.start(['chat', '--endpoint', emulator.endpoint], {
      CONTACT_ID: 'contact',
      PARTICIPANT_TOKEN: 'token-of-nobody',
    });
    const { code, stdout } = await ended;
    expect(stdout).toContain('[failed]');
    expect(stdout).not.toContain('token-of-nobody');
    expect(code).toBe(1);
  });
});
