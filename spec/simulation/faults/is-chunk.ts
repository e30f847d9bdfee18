/** Whether a pushed frame is a part of a streamed message that goes on. */
export const isChunk = (text: string): boolean => text.includes('MessageCompleted\\":false');
