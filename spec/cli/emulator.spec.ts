import { buildCommandLine, type CommandLine } from './command.js';

describe('rx-connect-chat emulator', () => {
  let cli: CommandLine;
  beforeAll(() => {
    cli = buildCommandLine();
  });
  afterAll(() => cli.remove());

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line of JSON when it serves, and ends well on %s',
    async (signal) => {
      const { process: child, says, ended } = cli.start(['emulator', '--port', '0']);
      await says('\n');
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect(stdout).toMatch(/^\{"endpoint":"http:\/\/127\.0\.0\.1:\d+"\}\n$/);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    },
  );

  it('starts chats over HTTP', async () => {
    const { process: child, says, ended } = cli.start(['emulator']);
    let line = '';
    child.stdout.on('data', (text: string) => (line += text));
    await says('\n');
    const { endpoint }: { readonly endpoint: string } = JSON.parse(line);
    const answer = await fetch(`${endpoint}/contact/chat`, {
      method: 'PUT',
      body: JSON.stringify({ InstanceId: 'i', ContactFlowId: 'f', ParticipantDetails: { DisplayName: 'Jane' } }),
    });
    expect(await answer.json()).toMatchObject({ ContactId: expect.any(String), ParticipantToken: expect.any(String) });
    child.kill('SIGTERM');
    await ended;
  });

  it('fails without a stack trace on a port that is taken', async () => {
    const first = cli.start(['emulator']);
    let line = '';
    first.process.stdout.on('data', (text: string) => (line += text));
    await first.says('\n');
    const { endpoint }: { readonly endpoint: string } = JSON.parse(line);
    const { code, stdout, stderr } = await cli.run(['emulator', '--port', new URL(endpoint).port]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('EADDRINUSE');
    expect(stderr).not.toContain('    at ');
    first.process.kill('SIGTERM');
    await first.ended;
  });
});
