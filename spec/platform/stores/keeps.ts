import { concat, firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { InvalidArgumentError } from '../../../lib/chat/errors.js';
import type { CheckpointStore } from '../../../lib/platform/stores/checkpoint-store.js';
import { sample } from './sample.js';

/** What every store does. */
export const keeps = (make: () => CheckpointStore): void => {
  const load = (store: CheckpointStore, key = 'contact') => firstValueFrom(store.load(key));

  it('gives nothing where nothing was saved', async () => {
    expect(await lastValueFrom(make().load('contact').pipe(toArray()))).toEqual([undefined]);
  });

  it('gives what was saved last, again and again', async () => {
    const store = make();
    await lastValueFrom(concat(store.save('contact', sample()), store.save('contact', sample('contact', 'newer'))));
    expect(await load(store)).toEqual(sample('contact', 'newer'));
    expect(await load(store)).toEqual(sample('contact', 'newer'));
  });

  it('keeps one for each key', async () => {
    const store = make();
    await firstValueFrom(store.save('contact', sample()));
    await firstValueFrom(store.save('contact/../Ä jane', sample('contact', 'of jane')));
    await firstValueFrom(store.save('contact/../Ä JANE', sample('contact', 'of another')));
    expect(await load(store)).toEqual(sample());
    expect(await load(store, 'contact/../Ä jane')).toEqual(sample('contact', 'of jane'));
  });

  it('removes what is there, and minds nothing where nothing is', async () => {
    const store = make();
    await firstValueFrom(store.save('contact', sample()));
    await firstValueFrom(store.save('contact', sample()));
    expect(await lastValueFrom(store.remove('contact').pipe(toArray()))).toEqual([undefined]);
    expect(await load(store)).toBeUndefined();
    await firstValueFrom(store.remove('contact'));
  });

  it('does nothing before it is subscribed', async () => {
    const store = make();
    store.save('contact', sample());
    expect(await load(store)).toBeUndefined();
    await firstValueFrom(store.save('contact', sample()));
    store.remove('contact');
    expect(await load(store)).toEqual(sample());
  });

  it('carries out whether or not anybody waits for it', async () => {
    const store = make();
    store.save('contact', sample()).subscribe().unsubscribe();
    expect(await load(store)).toEqual(sample());
  });

  it("refuses at the call to save under another contact's key", () => {
    const store = make();
    expect(() => store.save('other', sample())).toThrow(
      new InvalidArgumentError('key', 'must begin with the contact id'),
    );
    expect(() => store.save('', sample(''))).toThrow(InvalidArgumentError);
  });
};
