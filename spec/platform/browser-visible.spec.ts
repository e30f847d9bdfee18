import { browserVisible } from '../../lib/platform/browser-visible.js';

/** A target whose methods, as a browser's, work on itself only. */
class Counted extends EventTarget {
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
class Document extends Counted {
  visibilityState = 'visible';
  /** Test control. */
  becomes(state: string): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}
class Page extends Counted {
  readonly document = new Document();
  /** Test control. */
  transition(type: string, persisted: boolean): void {
    this.dispatchEvent(Object.assign(new Event(type), { persisted }));
  }
}

const watched = (page: Parameters<typeof browserVisible>[0]): { seen: unknown[]; stop: () => void } => {
  const seen: unknown[] = [];
  const subscription = browserVisible(page).subscribe({
    next: (isVisible) => seen.push(isVisible),
    error: (error: unknown) => seen.push(error),
    complete: () => seen.push('complete'),
  });
  return { seen, stop: () => subscription.unsubscribe() };
};

describe('browserVisible', () => {
  it('emits the present state, then each change, until it is unsubscribed', () => {
    const page = new Page();
    const { seen, stop } = watched(page);
    for (const state of ['hidden', 'hidden', 'visible', 'visible', 'hidden']) page.document.becomes(state);
    expect(seen).toEqual([true, false, true, false]);
    stop();
    page.document.becomes('visible');
    expect(seen).toHaveLength(4);
    expect([page.listeners, page.document.listeners]).toEqual([0, 0]);
  });

  it('listens to nothing before it is subscribed, and reads the state anew for each subscriber', () => {
    const page = new Page();
    const visible$ = browserVisible(page);
    expect([page.listeners, page.document.listeners]).toEqual([0, 0]);
    page.document.visibilityState = 'hidden';
    const seen: boolean[] = [];
    visible$.subscribe((isVisible) => seen.push(isVisible)).unsubscribe();
    expect(seen).toEqual([false]);
  });

  it('emits true again when the page comes from the back/forward cache, whether or not it was seen to leave', () => {
    const page = new Page();
    const { seen } = watched(page);
    page.transition('pagehide', true);
    page.transition('pageshow', true);
    expect(seen).toEqual([true, false, true]);
    page.transition('pageshow', true);
    expect(seen).toEqual([true, false, true, true]);
    page.document.becomes('visible');
    expect(seen).toHaveLength(4);
  });

  it('emits nothing when the page has only been loaded', () => {
    const page = new Page();
    const { seen } = watched(page);
    page.transition('pageshow', false);
    expect(seen).toEqual([true]);
  });

  it('is visible again when the page is shown after all, by another way than the cache', () => {
    const page = new Page();
    const { seen } = watched(page);
    page.transition('pagehide', false);
    page.transition('pageshow', false);
    expect(seen).toEqual([true, false, true]);
  });

  it('emits false when it is frozen, and true again when it resumes', () => {
    const page = new Page();
    const { seen } = watched(page);
    page.document.dispatchEvent(new Event('freeze'));
    page.document.dispatchEvent(new Event('resume'));
    page.document.dispatchEvent(new Event('resume'));
    expect(seen).toEqual([true, false, true, true]);
  });

  it('stays hidden when it resumes, or is restored, in the background', () => {
    const page = new Page();
    const { seen } = watched(page);
    page.document.becomes('hidden');
    page.document.dispatchEvent(new Event('freeze'));
    page.document.dispatchEvent(new Event('resume'));
    page.transition('pageshow', true);
    expect(seen).toEqual([true, false]);
    page.document.becomes('visible');
    expect(seen).toEqual([true, false, true]);
  });

  it.each<[string, Parameters<typeof browserVisible>[0]]>([
    ['a worker, which has no document', new Counted()],
    ['React Native, and a server', {}],
    ['a document that a polyfill invented', { document: {} }],
    ['a page without events', { document: { visibilityState: 'visible' } }],
    ['jsdom, where nothing is ever drawn', { document: { visibilityState: 'prerender' } }],
  ])('takes %s to be visible, and does not complete', (_, page) => {
    const { seen, stop } = watched(page);
    stop();
    expect(seen).toEqual([true]);
  });
});
