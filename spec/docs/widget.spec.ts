import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from './blocks.js';
import { bundle, run } from './run.js';

/** Puts the widget of the recipe on a form, and uses it before and after the end of the chat. */
const DRIVEN = `
import { createChatSession, type ChatSession } from 'rx-connect-chat';
import { startEmulator } from 'rx-connect-chat/emulator';
import { filter, firstValueFrom } from 'rxjs';

const emulator = await startEmulator();
const details = emulator.startChat({ displayName: 'Jane' });
const session: ChatSession = createChatSession({ endpoint: emulator.endpoint, ...details });

const form: any = new EventTarget();
const input: any = Object.assign(new EventTarget(), { value: '' });
let shown: ReadonlyArray<any> = [];
const ignore = () => undefined;
const submit = (text: string): string => {
  input.value = text;
  const event = new Event('submit', { cancelable: true });
  form.dispatchEvent(event);
  return event.defaultPrevented ? input.value : 'The page is left.';
};
const is = (wanted: string) => firstValueFrom(session.status$.pipe(filter(({ type }) => type === wanted)));

attach({ form, input, show: (items) => (shown = items), showTyping: ignore, showStatus: ignore });
await is('live');
console.log([submit('in time')]);
await firstValueFrom(session.message$);
emulator.endChat(details.contactId);
await is('ended');
await firstValueFrom(session.transcript$.pipe(filter(({ items }) => items.at(-1)?.type === 'chatEnded')));
console.log(shown.map(({ content, type }) => content ?? type));
console.log([submit('too late')]);
await emulator.close();
`;

describe('the widget of the recipe', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rx-connect-chat-widget-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows the end of the chat, and leaves what is typed after it in the input', () => {
    const block = blocksOf('docs/recipes/chat-widget.md').find(({ code }) => code.includes('attach'))!;
    const file = join(folder, 'widget.mjs');
    bundle({ ...block, code: block.code + DRIVEN }, file);
    const { code, stdout, stderr } = run(file);
    expect(stderr).toBe('');
    expect(stdout).toBe("[ '' ]\n[ 'participantJoined', 'in time', 'chatEnded' ]\n[ 'too late' ]\n");
    expect(code).toBe(0);
  }, 60_000);
});
