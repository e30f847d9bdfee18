import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** Names something of every part, and passes on what an SDK may have left undefined. */
const CONSUMER = `
import { createChatEngine, nodePorts, fileStore, type ChatEvent, type NetworkFailure, type Ports } from 'rx-connect-chat';
import { startEmulator, type Emulator, type EmulatorOptions } from 'rx-connect-chat/emulator';
export const ports: Ports = nodePorts({ agent: undefined });
export const engine = createChatEngine({ region: 'us-west-2', ports });
export const store = fileStore('checkpoints');
export const typeOf = (event: ChatEvent): string => event.type;
export const kind: NetworkFailure = 'dns';
export const start = (options: EmulatorOptions): Promise<Emulator> => startEmulator(options);
`;

const PAGE = { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [] };
const NODE = { lib: ['lib.es2022.d.ts'], types: ['node'] };
const NODENEXT = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
const BUNDLER = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };

const PROJECTS: ReadonlyArray<readonly [string, ts.CompilerOptions]> = [
  ['a page, by the resolution of bundlers, without any types of Node', { ...PAGE, ...BUNDLER }],
  ['a page, by that of Node, without any types of Node', { ...PAGE, ...NODENEXT }],
  ['Node, without the types of browsers', { ...NODE, ...NODENEXT }],
];

/** Whether the declarations compile where they are checked, and nothing is installed but what the package brings. */
export const describeDeclarations = (consumer: () => string): void => {
  describe('the declarations of the package', () => {
    beforeAll(() => {
      const types = join(consumer(), 'node_modules/@types');
      mkdirSync(types, { recursive: true });
      symlinkSync(join(ROOT, 'node_modules/@types/node'), join(types, 'node'), 'junction');
      writeFileSync(join(consumer(), 'consumer.mts'), CONSUMER);
      writeFileSync(join(consumer(), 'consumer.cts'), CONSUMER);
    });

    it.each(PROJECTS)(
      'have no fault where they are checked for %s',
      (_, project) => {
        const options: ts.CompilerOptions = {
          target: ts.ScriptTarget.ES2022,
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
          ...project,
        };
        const host = ts.createCompilerHost(options);
        const files = ['consumer.mts', 'consumer.cts'].map((name) => join(consumer(), name));
        const program = ts.createProgram(files, options, { ...host, getCurrentDirectory: consumer });
        expect(ts.getPreEmitDiagnostics(program).map(faultOf)).toEqual([]);
      },
      120_000,
    );
  });
};

const faultOf = ({ file, messageText }: ts.Diagnostic): string =>
  `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
