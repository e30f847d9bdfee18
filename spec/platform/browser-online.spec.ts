import { browserOnline } from '../../lib/platform/browser-online.js';

/** A window whose methods, as a browser's, work on itself only. */
class Window extends EventTarget {
  readonly navigator = { onLine: true };
  listeners = 0;
  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }
  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }
}

describe('browserOnline', () => {
  it('emits the present state, then each change, until it is unsubscribed', () => {
    const window = new Window();
    const seen: boolean[] = [];
    const subscription = browserOnline(window).subscribe((isOnline) => seen.push(isOnline));
    for (const type of ['online', 'offline', 'offline', 'online']) window.dispatchEvent(new Event(type));
    expect(seen).toEqual([true, false, true]);
    expect(window.listeners).toBe(2);
    subscription.unsubscribe();
    window.dispatchEvent(new Event('offline'));
    expect(seen).toEqual([true, false, true]);
    expect(window.listeners).toBe(0);
  });

  it('reads the state anew for each subscriber', () => {
    const window = new Window();
    const online$ = browserOnline(window);
    window.navigator.onLine = false;
    const seen: boolean[] = [];
    online$.subscribe((isOnline) => seen.push(isOnline)).unsubscribe();
    expect(seen).toEqual([false]);
  });

  it.each([
    [
      'React Native, which has no onLine',
      { navigator: {}, addEventListener: () => undefined, removeEventListener: () => undefined },
    ],
    ['a platform without events', { navigator: { onLine: false } }],
    ['a platform with neither', {}],
  ])('takes %s to be online, and does not complete', (_, window) => {
    const seen: unknown[] = [];
    browserOnline(window)
      .subscribe({ next: (isOnline) => seen.push(isOnline), complete: () => seen.push('complete') })
      .unsubscribe();
    expect(seen).toEqual([true]);
  });
});
