import tseslint from 'typescript-eslint';
import rxjsX from 'eslint-plugin-rxjs-x';

const fpTsRootOnly = {
  patterns: [
    {
      group: ['fp-ts/*', 'io-ts/*'],
      message: 'Subpath imports crash in native Node ESM: import from the package root.',
    },
    { group: ['rxjs/*', '!rxjs/ajax', '!rxjs/testing'], message: 'Import from rxjs itself.' },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', '*.js', 'scripts/', 'spec/fixtures/', 'spec/package/consumers/'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  rxjsX.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-imports': ['error', fpTsRootOnly],
      '@typescript-eslint/array-type': ['error', { default: 'array', readonly: 'generic' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['spec/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      'rxjs-x/no-ignored-subscription': 'off',
      'rxjs-x/no-nested-subscribe': 'off',
      'rxjs-x/no-sharereplay': 'off',
    },
  },
);
