import { join } from 'node:path';
import ts from 'typescript';
import type { Block } from './blocks.js';

/** What a block may use without saying where it comes from, and the frameworks that are not installed here. */
const CONTEXT = `
import type { ChatConfig, ChatDetails, ChatEngine, ChatSession } from 'rx-connect-chat';
import type { Emulator } from 'rx-connect-chat/emulator';
declare global {
  const session: ChatSession;
  const engine: ChatEngine;
  const details: ChatDetails;
  const config: ChatConfig;
  const emulator: Emulator;
}`;
const ANGULAR = `
declare module '@angular/core' {
  export const Injectable: (options?: { readonly providedIn: 'root' }) => ClassDecorator;
  export interface OnDestroy { ngOnDestroy(): void }
}`;

const REACT_NATIVE = `
declare module 'react-native' {
  export const AppState: {
    readonly currentState: string;
    readonly addEventListener: (type: 'change', hear: (state: string) => void) => { readonly remove: () => void };
  };
}`;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
  paths: {
    'rx-connect-chat': [join(process.cwd(), 'lib/index.ts')],
    'rx-connect-chat/emulator': [join(process.cwd(), 'lib/emulator/index.ts')],
  },
};

/** Compiles each block as a module of its own against the library; says what is wrong where. */
export const problemsOf = (blocks: ReadonlyArray<Block>): ReadonlyArray<string> => {
  const pathOf = (name: string): string => join(process.cwd(), 'docs', name);
  const examples = new Map(blocks.map((block, index) => [pathOf(`example-${index}.ts`), block] as const));
  const virtual = new Map([
    [pathOf('context.ts'), CONTEXT],
    [pathOf('angular.d.ts'), ANGULAR],
    [pathOf('react-native.d.ts'), REACT_NATIVE],
    // On the last line, so that line numbers stay.
    ...[...examples].map(([path, { code }]) => [path, `${code}export {};\n`] as const),
  ]);
  const platform = ts.createCompilerHost(OPTIONS);
  const host: ts.CompilerHost = {
    ...platform,
    fileExists: (path) => virtual.has(path) || platform.fileExists(path),
    getSourceFile: (path, version, ...rest) => {
      const text = virtual.get(path);
      return text === undefined
        ? platform.getSourceFile(path, version, ...rest)
        : ts.createSourceFile(path, text, version);
    },
  };
  const program = ts.createProgram([...virtual.keys()], OPTIONS, host);
  const findings = [...virtual.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return findings.map(({ file, start = 0, messageText }) => {
    const block = file && examples.get(file.fileName);
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + (block?.line ?? 1);
    return `${block?.file ?? file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
};
