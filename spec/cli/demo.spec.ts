import { buildCommandLine, type CommandLine } from './command.js';

describe('rx-connect-chat demo', () => {
  let cli: CommandLine;
  beforeAll(() => {
    cli = buildCommandLine();
  });
  afterAll(() => cli.remove());

  it('plays a conversation without losing or repeating anything, in plain text where the output is no terminal', async () => {
    const { code, stdout, stderr } = await cli.run(['demo']);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^\d+ events, 0 lost, 0 duplicated$/);
    expect(stdout).not.toContain('\u001b');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('is what runs without a command where the output is no terminal', async () => {
    const { code, stdout } = await cli.run([]);
    expect(stdout).toMatch(/\d+ events, 0 lost, 0 duplicated\n$/);
    expect(code).toBe(0);
  });
});
