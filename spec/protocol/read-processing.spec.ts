import { readProcessing } from '../../lib/protocol/read-processing.js';

describe('readProcessing', () => {
  it.each([
    ['PROCESSING', 'processing'],
    ['FAILED', 'failed'],
    ['REJECTED', 'rejected'],
    ['Rejected', 'rejected'],
  ])('reads %s', (status, processing) => expect(readProcessing(status)).toBe(processing));

  it.each([undefined, null, '', 'APPROVED', 'constructor'])('takes %j for nothing', (status) =>
    expect(readProcessing(status)).toBeUndefined(),
  );
});
