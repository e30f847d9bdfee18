/** What a consumer writes when a checkpoint is saved that knows more than the one it resumed from. */
export const SAVED = 'c';
