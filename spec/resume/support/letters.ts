/** What a consumer writes when it has read the transcript to its end: from now on checkpoints know of what is told. */
export const SETTLED = 'l';
