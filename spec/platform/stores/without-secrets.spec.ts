import { withoutSecrets } from '../../../lib/platform/stores/without-secrets.js';
import { checkCheckpoint } from '../../../lib/protocol/check-checkpoint.js';
import { sample } from './sample.js';

describe('withoutSecrets', () => {
  const { standing, ...others } = sample();

  it('drops the connection and the connection token, and nothing else', () => {
    const { accepted, places } = standing;
    expect(withoutSecrets(sample())).toEqual({ ...others, standing: { accepted, places } });
    expect(JSON.stringify(withoutSecrets(sample()))).not.toContain('secret');
  });

  it('keeps that the chat is over, or that it has been left', () => {
    const over = { accepted: true, left: true, closing: 'ended' } as const;
    expect(withoutSecrets({ ...others, standing: { ...standing, ...over } }).standing).toEqual({
      ...over,
      places: standing.places,
    });
  });

  it('drops the texts of unsent messages when asked', () => {
    const { undelivered, ...kept } = withoutSecrets(sample());
    expect(undelivered).toEqual(sample().undelivered);
    expect(withoutSecrets(sample(), { unsent: 'drop' })).toEqual({ ...kept, unsent: [] });
    expect(withoutSecrets(sample(), { unsent: 'keep' })).toEqual(withoutSecrets(sample()));
  });

  it('leaves a checkpoint, also of a session that has not read anything', () => {
    const early = { ...others, standing: { accepted: false } };
    expect(withoutSecrets(early)).toEqual(early);
    expect(() => checkCheckpoint(withoutSecrets(sample()), 'contact')).not.toThrow();
  });
});
