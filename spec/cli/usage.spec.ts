import { buildCommandLine, type CommandLine } from './command.js';

describe('rx-connect-chat', () => {
  let cli: CommandLine;
  beforeAll(() => {
    cli = buildCommandLine();
  });
  afterAll(() => cli.remove());

  it.each([['--help'], ['-h'], ['help']])('tells how it is used on %s', async (option) => {
    const { code, stdout, stderr } = await cli.run([option]);
    expect(stdout).toMatch(/^Usage: rx-connect-chat /);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('refuses a command that it does not know, with the usage', async () => {
    const { code, stdout, stderr } = await cli.run(['listen']);
    expect(stderr).toMatch(/^unknown command: listen\n\nUsage: rx-connect-chat /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each(['65536', '-1', 'eighty', '1.5', ''])('refuses %p as a port', async (port) => {
    const { code, stdout, stderr } = await cli.run(['emulator', `--port=${port}`]);
    expect(stderr).toContain('--port');
    expect(stderr).not.toContain('    at ');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['an option that it does not know', ['demo', '--loud']],
    ['an option without its value', ['emulator', '--port']],
    ['an endpoint that is none', ['chat', '--endpoint', 'elsewhere']],
    ['an endpoint in clear beyond this machine', ['chat', '--endpoint', 'http://example.com']],
    ['a region that is none', ['chat', '--region', 'nowhere']],
  ])('refuses %s without a stack trace', async (_, args) => {
    const { code, stdout, stderr } = await cli.run(args, { CONTACT_ID: 'contact', PARTICIPANT_TOKEN: 'token-of-jane' });
    expect(code).toBeGreaterThan(0);
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/ {4}at |token-of-jane/);
    expect(stdout).toBe('');
  });
});
